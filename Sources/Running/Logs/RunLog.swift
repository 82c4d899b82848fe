package import Foundation
package import Postgres
import Problems
import Warehouse

/// The logs of runs in the database, where people read them from any machine.
package struct RunLog: Sendable {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Runs a body with a progress whose lines are kept; another hears all of it, too. Returns once
    /// what was said is written.
    ///
    /// A log that cannot be written stops no run: its lines are lost.
    package func recording<T>(
        _ progress: any RunProgress, clock: @escaping @Sendable () -> Date,
        _ body: (any RunProgress) async throws -> T
    ) async throws -> T {
        let (lines, saying) = AsyncStream.makeStream(of: LogLine.self)
        let writer = Task {
            for await line in lines {
                // Told above: a run goes on without its log.
                try? await write(line)
            }
        }
        let log = LoggedProgress(clock: clock) { saying.yield($0) }
        do {
            let value = try await body(BothProgress(first: progress, second: log))
            saying.finish()
            await writer.value
            return value
        } catch {
            saying.finish()
            await writer.value
            throw error
        }
    }

    func write(_ line: LogLine) async throws {
        try await connection.execute(
            .logWrite,
            [
                .int(line.runID), .instant(line.at), .text(line.step), .text(line.event.rawValue),
                .text(line.level.rawValue), .text(line.message), .text(line.hint),
            ])
    }

    /// A run's lines behind one that was read before, with the last one's number.
    package func lines(
        of runID: Int, after last: Int = 0
    ) async throws -> (lines: [LogLine], last: Int) {
        let rows = try await connection.execute(.logList, [.int(runID), .int(last)])
        return (try rows.map { try LogLine($0) }, try rows.last?.int("line_id") ?? last)
    }

    /// Whether a run is over; nil if there is none of that number.
    package func isOver(_ runID: Int) async throws -> Bool? {
        try await RunRecord(connection).stored(runID).map { $0.outcome != nil }
    }
}

/// Tells two of the same.
private struct BothProgress: RunProgress {
    let first: any RunProgress
    let second: any RunProgress

    func began(_ run: RunReport) {
        first.began(run)
        second.began(run)
    }

    func began(_ step: String, of job: String) {
        first.began(step, of: job)
        second.began(step, of: job)
    }

    func read(_ progress: FeedProgress, in step: String, of job: String) {
        first.read(progress, in: step, of: job)
        second.read(progress, in: step, of: job)
    }

    func noted(_ text: String, in step: String, of job: String) {
        first.noted(text, in: step, of: job)
        second.noted(text, in: step, of: job)
    }

    func ended(_ step: StepReport, of job: String) {
        first.ended(step, of: job)
        second.ended(step, of: job)
    }

    func ended(_ run: RunReport) {
        first.ended(run)
        second.ended(run)
    }

    func warned(_ problem: Problem) {
        first.warned(problem)
        second.warned(problem)
    }
}
