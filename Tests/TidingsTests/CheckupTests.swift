import Definitions
import Foundation
import Testing

@testable import tidings

struct CheckupTests {
    private func disk(of root: String) async throws -> [String] {
        let examination = Examination(
            workspace: Workspace(
                root: URL(filePath: root), name: "Lantern Books", timezone: .gmt, currency: "EUR"),
            database: nil, nameServer: nil, now: Date(timeIntervalSince1970: 0))
        let check = try #require(examination.checks.first { $0.name == "disk" })
        return await Checkup(limit: .seconds(60)).findings(of: [check]).map(\.lines)
    }

    @Test func `a disk without room is told`() async throws {
        // A file system that has none.
        #expect(
            try await disk(of: "/proc") == [
                """
                FAIL  disk: less than 1 GB of disk is free
                        Make room: a night needs some for the database and the outbox.
                """
            ])
    }

    @Test func `a folder that cannot be written to is told`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let good = try await disk(of: folder.path)
        try #require(good.count == 1)
        #expect(good[0].firstMatch(of: /^ok    disk: [0-9]+ GB free$/) != nil)
        // Root may write everywhere but into a file.
        let state = folder.appending(path: ".tidings")
        try FileManager.default.removeItem(at: state)
        try Data().write(to: state)
        #expect(
            try await disk(of: folder.path) == [
                """
                FAIL  disk: this user may not write to \(state.path)
                        Give the folder to the user who runs Tidings: chown -R USER \(state.path).
                """
            ])
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a check that takes too long is told, and the others are not held up`() async {
        let checks = [
            Checkup.Check("slow") {
                try await Task.sleep(for: .seconds(3600))
                return []
            },
            Checkup.Check("quick") { [.ok("quick", "well")] },
        ]
        #expect(
            await Checkup(limit: .seconds(1)).findings(of: checks).map(\.lines) == [
                """
                FAIL  slow: no answer within 1 second
                        Look again; if it stays so, check the network and the host behind it.
                """, "ok    quick: well",
            ])
    }
}
