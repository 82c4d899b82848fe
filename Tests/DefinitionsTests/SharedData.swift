import Foundation

/// Sample files written by others, read in place; they are no part of the repository.
enum SharedData {
    /// `TIDINGS_SHARED`, else the folder `shared` beside the repository; its `data`.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TIDINGS_SHARED"] {
            return URL(filePath: path).appending(path: "data")
        }
        return URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "../shared/data").standardized
    }()

    static var isThere: Bool {
        FileManager.default.fileExists(atPath: folder.path(percentEncoded: false))
    }

    /// The rows of a simple CSV file behind its header: quotes only around whole fields.
    static func rows(_ path: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            var fields = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
            }
            return fields
        }
    }
}
