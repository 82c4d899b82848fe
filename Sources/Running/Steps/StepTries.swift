import Definitions
import Foundation
import Problems

/// Does a piece of a run's work within its limits: again when it fails in passing, no longer than it
/// may take, and no further once the run is asked to stop or was taken over.
///
/// ```
/// try → (failed in passing) → tell → wait → make ready → try …
/// ```
struct StepTries: Sendable {
    /// What is tried, as `feed "members"`.
    let subject: String
    let place: Place?
    let limits: StepLimits
    /// The leases of the runs whose work it is.
    let leases: [RunLease]
    /// The place that each try needs first; nil means none.
    var turn: SourceTurn?
    /// On which waits and the time that a try takes are counted.
    let clock: any Clock<Duration>
    /// Hears why a try failed and what comes next.
    let note: @Sendable (String) -> Void
    /// Makes ready for another try; false where none can help.
    let prepare: @Sendable () async -> Bool

    /// The longest wait between two tries.
    private static let longestWait = 3600

    /// What came of it, and how often it was tried.
    func run<T: Sendable>(
        _ work: @escaping @Sendable () async throws -> T
    ) async -> (result: Swift.Result<T, any Error>, tries: Int) {
        let retry = limits.retry ?? .never
        var number = 0
        while true {
            number += 1
            do {
                return (.success(try await once(work)), number)
            } catch {
                guard number <= retry.times, Self.passes(error), await prepare() else {
                    return (.failure(error), number)
                }
                let wait = Self.wait(
                    after: number, of: retry, salt: "\(subject) of \(leases.map(\.runID))")
                note(Self.told(error, wait, number + 1, of: retry.times + 1))
                do {
                    try await within(nil) { try await clock.sleep(for: .seconds(wait)) }
                } catch {
                    return (.failure(error), number)
                }
            }
        }
    }

    /// One try, once there is a place for it: no timeout counts until then.
    private func once<T: Sendable>(
        _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        guard let turn else { return try await within(limits.timeoutSeconds, work) }
        let place = try await within(nil) { try await turn.take(clock: clock, note: note) }
        do {
            let value = try await within(limits.timeoutSeconds, work)
            await turn.leave(place)
            return value
        } catch {
            await turn.leave(place)
            throw error
        }
    }

    /// Whether the same may succeed when it is tried again.
    private static func passes(_ error: any Error) -> Bool {
        (error as? Problem)?.kind == .infrastructure
    }

    /// Twice as long each time, and up to a quarter longer by chance, so that jobs that failed
    /// together do not come back together; the same for the same run.
    static func wait(after tries: Int, of retry: StepLimits.Retry, salt: String) -> Int {
        let plain = min(longestWait, retry.waitSeconds << min(tries - 1, 20))
        let chance = StableNumber.of("\(salt) \(tries)") % 1000
        return min(longestWait, plain + plain * Int(chance) / 4000)
    }
}

extension StepTries {
    private enum Event<T: Sendable>: Sendable {
        case done(Swift.Result<T, any Error>)
        case overdue(any Error)
        case called
    }

    /// Does the work until it is done, its time is over, or nobody wants it any more; what is ended
    /// before it is done has rolled back when this returns.
    private func within<T: Sendable>(
        _ seconds: Int?, _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        let result = await withTaskGroup(of: Event<T>.self) { group -> Swift.Result<T, any Error> in
            group.addTask {
                do {
                    return .done(.success(try await work()))
                } catch {
                    return .done(.failure(error))
                }
            }
            if let seconds {
                group.addTask {
                    do {
                        try await clock.sleep(for: .seconds(seconds))
                        return .overdue(tookTooLong(seconds))
                    } catch {
                        return .called
                    }
                }
            }
            if !leases.isEmpty {
                group.addTask {
                    for lease in leases { await lease.untilOver() }
                    guard !Task.isCancelled else { return .called }
                    let isAsked = leases.allSatisfy(\.isAskedToStop)
                    return .overdue(isAsked ? StepStop() : RunLease.takenOver)
                }
            }
            var reason: (any Error)?
            for await event in group {
                switch event {
                case .done(let result):
                    group.cancelAll()
                    guard case .failure = result, let reason else { return result }
                    return .failure(reason)
                case .overdue(let error):
                    reason = reason ?? error
                    group.cancelAll()
                case .called: break
                }
            }
            return .failure(CancellationError())
        }
        return try result.get()
    }
}

/// Somebody asked the run to stop in the middle of a step.
struct StepStop: Error {}

extension StepTries {
    private static func told(_ error: any Error, _ wait: Int, _ next: Int, of all: Int) -> String {
        "failed in passing: \(Problem.from(error).summary); try \(next) of \(all)"
            + " comes in \(TickRules.length(wait))"
    }

    private func tookTooLong(_ seconds: Int) -> Problem {
        Problem(
            .failed, "the \(subject) took longer than \(TickRules.length(seconds))", at: place,
            hint: "It was ended and changed nothing. Look what it waited for, or give it more time,"
                + " as \"timeout: 2 hours\".")
    }
}
