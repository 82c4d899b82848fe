import Definitions
import Foundation
import Problems
import Testing

@testable import Demo

@Suite struct WorkspaceFilesTests {
    private let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func `the program carries every file of the repository's workspace, byte for byte`()
        throws
    {
        var found: [String: Data] = [:]
        for folder in ["Jobs", "Templates"] {
            let url = repository.appending(path: folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
                found["\(folder)/\(name)"] = try Data(contentsOf: url.appending(path: name))
            }
        }
        let carried = Dictionary(
            uniqueKeysWithValues: WorkspaceFiles.all.map { ($0.path, Data($0.bytes)) })
        #expect(carried.keys.sorted() == found.keys.sorted())
        #expect(carried == found)
    }

    @Test func `a workspace is written once, and never over another`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system clears it too.
        try WorkspaceFiles.write(to: folder)
        let birthday = folder.appending(path: "Jobs/birthday.yaml")
        try FileManager.default.removeItem(at: birthday)
        let problem = #expect(throws: Problem.self) { try WorkspaceFiles.write(to: folder) }
        #expect(problem?.kind == .refused)
        #expect(
            problem?.summary.hasPrefix("a workspace is there already: Jobs/after-order.yaml, ")
                == true)
        #expect(!FileManager.default.fileExists(atPath: birthday.path))
    }
}
