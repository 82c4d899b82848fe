import Definitions
import Postgres
import Problems

extension Runner {
    /// How a step of a run is tried: a feed, a tier programme or an export as it says itself.
    func tries(
        of name: String, _ subject: String, at place: Place?, _ own: StepLimits,
        using source: String? = nil, in run: JobRun
    ) -> StepTries {
        let progress = progress
        let job = run.job.name
        var tries = tries(
            subject, at: place, run.limits(of: own), [run.lease].compactMap { $0 }
        ) { progress.noted($0, in: name, of: job) }
        tries.turn = source.flatMap { SourceTurn($0, in: workspace, on: connections.lock) }
        return tries
    }

    /// How what several runs do together is tried, as often and for as long as the most patient of
    /// them says.
    func tries(
        _ subject: String, of runs: [JobRun], note: @escaping @Sendable (String) -> Void
    ) -> StepTries {
        let all = runs.map { $0.limits(of: StepLimits()) }
        let timeouts = all.compactMap(\.timeoutSeconds)
        let limits = StepLimits(
            retry: all.compactMap(\.retry).max { $0.times < $1.times },
            timeoutSeconds: timeouts.count == all.count ? timeouts.max() : nil)
        return tries(subject, at: nil, limits, runs.compactMap(\.lease), note: note)
    }

    private func tries(
        _ subject: String, at place: Place?, _ limits: StepLimits, _ leases: [RunLease],
        note: @escaping @Sendable (String) -> Void
    ) -> StepTries {
        StepTries(
            subject: subject, place: place, limits: limits, leases: leases, clock: pauses,
            note: note, prepare: { await ready(for: leases) })
    }

    /// Makes ready for another try: a session that the server ended is opened anew. Where the
    /// session of the lock is gone, too, the run is another's, who takes it up by itself.
    private func ready(for leases: [RunLease]) async -> Bool {
        for lease in leases where await !lease.renew() { return false }
        do {
            guard try await connections.renewData() else { return true }
            for lease in leases {
                try await lease.note(sessions: connections.sessions, on: connections.record)
            }
            return true
        } catch {
            // The server is away: the step has failed for that reason already.
            return false
        }
    }
}

extension JobRun {
    /// What holds for a step that says so much itself. What is only planned is done once.
    func limits(of own: StepLimits) -> StepLimits {
        guard lease != nil else { return StepLimits(retry: .never) }
        let usual = options.cause == .tick ? StepLimits.Retry.usual : .never
        return StepLimits(
            retry: own.retry ?? job.limits.retry ?? usual,
            timeoutSeconds: own.timeoutSeconds ?? job.limits.timeoutSeconds)
    }
}
