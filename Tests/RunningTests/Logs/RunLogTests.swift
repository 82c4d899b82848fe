import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Running

struct RunLogTests {
    @Test func `a run's log has its steps, what went wrong and what to do`() async throws {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        let database = try await Shop.database()
        _ = try await shop.run(on: database, at: Shop.noon)
        let log = RunLog(try await database.connect())
        let (lines, last) = try await log.lines(of: 1)
        #expect(
            lines.map { $0.text(in: .gmt).replacing(/in [0-9.e-]+ s/, with: "in 0.1 s") } == [
                "2026-11-21T12:00:00Z info run=1 job=job-0 begins for 2026-11-21, attempt 1",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=members begins",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=members succeeded in 0.1 s: read 2,"
                    + " inserted 2",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=orders begins",
                "2026-11-21T12:00:00Z error run=1 job=job-0 step=orders failed: Jobs/job-0.yaml:4:11:"
                    + " the file orders.csv is missing (Look whether it was delivered to the source \"stores\".)",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=buyers is not done: what it needs has"
                    + " not succeeded",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=good is not done: what it needs has"
                    + " not succeeded",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=reachable begins",
                "2026-11-21T12:00:00Z info run=1 job=job-0 step=reachable succeeded in 0.1 s: members"
                    + " 2, entered 2",
                "2026-11-21T12:00:00Z error run=1 job=job-0 failed",
            ])
        #expect(lines.last?.event == .ended)
        #expect(try await log.lines(of: 1, after: last).lines == [])
        #expect(try await log.isOver(1) == true)
        #expect(try await log.isOver(2) == nil)
        let json = try #require(lines.first?.json(in: .gmt).description)
        #expect(
            json
                == #"{"at": "2026-11-21T12:00:00Z", "level": "info", "run": 1, "job": "job-0", "#
                + #""step": null, "event": "began", "message": "begins for 2026-11-21, attempt 1", "#
                + #""hint": null}"#)
    }

    @Test func `what nobody runs has no log`() {
        let progress = LoggedProgress(clock: { Shop.noon }) { _ in Issue.record("said something") }
        progress.began("members", of: "job-0")
        progress.ended(StepReport(name: "members", figures: .none(.feed)), of: "job-0")
    }
}
