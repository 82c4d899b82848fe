import Campaigns
import Definitions
import Foundation
import Postgres
import Problems

/// Looks in the record for what is wrong now, and for what ended since it was told.
struct Troubles {
    let workspace: Workspace
    let now: Date
    let connection: Connection
    /// The incidents that are not over, and up to when others were told.
    let incidents: Incidents.Known

    /// How long ago something may have happened that people are told of at first.
    static let memory: TimeInterval = 2 * 86_400

    func read() async throws -> [Trouble] {
        let runs = try await runs()
        let failing = Set(runs.filter { !$0.trouble.isOver }.map(\.trouble.subject))
        let causes = runs.filter { !isConsequence($0, of: failing) }.map(\.trouble)
        return causes + (try await missed()) + (try await late(unless: failing))
            + (try await unknown()) + (try await mail())
    }

    private var zone: TimeZone { workspace.timezone }
    private var jobs: [String] { workspace.jobs.map(\.name) }

    /// A job that only waits for one that fails: people are told of that one.
    private func isConsequence(
        _ run: (trouble: Trouble, isRefused: Bool), of failing: Set<String>
    ) -> Bool {
        let job = workspace.jobs.first { $0.name == run.trouble.subject }
        return run.isRefused && job?.after.map(failing.contains) ?? false
    }

    // MARK: Runs

    private func runs() async throws -> [(trouble: Trouble, isRefused: Bool)] {
        let rows = try await connection.execute(.troubleRuns, [.textArray(jobs)])
        var troubles: [(Trouble, Bool)] = []
        for row in rows {
            let job = try row.text("job")
            let isOpen = incidents.open[Trouble.Kind.failed.key(of: job)] != nil
            let finished = try row.instantOrNil("finished_at") ?? now
            // What failed long before anybody was to be told is old.
            guard isOpen || now.timeIntervalSince(finished) < Self.memory else { continue }
            let isRefused = try row.text("outcome") == Outcome.refused.rawValue
            troubles.append((try await trouble(of: job, row, finished), isRefused))
        }
        return troubles
    }

    private func trouble(of job: String, _ row: Row, _ finished: Date) async throws -> Trouble {
        let run = try row.int("run_id")
        let date = try row.text("logical_date")
        let outcome = try row.text("outcome")
        let isGuarded = try row.intOrNil("exit_code") == Int(Problem.Kind.guarded.exitCode)
        var trouble = Trouble(
            kind: isGuarded ? .guarded : .failed, subject: job, date: LocalDate(date), runID: run,
            through: finished, isOver: outcome == Outcome.succeeded.rawValue,
            summary: Self.failed(job, date, run, finished.minute(in: zone), isGuarded),
            hint: Self.repairHint(run))
        if trouble.isOver {
            trouble.summary = "\(job) works again: it succeeded for \(date) (run \(run))"
            trouble.hint = ""
        } else if outcome == Outcome.refused.rawValue {
            trouble.summary = "\(job) did not run for \(date) (run \(run))"
            trouble.hint = Self.waitsHint
        }
        if !trouble.isOver {
            trouble.details = try await errors(of: run, else: try row.textOrNil("problem"))
        }
        return trouble
    }

    /// What the run's log says went wrong; a process that was killed says nothing.
    private func errors(of run: Int, else problem: String?) async throws -> [Trouble.Detail] {
        let lines = try await RunLog(connection).lines(of: run).lines.filter {
            $0.level == .error && $0.hint != nil
        }
        guard !lines.isEmpty else { return problem.map { [Trouble.Detail(text: $0)] } ?? [] }
        let most = 5
        let details = lines.prefix(most).map { line in
            Trouble.Detail(
                text: (line.step.map { "\($0): " } ?? "") + line.message, hint: line.hint)
        }
        let rest = lines.count - details.count
        return details + (rest > 0 ? [Trouble.Detail(text: "and \(rest) more")] : [])
    }

    // MARK: Ticks

    private func missed() async throws -> [Trouble] {
        let rows = try await connection.execute(
            .troubleMissed, [.textArray(jobs), .instant(now)])
        return try rows.map { row in
            let job = try row.text("job")
            let date = try row.text("last_date")
            let hasRunSince = try row.bool("has_run_since")
            let isOpen = incidents.open[Trouble.Kind.missed.key(of: job)] != nil
            let what = Self.missed(
                job, try row.int("ticks"), try row.instant("last_at").minute(in: zone),
                try row.textOrNil("reason") ?? "")
            return Trouble(
                kind: .missed, subject: job, date: LocalDate(date),
                through: try row.instant("settled_at"), isOver: hasRunSince,
                summary: !hasRunSince
                    ? what : isOpen ? "\(job) runs again" : "\(what); it has run since",
                hint: hasRunSince ? "" : Self.missedHint(job, date))
        }
    }

