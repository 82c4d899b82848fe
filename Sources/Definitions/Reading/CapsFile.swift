package import Foundation
import Problems

/// A file with other caps for a workspace, to try them out: the key `caps` alone.
package enum CapsFile {
    /// The caps of a file, or all its faults as ``Problems``.
    package static func read(
        _ file: URL, for workspace: Workspace, environment: [String: String]
    ) throws -> [Cap] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            // Why it cannot be read does not change what to do about it.
            throw notReadable(file)
        }
        let source = SourceText(file: file.lastPathComponent, text: text)
        let document = try YAMLDocument(source)
        let reading = FileReading(source, environment: environment)
        var names = DeclaredNames(root: workspace.root, environment: environment)
        names.gather(topics: workspace.topics)
        let caps = YAMLValue(document.root, key: "the file", in: reading).mapping { keys in
            Cap.readAll(
                keys.required("caps", "caps: [{topics: all, at_most: 1, per: day}]"),
                names: names)
        }
        guard reading.faults.all.isEmpty, let caps else { throw Problems(reading.faults.all) }
        return caps
    }

    private static func notReadable(_ file: URL) -> Problem {
        Problem(
            .usage, "the file \"\(file.lastPathComponent)\" cannot be read as UTF-8",
            hint: "Name a file with other caps, written as in Jobs/workspace.yaml.")
    }
}
