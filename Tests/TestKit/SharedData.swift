package import Foundation

/// Real sample data that stands outside the repository and is read in place: it may not be copied
/// into it.
///
/// Its root is `$TIDINGS_SHARED/data`, or `../shared/data` beside the repository.
package enum SharedData {
    /// A folder of sample data, as "goodbooks-10k"; nil if it is not on this machine.
    package static func folder(_ name: String) -> URL? {
        let folder = root.appending(path: name)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// Whether a folder is there, for a test's `.enabled(if:)`.
    package static func isAvailable(_ name: String) -> Bool { folder(name) != nil }

    private static var root: URL {
        if let shared = ProcessInfo.processInfo.environment["TIDINGS_SHARED"] {
            return URL(filePath: shared).appending(path: "data")
        }
        let repository = URL(filePath: #filePath)
            .deletingLastPathComponent()  // TestKit
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()
        return repository.deletingLastPathComponent().appending(path: "shared/data")
    }
}
