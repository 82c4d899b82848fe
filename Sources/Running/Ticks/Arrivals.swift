import Definitions
import Feeds
import Foundation
import Postgres

/// Looks into folders for the files on whose arrival jobs run.
///
/// A file that lies ready and was not loaded as it is makes a tick, once for each version of it. While
/// a tick of the job waits or a run goes on, while the job is paused and on days on which it reads no
/// feed, it is not looked for: it is found afterwards.
struct Arrivals {
    let workspace: Workspace
    let connection: Connection

    /// How often is looked, in seconds.
    static let pace: TimeInterval = 5

    /// Whether it is time to look, for who looked last at an instant.
    static func isTime(since last: Date, now: Date) -> Bool {
        (last.timeIntervalSince1970 / pace).rounded(.down)
            != (now.timeIntervalSince1970 / pace).rounded(.down)
    }

    /// Writes the tick of what arrived, for the job and those that come after it and have no schedule
    /// of their own.
    func look(for name: String, of job: Job, at now: Date) async throws {
        guard let feed = job.feeds.first(where: { $0.name == name }),
            let calendar = workspace.calendar(of: job),
            try await Ticks(connection).due(at: now)[job.name] == nil,
            try await RunRecord(connection).running()[job.name] == nil
        else { return }
        let today = LocalDate(now, in: calendar.zone)
        let held = calendar.held(on: today)
        guard held == nil || held == .sends else { return }
        let ready = ReadyFiles(of: feed, in: workspace)
        // A file that was finished after midnight is of the day before.
        let dates = ready.dependOnDate ? [today.adding(days: -1), today] : [today]
        for date in dates {
            // What cannot be read now is looked for again, and holds up no other job.
            let files = (try? ready.files(on: date, now: now)) ?? []
            if try await note(files, for: date, of: feed, job, at: now) { return }
        }
    }

    /// Notes files, and writes the tick if one of them is new.
    private func note(
        _ files: [FeedFile], for date: LocalDate, of feed: Feed, _ job: Job, at now: Date
    ) async throws -> Bool {
        guard !files.isEmpty else { return false }
        // A tick comes at a whole second.
        let at = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        return try await connection.transaction { connection in
            let noted = try await connection.execute(
                .arrivalNote,
                [
                    .text(job.name), .text(feed.name), .textArray(files.map(\.name)),
                    .textArray(files.map(\.stamp)), .instant(at),
                ])
            guard !noted.isEmpty else { return false }
            for job in [job] + workspace.followers(of: job) {
                try await Ticks(connection).add(
                    [TickVerdict(tick: Tick(job: job.name, date: date, at: at), state: .due)],
                    of: job.name, at: now)
            }
            return true
        }
    }
}

extension Workspace {
    /// The jobs that have a job's ticks, because they come after it and have no schedule.
    fileprivate func followers(of job: Job) -> [Job] {
        jobs.filter { $0.schedule == nil && $0.after == job.name }
            .flatMap { [$0] + followers(of: $0) }
    }
}
