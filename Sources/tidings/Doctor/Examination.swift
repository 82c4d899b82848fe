import Definitions
import Feeds
import Foundation
import Postgres
import Problems
import Running
import Transfer
import Warehouse

/// All that a night needs, each as a check.
struct Examination: Sendable {
    let workspace: Workspace
    /// nil while the database cannot be had.
    let database: String?
    /// Who is asked for DNS records; nil means the machine's own resolver.
    let nameServer: (address: String, port: Int)?
    let now: Date

    /// How long each check may take, in seconds; all run at the same time.
    static let seconds = 10

    var checks: [Checkup.Check] {
        [library, databaseState, clock, zones] + sources + [disk, mail, sender] + records
            + [pages, bounces, alerts, schedule]
    }

    private var library: Checkup.Check {
        Checkup.Check("libraries") {
            guard TransferLibrary.missing.isEmpty else {
                return [
                    .warning(
                        "libraries", TransferLibrary.description,
                        hint: "Sources and mail servers of that kind need a libcurl that has it.")
                ]
            }
            return [.ok("libraries", TransferLibrary.description)]
        }
    }

    private var disk: Checkup.Check {
        Checkup.Check("disk") {
            let values = try workspace.root.resourceValues(forKeys: [.volumeAvailableCapacityKey])
            let free = values.volumeAvailableCapacity ?? 0
            guard free > 1 << 30 else { throw Self.noRoom }
            let folder = workspace.stateFolder
            // One that cannot be made is not there to be written to.
            try? FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
                isFolder.boolValue, FileManager.default.isWritableFile(atPath: folder.path)
            else { throw Self.notWritable(folder.path) }
            return [.ok("disk", "\(free >> 30) GB free")]
        }
    }

    private var sources: [Checkup.Check] {
        workspace.sources.values.sorted { $0.name < $1.name }.map { source in
            Checkup.Check("source \(source.name)") { try await reach(source) }
        }
    }

    private func reach(_ source: Source) async throws -> [Finding] {
        let name = "source \(source.name)"
        switch source.kind {
        case .postgres(let uri):
            let connection = try await Connection.open(uri)
            await connection.close()
            return [.ok(name, "reached, \(connection.description)")]
        case .folder(let path):
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                isFolder.boolValue
            else { throw Self.noFolder(path, source) }
            return [.ok(name, path)] + (try await feeds(of: source))
        case .url(let server):
            let found = try await feeds(of: source)
            let host = server.url.host() ?? ""
            let isReached = found.contains { $0.state != .failed }
            return (isReached ? [.ok(name, "\(host) answers")] : [])
                + (found.isEmpty ? [.ok(name, "\(host), which no feed reads")] : found)
        }
    }

    /// A file that is not there at this hour may come yet: that is a warning.
    private func feeds(of source: Source) async throws -> [Finding] {
        var findings: [Finding] = []
        for job in workspace.jobs {
            for feed in job.feeds where feed.source == source.name {
                let name = "feed \(feed.name)"
                do {
                    let date = LocalDate(now, in: job.zone(in: workspace))
                    let file = try await FeedReach(feed, in: source).look(
                        on: date, within: Self.seconds - 2)
                    findings.append(.ok(name, file ?? ""))
                } catch {
                    let problem = Problem.from(error)
                    findings.append(
                        Finding(name, problem, isWarning: problem.kind == .guarded))
                }
            }
        }
        return findings
    }
}

extension Examination {
    private static func noFolder(_ path: String, _ source: Source) -> Problem {
        Problem(
            .guarded, "the folder \(path) is not there", at: source.place,
            hint: "Make it, or mend the source in Jobs/workspace.yaml.")
    }

    private static func notWritable(_ path: String) -> Problem {
        Problem(
            .infrastructure, "this user may not write to \(path)",
            hint: "Give the folder to the user who runs Tidings: chown -R USER \(path).")
    }

    private static var noRoom: Problem {
        Problem(
            .infrastructure, "less than 1 GB of disk is free",
            hint: "Make room: a night needs some for the database and the outbox.")
    }
}
