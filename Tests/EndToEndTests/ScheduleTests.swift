import Foundation
import Testing

extension EndToEnd {
    /// `tidings schedule` over changes of the clocks, which stand in the zones' public tables: New
    /// York on 2026-03-08 and 2026-11-01, Lord Howe on 2026-10-04 by half an hour.
    @Suite struct ScheduleTests {
        /// The cells of the table for a job with a schedule in a zone.
        private func explained(
            _ schedule: String, from: String, next: Int
        ) async throws -> [[Substring]] {
            let shop = try TestShop()
            try shop.write("job: late\nschedule: {\(schedule)}\n", to: "Jobs/late.yaml")
            let run = try await shop.tidings(
                "schedule", "late", "--from", from, "--next", "\(next)", "--explain")
            #expect(run.exitCode == 0)
            let rows = run.stdout.split(separator: "\n").map { $0.split(separator: /\s\s+/) }
            #expect(rows.first == ["at", "job", "for", "will", "why"])
            return Array(rows.dropFirst())
        }

        @Test func `a time that the clocks leave out comes later, and says so`() async throws {
            let rows = try await explained(
                #"every: day, at: "02:30", timezone: America/New_York"#, from: "2026-03-07", next: 3
            )
            #expect(
                rows == [
                    ["2026-03-07T02:30:00-05:00", "late", "2026-03-07", "run"],
                    [
                        "2026-03-08T03:30:00-04:00", "late", "2026-03-08", "run",
                        "the clocks are put forward past 02:30: it comes as much later",
                    ],
                    ["2026-03-09T02:30:00-04:00", "late", "2026-03-09", "run"],
                ])
        }

        @Test func `of a time that comes twice one is left out, and says so`() async throws {
            let rows = try await explained(
                #"cron: "30 1 * * *", timezone: America/New_York"#, from: "2026-10-31", next: 4)
            #expect(
                rows == [
                    ["2026-10-31T01:30:00-04:00", "late", "2026-10-31", "run"],
                    [
                        "2026-11-01T01:30:00-04:00", "late", "2026-11-01", "run",
                        "the clocks are put back, 01:30 comes twice: this is the first",
                    ],
                    [
                        "2026-11-01T01:30:00-05:00", "late", "2026-11-01", "be skipped",
                        "the clocks are put back, 01:30 comes twice: the first counts (on_repeat: first)",
                    ],
                    ["2026-11-02T01:30:00-05:00", "late", "2026-11-02", "run"],
                ])
        }

        @Test func `half an hour counts, and a blackout does`() async throws {
            let rows = try await explained(
                #"every: day, at: "02:15", timezone: Australia/Lord_Howe, on_gap: skip, blackout: 2026-10-05"#,
                from: "2026-10-03", next: 3)
            #expect(
                rows == [
                    [
                        "2026-10-04T02:45:00+11:00", "late", "2026-10-04", "be skipped",
                        "the clocks are put forward past 02:15 (on_gap: skip)",
                    ],
                    [
                        "2026-10-05T02:15:00+11:00", "late", "2026-10-05", "be skipped",
                        "blackout: the job does not run on 2026-10-05",
                    ],
                    ["2026-10-06T02:15:00+11:00", "late", "2026-10-06", "run"],
                ])
        }

        @Test func `without --explain only what will run is listed`() async throws {
            let shop = try TestShop()
            try shop.write(
                #"{job: late, schedule: {every: day, at: "01:30", timezone: America/New_York}}"#,
                to: "Jobs/late.yaml")
            let run = try await shop.tidings(
                "schedule", "--from", "2026-10-31", "--next", "3", "--json")
            #expect(
                try run.objects.map { $0["at"] } == [
                    "2026-10-31T01:30:00-04:00", "2026-11-01T01:30:00-04:00",
                    "2026-11-02T01:30:00-05:00",
                ])
            #expect(
                try run.objects.first?.keys == ["job", "at", "for", "will", "due", "why"])
        }
    }
}
