import Foundation
import Problems

/// The files of a workspace on disk.
struct WorkspaceFolder {
    /// The settings' path in the workspace.
    static let settings = "Jobs/workspace.yaml"

    private let root: URL

    /// Texts that stand for those of files, by path.
    private let replaced: [String: String]

    init(_ root: URL, replacing replaced: [String: String] = [:]) {
        self.root = root
        self.replaced = replaced
    }

    /// Whether the folder is a workspace at all.
    var hasSettings: Bool {
        FileManager.default.fileExists(
            atPath: root.appending(path: Self.settings).path(percentEncoded: false))
    }

    /// The paths of `Jobs/**/*.yaml` and `*.yml` in the workspace, sorted. Hidden files and
    /// folders are left aside.
    var definitionFiles: [String] {
        paths(below: "Jobs")
            .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
            .filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { "Jobs/\($0)" }
            .sorted()
    }

    /// The names of the mails in `Templates/`, without layouts and partials (`_*.html`) and without
    /// the languages of their variants (`birthday.zh-CN.html`).
    var templates: Set<String> {
        Set(
            paths(below: "Templates")
                .filter { $0.hasSuffix(".html") && !$0.hasPrefix("_") && !$0.hasPrefix(".") }
                .map { String($0.prefix { $0 != "." }) })
    }

    /// The names of the formats in `Formats/`.
    var formats: [String] {
        paths(below: "Formats")
            .filter { $0.hasSuffix(".yaml") && !$0.contains("/") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(5)) }
    }

    /// The text of a file, which must be UTF-8; a byte order mark is left out.
    func source(_ path: String) throws(Problems) -> SourceText {
        SourceText(file: path, text: try text(path))
    }

    /// The text of a file, as ``source(_:)`` reads it.
    func text(_ path: String) throws(Problems) -> String {
        if let text = replaced[path] { return text }
        let data: Data
        do {
            data = try Data(contentsOf: root.appending(path: path))
        } catch {
            throw Problems([.unreadable(path, cause: error.localizedDescription)])
        }
        guard var text = String(validating: data, as: UTF8.self) else {
            throw Problems([.notUTF8(path)])
        }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return text
    }

    /// The paths below a folder, which may be a link; none when there is no such folder.
    private func paths(below folder: String) -> [String] {
        let path = root.appending(path: folder).resolvingSymlinksInPath()
            .path(percentEncoded: false)
        return FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    }
}

extension Problem {
    fileprivate static func unreadable(_ path: String, cause: String) -> Problem {
        Problem(
            .definition, "the file cannot be read", at: Place(path),
            hint: "Check that it may be read.", cause: cause)
    }

    fileprivate static func notUTF8(_ path: String) -> Problem {
        Problem(
            .definition, "the file is not written in UTF-8", at: Place(path),
            hint: "Save it as UTF-8 in your editor.")
    }
}
