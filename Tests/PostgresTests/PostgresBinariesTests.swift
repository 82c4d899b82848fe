import Foundation
import Problems
import Testing

@testable import Postgres

struct PostgresBinariesTests {
    @Test func `the newest version is taken, or the one that a cluster was made with`() throws {
        try withVersions(["15.6", "18.1 (Debian 18.1-1)", "17beta1", "14.9"]) { folders throws in
            #expect(try PostgresBinaries.find(in: folders).version == "18.1")
            #expect(try PostgresBinaries.find(in: folders, major: 15).version == "15.6")
            #expect(try PostgresBinaries.find(in: folders, major: 17).version == "17beta1")
        }
    }

    @Test func `of equals the first is taken`() throws {
        try withVersions(["16.2", "16.4"]) { folders throws in
            #expect(try PostgresBinaries.find(in: folders).folder == folders[0])
        }
    }

    @Test func `without PostgreSQL the way to install it is told`() {
        let problem = #expect(throws: Problem.self) {
            try PostgresBinaries.find(in: [URL(filePath: "/nowhere")])
        }
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.text == """
                PostgreSQL is not installed
                  Install it (apt-get install postgresql), or set "database" in \
                Jobs/workspace.yaml to a server of your own.
                """)
    }

    @Test func `an old PostgreSQL is not enough`() throws {
        try withVersions(["13.1", "14.9"]) { folders throws in
            let problem = #expect(throws: Problem.self) { try PostgresBinaries.find(in: folders) }
            #expect(
                problem?.summary == "PostgreSQL 15 or later is not installed, only 13.1, 14.9")
        }
    }

    @Test func `a cluster whose version is gone names it`() throws {
        try withVersions(["16.4"]) { folders throws in
            let problem = #expect(throws: Problem.self) {
                try PostgresBinaries.find(in: folders, major: 15)
            }
            #expect(
                problem?.text == """
                    the embedded database was made by PostgreSQL 15, which is not installed
                      Cause: installed: 16.4
                      Install it: apt-get install postgresql-15.
                    """)
        }
    }

    @Test func `the installed programs are found`() throws {
        let binaries = try PostgresBinaries.find(in: PostgresBinaries.usualFolders())
        #expect(binaries.major >= 15)
        #expect(FileManager.default.isExecutableFile(atPath: binaries.initdb))
    }

    @Test func `who dumps a server must be as new as it, and be there`() async throws {
        let folders = PostgresBinaries.usualFolders()
        let own = try PostgresBinaries.find(in: folders).major
        #expect(try await DumpPrograms().check(server: own) == own)
        let old = await #expect(throws: Problem.self) {
            try await DumpPrograms().check(server: 99)
        }
        #expect(
            old?.text == """
                pg_dump is of PostgreSQL \(own), and the server of 99: it cannot be backed up
                  Install its client programs: apt-get install postgresql-client-99.
                """)
        let missing = await #expect(throws: Problem.self) {
            try await DumpPrograms(in: [URL(filePath: "/nowhere")]).check(server: own)
        }
        #expect(
            missing?.text == """
                pg_dump is not installed
                  Install PostgreSQL's client programs: apt-get install postgresql-client.
                """)
    }

    /// Folders with programs that only tell a version.
    private func withVersions(_ versions: [String], _ body: ([URL]) throws -> Void) throws {
        let parent = URL(filePath: "/tmp/tidings-binaries-\(UUID())")
        defer { try? FileManager.default.removeItem(at: parent) }
        let folders = try versions.enumerated().map { index, version in
            let folder = parent.appending(path: "\(index)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for program in ["initdb", "postgres"] {
                let file = folder.appending(path: program)
                // A shell writes it: what this process has open to write cannot be run while
                // another test forks.
                let script = #"printf '#!/bin/sh\necho "%s"\n' "$1" > "$0" && chmod 755 "$0""#
                let made = try ChildProcess.run(
                    ["/bin/sh", "-c", script, file.path, "postgres (PostgreSQL) \(version)"])
                #expect(made.succeeded)
            }
            return folder
        }
        try body(folders)
    }
}
