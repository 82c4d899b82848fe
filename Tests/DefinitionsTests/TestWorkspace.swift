import Definitions
import Foundation
import Problems

/// A workspace in a folder of its own, which goes with it.
final class TestWorkspace {
    let root: URL
    private let environment: [String: String]

    /// - Parameter files: Text by path, as `Jobs/a.yaml`.
    init(_ files: [String: String], environment: [String: String] = [:]) throws {
        root = FileManager.default.temporaryDirectory
            .appending(
                path: "tidings-definitions-\(UUID().uuidString)", directoryHint: .isDirectory)
        self.environment = environment
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    /// A workspace of the bookshop's settings, one job and the template `birthday`.
    convenience init(job: String, environment: [String: String] = [:]) throws {
        try self.init(
            [
                "Jobs/workspace.yaml": Self.settings, "Jobs/a.yaml": job,
                "Templates/birthday.html": "",
            ], environment: environment)
    }

    deinit { try? FileManager.default.removeItem(at: root) }  // A leftover folder harms nobody.

    /// The folder lives until it is read: its owner may be a temporary.
    func read() throws -> Workspace {
        try withExtendedLifetime(self) {
            try WorkspaceReader(root: root, environment: environment).read()
        }
    }

    /// All problems of its files.
    var problems: [Problem] {
        withExtendedLifetime(self) {
            WorkspaceReader(root: root, environment: environment).problems()
        }
    }

    /// The texts of all problems.
    var texts: [String] { problems.map(\.text) }

    static let settings = """
        name: Lantern Books
        timezone: Asia/Shanghai
        currency: CNY
        sources:
          shop: {postgres: postgresql://localhost/shop}
          stores: {folder: feeds}
          supplier: {url: https://feeds.example/}
        topics:
          greetings: {consent: opt-out}
          news: {consent: opt-in}

        """
}
