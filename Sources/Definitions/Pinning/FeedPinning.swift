package import Foundation
import Problems
import Yams

/// Writes what was found out about a feed's file into its job file.
///
/// The text is edited in place: comments, order and style stay. The result is read again, and
/// must be the same definitions with the pins and nothing else; where it is not, nothing is
/// written, and the problem holds the text to paste.
package struct FeedPinning {
    private let root: URL
    private let environment: [String: String]

    /// - Parameters:
    ///   - root: The workspace's folder.
    ///   - environment: What `${NAME}` is filled from.
    package init(root: URL, environment: [String: String]) {
        self.root = root
        self.environment = environment
    }

    /// Writes the pins of a feed; false if the job file says all of it already.
    package func write(_ pins: FeedPins, of feed: Feed) throws -> Bool {
        let (path, text) = try edited(pins, of: feed)
        guard let text else { return false }
        let file = root.appending(path: path).resolvingSymlinksInPath()
        do {
            let mark = try Data(contentsOf: file).starts(with: [0xEF, 0xBB, 0xBF])
            try Data(((mark ? "\u{FEFF}" : "") + text).utf8).write(to: file, options: .atomic)
        } catch {
            throw Problem.notWritten(path, cause: error.localizedDescription)
        }
        return true
    }

    /// The job file's path and its new text; no text if nothing changes.
    private func edited(_ pins: FeedPins, of feed: Feed) throws -> (path: String, text: String?) {
        guard case .csv(_, let format) = feed.input else { return (feed.place.file, nil) }
        let path = feed.place.file
        let before = try WorkspaceFolder(root).text(path)
        let source = SourceText(file: path, text: before)
        let document = try YAMLDocument(source)
        let plan = PinPlan(pins, format: format, feed: feed)
        guard let node = document.root.feed(feed.name) else { throw plan.refusal }
        guard plan.changesSomething(of: node) else { return (path, nil) }
        var edit = YAMLEdit(YAMLExtents(source, text: before))
        guard plan.apply(to: &edit, node), let text = edit.result else { throw plan.refusal }
        guard let after = try? YAMLDocument(SourceText(file: path, text: text)),
            after.root.readsLike(document.root.replacing(feed.name, by: plan.expected(node)))
        else { throw plan.refusal }
        let reader = WorkspaceReader(
            root: root, environment: environment, replacing: [path: text])
        guard reader.problems().isEmpty else { throw plan.refusal }
        return (path, text)
    }
}

extension Node {
    /// The entry of `extract:` with a feed's name.
    fileprivate func feed(_ name: String) -> Node? {
        child("extract")?.items.first { $0.child("feed")?.text == name }
    }

    /// The document with another entry for a feed.
    fileprivate func replacing(_ feed: String, by node: Node) -> Node {
        guard let extract = child("extract") else { return self }
        let items = extract.items.map { $0.child("feed")?.text == feed ? node : $0 }
        return setting([("extract", Node(items))])
    }
}

extension Problem {
    fileprivate static func notWritten(_ path: String, cause: String) -> Problem {
        Problem(
            .infrastructure, "\(path) cannot be written",
            hint: "Check that Tidings may write into the folder Jobs.", cause: cause)
    }
}
