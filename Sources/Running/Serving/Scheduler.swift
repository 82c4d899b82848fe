import Campaigns
package import Definitions
package import Foundation
package import Postgres

/// Keeps the record of ticks: which have come, which may run, which go by and why.
///
/// Of several processes on one database one schedules: the one that holds the lock. All of them may
/// run what is due.
package struct Scheduler: Sendable {
    let workspace: Workspace
    private let connection: Connection

    /// - Parameter connection: the scheduler's own: its session holds the lock.
    package init(_ workspace: Workspace, on connection: Connection) {
        self.workspace = workspace
        self.connection = connection
    }

    /// Whether this process schedules; it stays so until its session ends.
    package static func lead(on connection: Connection) async throws -> Bool {
        try await connection.tryLock(Int64(bitPattern: StableNumber.of("tidings scheduler")))
    }

    /// How far whoever leads has come; nil before it begins. Who stands still while it leads is
    /// noticed by this: then others schedule too, which does no harm, for each tick is written once.
    package static func mark(on connection: Connection) async throws -> Date? {
        try await connection.execute(.scheduleMark).first?.instantOrNil("through")
    }

    /// Writes the ticks that have come until now, and ends those that go by. Gives what went by, for
    /// people to hear of.
    package func advance(to now: Date) async throws -> [GoneTick] {
        let ticks = Ticks(connection)
        var gone: [TickVerdict] = []
        let paused = try await Pauses(workspace).jobs(on: connection)
        for (job, schedule) in scheduled {
            let isPaused = paused.contains(job.name)
            gone += try await arrive(job, schedule, isPaused: isPaused, at: now, ticks)
        }
        try await ticks.drop(allBut: scheduled.map(\.0.name), at: now)
        let (settled, _) = try await settle(at: now)
        try await ticks.settle(settled, at: now)
        return (gone + settled).filter { $0.state != .due }.map(GoneTick.init)
    }

    /// The ticks that may run now, the earliest first, one of each job.
    package func ready(at now: Date) async throws -> [Tick] {
        let (_, ready) = try await settle(at: now)
        return ready.sorted { ($0.due, $0.job) < ($1.due, $1.job) }
    }

    private var scheduled: [(Job, Schedule)] {
        workspace.jobs.compactMap { job in workspace.schedule(of: job).map { (job, $0) } }
    }

    private func arrive(
        _ job: Job, _ schedule: Schedule, isPaused: Bool, at now: Date, _ ticks: Ticks
    ) async throws -> [TickVerdict] {
        let fingerprint = schedule.fingerprint(in: workspace.timezone)
        guard let last = try await ticks.through(job.name, fingerprint: fingerprint) else {
            try await ticks.begin(job.name, fingerprint: fingerprint, at: now)
            return []
        }
        // A clock that was put back brings nothing new, and must not move the mark back.
        guard last < now, let calendar = workspace.calendar(of: job) else { return [] }
        let come = calendar.ticks(in: last..<now.addingTimeInterval(1e-6)).filter {
            last < $0.at && $0.at <= now
        }
        let verdicts = TickRules(schedule: schedule).arrived(come, at: now)
        try await ticks.add(verdicts, of: job.name, from: last, to: now)
        // A job without a schedule of its own has the ticks of the one that it comes after.
        if case .arrival(let feed) = job.schedule?.rule, !isPaused,
            Arrivals.isTime(since: last, now: now)
        {
            try await Arrivals(workspace: workspace, connection: connection)
                .look(for: feed, of: job, at: now)
        }
        return verdicts
    }

    private func settle(at now: Date) async throws -> (gone: [TickVerdict], ready: [Tick]) {
        let due = try await Ticks(connection).due(at: now)
        guard !due.isEmpty else { return ([], []) }
        let paused = try await Pauses(workspace).jobs(on: connection)
        let running = try await RunRecord(connection).running()
        var gone: [TickVerdict] = []
        var ready: [Tick] = []
        for (job, schedule) in scheduled {
            guard let ticks = due[job.name] else { continue }
            let circumstances = TickRules.Circumstances(
                isPaused: paused.contains(job.name),
                runningSince: running[job.name],
                doneBefore: try await doneBefore(job, for: ticks), after: job.after)
            let verdict = TickRules(schedule: schedule).settle(ticks, at: now, circumstances)
            gone += verdict.gone
            if let first = verdict.ready.first {
                ready.append(completed(first, of: job))
            }
        }
        return (gone, ready)
    }

    private func doneBefore(_ job: Job, for ticks: [Tick]) async throws -> Set<LocalDate>? {
        guard let after = job.after else { return nil }
        return try await RunRecord(connection).succeeded(after, for: ticks.map(\.date))
    }

    /// A tick with what its blackout holds back, as the schedule has it now.
    private func completed(_ tick: Tick, of job: Job) -> Tick {
        var tick = tick
        tick.held = workspace.calendar(of: job)?.held(on: tick.date)
        return tick
    }
}

/// A tick that went by without a run.
package struct GoneTick: Sendable {
    package let job: String
    package let date: LocalDate
    package let at: Date
    /// Whether nobody wanted that: it was missed, not skipped.
    package let isMissed: Bool
    package let reason: String

    init(_ verdict: TickVerdict) {
        job = verdict.tick.job
        date = verdict.tick.date
        at = verdict.tick.at
        isMissed = verdict.state == .missed
        reason = verdict.reason ?? ""
    }
}
