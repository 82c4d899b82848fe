import Definitions
import Foundation
import Logging
import Postgres
import Problems
import Running
import Synchronization

/// Runs what is due beside the loop that finds it, so many at once.
final class ServedJobs: Sendable {
    private struct State {
        var busy: Set<String> = []
        var tasks: [String: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())
    private let limit: Int
    private let log: Logger
    private let perform: @Sendable (Worker.Work) async throws -> RunReport?
    private let ended: @Sendable () -> Void

    /// - Parameter ended: called when a run is over and there is room for another.
    init(
        atOnce limit: Int, log: Logger, ended: @escaping @Sendable () -> Void,
        perform: @escaping @Sendable (Worker.Work) async throws -> RunReport?
    ) {
        self.limit = limit
        self.log = log
        self.perform = perform
        self.ended = ended
    }

    /// Begins what there is room for, one run of a job at a time.
    func begin(_ work: [Worker.Work]) {
        for piece in work {
            let hasRoom = state.withLock { state in
                guard state.busy.count < limit else { return false }
                return state.busy.insert(piece.job).inserted
            }
            guard hasRoom else { continue }
            let task = Task { [self] in
                let hasRun = await run(piece)
                state.withLock { state in
                    state.busy.remove(piece.job)
                    state.tasks[piece.job] = nil
                }
                // What could not be begun is left for a while: it would be so at once again.
                if hasRun { ended() }
            }
            state.withLock { state in
                // It may be over already.
                if state.busy.contains(piece.job) { state.tasks[piece.job] = task }
            }
        }
    }

    /// Stops at the next safe edges; what is left is resumed by another process, or by the next.
    func finish() async {
        let tasks = state.withLock { Array($0.tasks.values) }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Does it and tells of it; whether there was a run.
    private func run(_ piece: Worker.Work) async -> Bool {
        do {
            guard let report = try await perform(piece) else { return false }
            let metadata: Logger.Metadata = [
                "job": .string(report.job), "run": .stringConvertible(report.runID),
                "for": .string(report.date.description),
                "attempt": .stringConvertible(report.attempt),
            ]
            let outcome = report.outcome?.rawValue ?? "open"
            if report.outcome == .succeeded {
                log.info("\(outcome)", metadata: metadata)
            } else {
                log.error("\(outcome)", metadata: metadata)
            }
            return true
        } catch is CancellationError {
            log.info("is left to be resumed", metadata: ["job": .string(piece.job)])
        } catch {
            log.error(
                "\(Problem.from(error).summary)", metadata: ["job": .string(piece.job)])
        }
        return false
    }
}
