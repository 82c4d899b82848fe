import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing

/// Whom a day alone moves, and in which night: at a day's first instant and at its last.
struct PassedDayTests {
    /// Of an order on 10 January, evaluated in the nights of 12 to 15 January as runs 1 to 4: in which
    /// run who is meant enters and leaves.
    private static let stays: KeyValuePairs<String, String> = [
        "last_order_at <= 3 days ago": "2-",
        "last_order_at < 3 days ago": "3-",
        "last_order_at >= 3 days ago": "1-3",
        "last_order_at > 3 days ago": "1-2",
        "last_order_at = 3 days ago": "2-3",
        "first_order_at > 3 days ago": "1-2",
        "first_order_at <= 3 days ago": "2-",
        "days since last order >= 3": "2-",
        "days since last order > 3": "3-",
        "days since last order < 3": "1-2",
        "days since last order = 3": "2-3",
        "days since last order > 2.5": "2-",
        "days since first order <= 3": "1-3",
    ]

    @Test func `a day moves who passes it, in the night after`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("dawn", "dusk")
        try await shop.order("1", of: "dawn", at: "2026-01-10T00:00:00+08:00")
        try await shop.order("2", of: "dusk", at: "2026-01-10T23:59:59+08:00")
        for (index, stay) in Self.stays.enumerated() {
            // A job of its own each: who is looked at for one is looked at for all of a job.
            let evaluation = SegmentEvaluation(
                job: "job \(index)", timezone: shop.zone, currency: "CNY")
            let segment = Segment(
                name: "s\(index)", expression: try shop.expression(stay.key), place: Place("test"))
            for run in 1...4 {
                let instant = try shop.instant("2026-01-\(11 + run)T02:00:00+08:00")
                _ = try await shop.connection.transaction { connection in
                    try await evaluation.evaluate(
                        [segment], asOf: instant, at: instant, runID: run, connection)
                }
            }
            #expect(
                try await shop.entries(of: "s\(index)")
                    == ["dawn \(stay.value)", "dusk \(stay.value)"], "\(stay.key)")
        }
    }
}
