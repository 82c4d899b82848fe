package import Foundation
package import Problems

/// Reads a workspace's files into checked definitions.
///
/// All faults of all files are found at once. Only while a file is not YAML at all are names
/// (and the expressions that use them) left unchecked, for it may be the one that declares them.
package struct WorkspaceReader {
    private let root: URL
    private let environment: [String: String]
    private let replaced: [String: String]

    /// - Parameters:
    ///   - root: The folder with `Jobs/` and `Templates/`.
    ///   - environment: What `${NAME}` is filled from.
    ///   - replaced: Texts that are read in the place of files', by path.
    package init(
        root: URL, environment: [String: String], replacing replaced: [String: String] = [:]
    ) {
        self.replaced = replaced
        self.root = root.absoluteURL.standardizedFileURL
        self.environment = environment
    }

    /// The workspace with all its jobs, or every fault of its files as ``Problems``.
    package func read() throws -> Workspace {
        let reading = try Reading(root: root, environment: environment, replacing: replaced)
        guard let workspace = reading.workspace, reading.problems.isEmpty else {
            throw Problems(reading.problems)
        }
        return workspace
    }

    /// Every fault of the workspace's files in the order of their places; none if it is fine.
    package func problems() -> [Problem] {
        do {
            _ = try read()
            return []
        } catch let problems as Problems {
            return problems.all
        } catch {
            return [.unreadable(root, cause: "\(error)")]
        }
    }
}

/// One reading of all files.
private struct Reading {
    var workspace: Workspace?
    var problems: [Problem] = []

    init(
        root: URL, environment: [String: String], replacing replaced: [String: String]
    ) throws(Problems) {
        let folder = WorkspaceFolder(root, replacing: replaced)
        guard folder.hasSettings else { throw Problems([.notAWorkspace]) }
        let files = folder.definitionFiles
        var parsed: [(file: FileReading, document: YAMLDocument)] = []
        var names = DeclaredNames(root: root, environment: environment)
        for path in files {
            do throws(Problems) {
                let source = try folder.source(path)
                let document = try YAMLDocument(source)
                let file = FileReading(source, environment: environment)
                parsed.append((file, document))
                if path == WorkspaceFolder.settings {
                    names.gather(workspace: document.root, in: source)
                } else {
                    names.gather(job: document.root, in: source)
                }
            } catch {
                problems += error.all
            }
        }
        names.isComplete = problems.isEmpty
        names.templates = folder.templates
        names.formats = ReadyFormats(root: root)
        var jobs: [Job] = []
        for (file, document) in parsed {
            let value = YAMLValue(document.root, key: "the file", in: file)
            if file.source.file == WorkspaceFolder.settings {
                workspace = Workspace.read(value, root: root, names: names)
            } else if let job = Job.read(value, names: names) {
                jobs.append(job)
            }
            problems += file.faults.all
        }
        problems += names.formats.faults
        jobs.sort { $0.name < $1.name }
        problems += names.waitingCircles
        problems += names.unasked(by: jobs)
        do throws(Problems) {
            _ = try SegmentOrder.sorted(jobs.flatMap(\.segments))
        } catch {
            problems += error.all
        }
        workspace?.jobs = jobs
    }
}

extension Problem {
    fileprivate static let notAWorkspace = Problem(
        .definition, "this folder is not a workspace: it has no Jobs/workspace.yaml",
        hint: "Go to your workspace with cd, or make one with \"tidings init DIR\".")

    fileprivate static func unreadable(_ root: URL, cause: String) -> Problem {
        Problem(
            .infrastructure, "the workspace cannot be read",
            hint: "Check that the folder is there and may be read.", cause: cause)
    }
}
