import Foundation
import Postgres
import TestKit
import Testing
import Warehouse

@testable import tidings_bench

struct OperationsBenchmarkTests {
    /// The program beside the tests.
    private static let tidings = URL(filePath: ExtractBenchmarkTests.program)
        .deletingLastPathComponent().appending(path: "tidings").path

    @Test func `steps and files are measured, and what is not there is left out`() async throws {
        let report = try await OperationsBenchmark(
            steps: 3, files: 5, jobs: 2, minutes: 0, repetitions: 1, program: Self.tidings,
            dbt: "/no/dbt"
        ).run { _ in }
        #expect(report.median(of: "a step, beside its work") != nil)
        #expect(try #require(report.median(of: "checking 5 job files")) > 0)
        #expect(report.notes == ["`dbt parse` was left out: there is no /no/dbt"])
    }

    @Test func `the lateness of ticks is counted from when they were due`() async throws {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        _ = try await Schema(connection).migrate(now: Date(timeIntervalSince1970: 0))
        try await connection.run(
            script: Statement(
                name: "ticks",
                sql: """
                    INSERT INTO tidings.run (job, logical_date, tick, attempt, cause, started_at)
                    SELECT job, '2026-11-21', at, 1, 'tick', at + late
                    FROM (VALUES
                        ('a', timestamptz '2026-11-21 02:00Z', interval '1 second'),
                        ('b', timestamptz '2026-11-21 02:01Z', interval '0.25 seconds'),
                        ('c', timestamptz '2026-11-21 02:01Z', interval '5.5 seconds'),
                        ('d', timestamptz '2026-11-21 02:02Z', interval '2 seconds')
                    ) AS t (job, at, late);
                    -- A jitter of five seconds puts c off.
                    INSERT INTO tidings.tick
                        (job, at, logical_date, due_at, state, run_id, settled_at)
                    SELECT job, tick, logical_date,
                        tick + CASE WHEN job = 'c' THEN interval '5 seconds' ELSE '0' END,
                        'ran', run_id, started_at
                    FROM tidings.run
                    """))
        let rows = try await connection.execute(
            Statement("operations_lateness", PackageResources.operations_lateness_sql),
            [.instant(try Date("2026-11-21T02:00:00Z", strategy: .iso8601)), .int(2)])
        #expect(try rows.map { try $0.double("late") } == [0.25, 0.5])
        await connection.close()
    }

    @Test func `medians stand beside their goals, in milliseconds`() {
        var report = OperationsReport()
        report.add("a step", [0.0031, 0.0022, 0.0024], goal: 0.010)
        report.add("checking", [0.4, 0.5])
        report.add("dbt", [4.95])
        report.add("a tick", [0.041, 0.043, 0.9], goal: 0.1, showsWorst: true)
        report.compare("checking", with: "dbt")
        #expect(
            report.text == """
                          median ms  worst ms  goal ms
                a step          2.4                 10
                checking        450
                dbt            4950
                a tick         43.0       900      100
                dbt takes 11.0 times as long as checking
                """)
    }
}