    // MARK: Deadlines

    /// Jobs whose failure is told of already are not told of again for being late.
    private func late(unless failing: Set<String>) async throws -> [Trouble] {
        let deadlines = workspace.jobs.filter { !failing.contains($0.name) }
            .compactMap { workspace.lastDeadline(of: $0, before: now) }
        guard !deadlines.isEmpty else { return [] }
        let rows = try await connection.execute(
            .troubleLate,
            [
                .textArray(deadlines.map(\.tick.job)),
                .textArray(deadlines.map(\.tick.date.description)),
                .textArray(deadlines.map { $0.tick.at.ISO8601Format() }),
                .textArray(deadlines.map { $0.at.ISO8601Format() }),
                .textArray(deadlines.map { $0.isForDay ? "true" : "false" }),
            ])
        return try rows.compactMap { row in
            try late(
                of: try row.text("job"), try row.text("logical_date"),
                by: try row.instant("deadline"), finished: try row.instantOrNil("finished_at"))
        }
    }

    private func late(
        of name: String, _ date: String, by deadline: Date, finished: Date?
    ) throws -> Trouble? {
        let key = Trouble.Kind.late.key(of: name)
        let isOpen = incidents.open[key] != nil
        let isTold = incidents.seen[key].map { deadline <= $0 } ?? false
        let isOld = now.timeIntervalSince(deadline) >= Self.memory
        guard isOpen || !isTold && !isOld else { return nil }
        guard finished.map({ $0 > deadline }) ?? true || isOpen else { return nil }
        let job = workspace.jobs.first { $0.name == name }
        let zone = job?.zone(in: workspace) ?? self.zone
        var trouble = Trouble(
            kind: .late, subject: name, date: LocalDate(date), through: deadline, isOver: false,
            summary: "\(name) is late: it has not succeeded for \(date) and had to by"
                + " \(deadline.minute(in: zone))",
            hint: Self.lateHint(name))
        if let finished {
            let minutes = Int(finished.timeIntervalSince(deadline) / 60)
            trouble.isOver = true
            trouble.summary =
                "\(name) succeeded for \(date) at \(finished.minute(in: zone))"
                + (finished > deadline ? ", \(minutes.counted("minute")) late" : "")
            trouble.hint = ""
        }
        return trouble
    }

    // MARK: Messages

    private func unknown() async throws -> [Trouble] {
        try await connection.execute(.troubleUnknown).map { row in
            let campaign = try row.text("campaign")
            let problem = SendFigures.unknown(try row.int("messages"), of: campaign)
            return Trouble(
                kind: .unknown, subject: campaign, runID: try row.int("run_id"),
                through: .distantPast, isOver: false, summary: problem.summary, hint: problem.hint)
        }
    }
}

extension Troubles {
    private func mail() async throws -> [Trouble] {
        try await MailStop.last(on: connection).map { stop in
            let problem = MailStop.problem(stop.reply)
            return stop.endedAt.map {
                Trouble(
                    kind: .mail, subject: "", through: $0, isOver: true,
                    summary: "the mail server takes mail again", hint: "")
            }
                ?? Trouble(
                    kind: .mail, subject: "", through: stop.stoppedAt, isOver: false,
                    summary: problem.summary,
                    details: problem.cause.map { [Trouble.Detail(text: $0)] } ?? [],
                    hint: problem.hint)
        }.map { [$0] } ?? []
    }

    private static func failed(
        _ job: String, _ date: String, _ run: Int, _ time: String, _ isGuarded: Bool
    ) -> String {
        isGuarded
            ? "a guard or a missing feed stopped \(job) for \(date) (run \(run)) at \(time)"
            : "\(job) failed for \(date) (run \(run)) at \(time)"
    }

    private static func repairHint(_ run: Int) -> String {
        "When it is mended, `tidings retry \(run)` does what is left; `tidings logs \(run)` tells"
            + " more."
    }

    private static let waitsHint = "`tidings schedule --past 20` and `tidings runs` tell more."

    private static func missed(
        _ job: String, _ ticks: Int, _ last: String, _ reason: String
    ) -> String {
        let which = ticks == 1 ? "the tick of \(last)" : "\(ticks) ticks, the last that of \(last)"
        return "\(job) missed \(which): \(reason)"
    }

    private static func missedHint(_ job: String, _ date: String) -> String {
        "See that `tidings serve` runs; `tidings run \(job) --for \(date)` makes up for it."
    }

    private static func lateHint(_ job: String) -> String {
        "`tidings runs \(job)` lists its runs; `tidings logs RUN -f` tells how far one is."
    }
}
