package import Foundation
package import Postgres

/// How things stand in numbers, for who watches.
package struct RunCounts: Sendable {
    /// By state.
    package var ticks: [String: Int]
    /// By outcome; `open` for those that are not over.
    package var runs: [String: Int]
    package var messagesDue: Int
    package var messagesUnknown: Int
    /// When each job last succeeded.
    package var lastSuccess: [String: Date]

    package static func read(at now: Date, on connection: Connection) async throws -> RunCounts {
        var counts = RunCounts(
            ticks: [:], runs: [:], messagesDue: 0, messagesUnknown: 0, lastSuccess: [:])
        for row in try await connection.execute(.serveCounts, [.instant(now)]) {
            let (name, count) = (try row.text("name"), try row.int("count"))
            switch try row.text("what") {
            case "tick": counts.ticks[name] = count
            case "run": counts.runs[name] = count
            case "due": counts.messagesDue = count
            default: counts.messagesUnknown = count
            }
        }
        for row in try await connection.execute(.runLastSuccess) {
            counts.lastSuccess[try row.text("job")] = try row.instant("finished_at")
        }
        return counts
    }
}
