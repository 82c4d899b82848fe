import Foundation

/// What `${NAME}` stands for in a workspace: the process's environment. In a demo's folder the demo's
/// note goes first, so that no command there reads a real shop's database or mails real people.
struct WorkspaceEnvironment {
    /// The demo's note of what the environment would have to say: a line `NAME=value` each.
    static func note(in root: URL) -> URL { root.appendingPathComponent(".tidings/demo") }

    let values: [String: String]

    init(of root: URL) {
        // No note: not a demo's folder.
        let note = (try? String(contentsOf: Self.note(in: root), encoding: .utf8)) ?? ""
        let noted = note.split(separator: "\n").compactMap { line -> (String, String)? in
            guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<sign]), String(line[line.index(after: sign)...]))
        }
        values = ProcessInfo.processInfo.environment
            .merging(noted) { _, noted in noted }
    }
}
