import Campaigns
import Definitions
import Foundation
import Problems
import Running
import Synchronization

/// The definitions that a process serves: read again when a file changed, and kept when the new ones
/// do not check clean.
final class ServedDefinitions: Sendable {
    struct Version: Sendable {
        let workspace: Workspace
        let templates: [String: Template]
    }

    private struct State {
        var version: Version
        var seen: [String: Date]
        var refused = 0
    }

    private let root: URL
    private let state: Mutex<State>

    init(_ session: Session) {
        root = session.workspace.root
        let version = Version(workspace: session.workspace, templates: session.templates)
        state = Mutex(State(version: version, seen: Self.files(in: session.workspace.root)))
    }

    var current: Version { state.withLock { $0.version } }

    /// In how many files faults keep the changes from being taken; 0 when what is there is served.
    var refused: Int { state.withLock { $0.refused } }

    /// What came of looking.
    enum Change {
        case none
        case taken
        case refused(String)
    }

    /// Takes changed files if they check clean.
    func reload() -> Change {
        let files = Self.files(in: root)
        guard state.withLock({ $0.seen != files }) else { return .none }
        do {
            let workspace = try WorkspaceReader(
                root: root, environment: WorkspaceEnvironment(of: root).values
            ).read()
            let templates = try WorkspaceTemplates(workspace).checked()
            state.withLock {
                $0 = State(
                    version: Version(workspace: workspace, templates: templates), seen: files)
            }
            return .taken
        } catch {
            let places = (error as? Problems)?.all.compactMap(\.place?.file) ?? []
            state.withLock { state in
                state.seen = files
                state.refused = max(1, Set(places).count)
            }
            let text = (error as? Problems)?.description ?? Problem.from(error).text
            return .refused(text)
        }
    }

    /// The files that make the definitions, with when they were written last.
    private static func files(in root: URL) -> [String: Date] {
        var files: [String: Date] = [:]
        for folder in ["Jobs", "Templates", "Formats", "lookups"] {
            let url = root.appending(path: folder)
            let found = FileManager.default.enumerator(
                at: url, includingPropertiesForKeys: [.contentModificationDateKey])
            while let file = found?.nextObject() as? URL {
                // A file that went away meanwhile is as good as changed.
                let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
                files[file.path] = values?.contentModificationDate ?? .distantPast
            }
        }
        return files
    }
}
