import Definitions
import Feeds
import Foundation
import Problems
import Running

/// Looks into feeds' CSV files: tells how they are written, and pins it where that is wanted.
struct FeedFileCheck {
    let root: URL
    let date: LocalDate?

    /// What came of one feed.
    struct Report {
        var feed: Feed
        var findings: CSVFindings?
        var problems: [Problem] = []
        /// Whether the job file was changed; nil when nothing was to be pinned.
        var isWritten: Bool?
    }

    /// How the feeds' files are written, and what keeps them from being read.
    func look(at feeds: [Feed], in workspace: Workspace) async -> [Report] {
        var reports: [Report] = []
        for feed in feeds {
            guard case .csv = feed.input else { continue }
            var report = Report(feed: feed)
            do {
                try await withFile(of: feed, in: workspace) { file, day in
                    report.findings = try FeedOpener.findings(
                        feed, in: workspace, logicalDate: day, file: file)
                    _ = try await FeedOpener.open(
                        feed, in: workspace, logicalDate: day, file: file)
                }
            } catch {
                report.problems = (error as? Problems)?.all ?? [Problem.from(error)]
            }
            reports.append(report)
        }
        return reports
    }

    /// Writes how a feed's file is written into its job file, and reads it by that.
    func pin(_ feed: Feed, in workspace: Workspace) async -> Report {
        var report = Report(feed: feed)
        do {
            guard case .csv = feed.input else { throw Self.nothingToPin(feed) }
            try await withFile(of: feed, in: workspace) { file, day in
                report.findings = try FeedOpener.findings(
                    feed, in: workspace, logicalDate: day, file: file)
                guard let pins = report.findings?.pins else { return }
                let environment = WorkspaceEnvironment(of: root).values
                report.isWritten = try FeedPinning(root: root, environment: environment)
                    .write(pins, of: feed)
                let pinned = try WorkspaceReader(root: root, environment: environment).read()
                let again = pinned.jobs.flatMap(\.feeds).first {
                    $0.name == feed.name && $0.place.file == feed.place.file
                }
                _ = try await FeedOpener.open(
                    again ?? feed, in: pinned, logicalDate: day, file: file)
            }
        } catch {
            report.problems = (error as? Problems)?.all ?? [Problem.from(error)]
        }
        return report
    }

    /// Finds or fetches the last of a feed's files; what was fetched is deleted afterwards.
    private func withFile(
        of feed: Feed, in workspace: Workspace,
        _ body: (_ file: FeedFile, _ day: String) async throws -> Void
    ) async throws {
        let day = (date ?? LocalDate(.now, in: workspace.timezone)).description
        let files = try FeedFiles(workspace, job: "check", feeds: [feed], logicalDate: day)
        guard case .files(let found) = try await files.find(feed, known: { _ in nil }),
            let file = found.last
        else { return }
        do {
            try await body(file, day)
        } catch {
            _ = await files.putAway(archiving: false)
            throw error
        }
        _ = await files.putAway(archiving: false)
    }

    /// The feed that `--pin` names, among those of the files that were named.
    static func feed(_ name: String, among feeds: [Feed]) throws -> Feed {
        let found = feeds.filter { $0.name == name }
        guard let feed = found.first else { throw noFeed(name, among: feeds.map(\.name)) }
        guard found.count == 1 else { throw severalFeeds(name, found.map(\.place.file)) }
        return feed
    }
}

extension FeedFileCheck.Report {
    /// The report as people read it.
    var lines: [String] {
        guard let findings else { return [] }
        var table = TextTable([.left, .left, .left, .left])
        for finding in findings.findings {
            table.add([
                finding.what, finding.value, finding.confidence.rawValue, finding.evidence,
            ])
        }
        let written =
            switch isWritten {
            case nil: [String]()
            case true: ["Written into \(feed.place.file)."]
            case false: ["\(feed.place.file) says all of it already."]
            }
        return ["\(feed.name): \(findings.file)"] + table.lines() + written + [""]
    }

    /// The report as `check --json` shows it.
    var json: JSONValue {
        .object([
            "feed": .text(feed.name), "job_file": .text(feed.place.file),
            "file": .text(findings?.file), "written": isWritten.map { .boolean($0) } ?? .null,
            "findings": .array(
                (findings?.findings ?? []).map { finding in
                    .object([
                        "what": .text(finding.what), "value": .text(finding.value),
                        "confidence": .text(finding.confidence.rawValue),
                        "evidence": .text(finding.evidence),
                    ])
                }),
        ])
    }
}

extension FeedFileCheck {
    private static func noFeed(_ name: String, among feeds: [String]) -> Problem {
        Problem(
            .usage, "there is no feed \"\(name)\"",
            hint: Suggestion.hint(for: name, among: feeds, known: "feeds"))
    }

    private static func severalFeeds(_ name: String, _ files: [String]) -> Problem {
        Problem(
            .usage, "several jobs have a feed \"\(name)\"",
            hint: "Name the job's file too: tidings check \(files[0]) --pin \(name).")
    }

    private static func nothingToPin(_ feed: Feed) -> Problem {
        Problem(
            .usage, "the feed \"\(feed.name)\" reads no CSV file", at: feed.place,
            hint: "Only how a CSV file is written has to be found out.")
    }
}
