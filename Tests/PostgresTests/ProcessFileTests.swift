import Foundation
import Testing

@testable import Postgres

struct ProcessFileTests {
    @Test func `without a file there is no server`() {
        let process = ProcessFile(URL(filePath: "/nowhere"))
        #expect(process.id == nil)
        #expect(process.status == nil)
        #expect(!process.isAlive)
    }

    @Test func `a living process elsewhere is no server, and its file goes`() throws {
        try withFile(process: getpid()) { folder in
            let process = ProcessFile(folder)
            #expect(process.id == getpid())
            #expect(process.status == "ready")
            #expect(!process.isAlive)
            try process.removeIfForeign()
            #expect(ProcessFile(folder).id == nil)
        }
    }

    @Test func `the file of a dead process is left to the server, which looks for orphans`() throws
    {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        let id = process.processIdentifier
        try withFile(process: id) { folder in
            #expect(!ProcessFile(folder).isAlive)
            try ProcessFile(folder).removeIfForeign()
            #expect(ProcessFile(folder).id == id)
        }
    }

    @Test func `a process that works in the data directory is the server`() throws {
        try withFile(process: 0) { folder in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/cat")
            process.currentDirectoryURL = folder
            process.standardInput = Pipe()
            try process.run()
            try write(process.processIdentifier, in: folder)
            #expect(ProcessFile(folder).isAlive)
            // Foundation's children inherit the blocked signals of its threads; not this one.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(!ProcessFile(folder).isAlive)
        }
    }

    private func withFile(process: pid_t, _ body: (URL) throws -> Void) throws {
        let folder = URL(filePath: "/tmp/tidings-process-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(process, in: folder)
        try body(folder)
    }

    /// A file as the server writes it (miscadmin.h, "LOCK_FILE_LINE").
    private func write(_ process: pid_t, in folder: URL) throws {
        let text = "\(process)\n\(folder.path)\n1795248000\n5432\n/tmp/x\n\n  1 2\nready   \n"
        try text.write(
            to: folder.appending(path: "postmaster.pid"), atomically: true, encoding: .utf8)
    }
}
