import Definitions
import Foundation

/// A workspace on disk with a few jobs, and nothing else in it.
final class Shop: Sendable {
    let root: URL

    /// - Parameter jobs: what stands in each job's file after its name, `job-0` and so on.
    init(jobs: [String]) throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "tidings-running-\(UUID().uuidString)")
        try write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            topics: {greetings: {consent: opt-out}}
            sources: {stores: {folder: feeds}}
            """)
        for (index, job) in jobs.enumerated() {
            try write("Jobs/job-\(index).yaml", "job: job-\(index)\n\(job)")
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("\(text)\n".utf8).write(to: file)
    }

    /// - Throws: `Problems` of the definitions.
    func read() throws -> Workspace {
        try WorkspaceReader(root: root, environment: [:]).read()
    }
}
