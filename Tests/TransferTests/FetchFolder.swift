import Foundation

/// A folder of a test's own, deleted when the test is done.
final class FetchFolder {
    let url = FileManager.default.temporaryDirectory
        .appending(path: "tidings-fetch-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }  // A leftover harms nobody.

    var path: String { url.path }

    var names: [String] {
        // What is not there has no names.
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    func write(_ name: String, _ text: String) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }
}
