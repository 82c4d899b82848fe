import Foundation

/// The files of this repository.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()  // HouseTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()

    /// A file, with its path below the root.
    struct File {
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// `Sources/Mail/MailDate.swift` is of the module Mail.
        var module: String {
            let parts = path.split(separator: "/")
            return parts.count > 2 ? String(parts[1]) : ""
        }

        /// Without folder and suffix.
        var baseName: String {
            URL(filePath: path).deletingPathExtension().lastPathComponent
        }
    }

    /// The files below a folder with a suffix, by path.
    static func files(in folder: String, suffix: String) throws -> [File] {
        let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return try (names?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(suffix) }.sorted()
            .map { name in
                let path = "\(folder)/\(name)"
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                return File(path: path, text: text)
            }
    }
}
