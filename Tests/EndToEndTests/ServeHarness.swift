import Foundation
import Glibc
import TestKit
import Testing

/// Lives through nights with `tidings serve`, which it kills at random instants or leaves in peace.
final class ServeHarness {
    /// What the nights came to.
    struct Outcome {
        var kills = 0
        /// Rows of the warehouse, the memberships, the ledger, the ticks and the runs, without what
        /// numbers them; those whose fate is unknown count as accepted.
        var rows: [String] = []
        /// When messages were accepted; of those whose fate is known.
        var acceptances: [String] = []
        var unknown = 0
        /// The Message-IDs of the ledger.
        var sent: Set<String> = []
        /// The Message-IDs that the mail server recorded, in order.
        var recorded: [String] = []
        var journals = 0
    }

    private let nights: Int
    private let most: Int
    private let night: NightShop
    private let sink: RecordingSink
    private let sinkFolder: URL
    private var random: CrashHarness.Seeded
    private var serving: RunningCommand
    private var kills = 0

    /// How many mails are in hand at a time.
    static let connections = 2

    /// - Parameter most: how often a process is killed at most after the clock was put forward,
    ///   which is twice a night.
    init(nights: Int, most: Int, seed: UInt64) async throws {
        self.nights = nights
        self.most = most
        random = CrashHarness.Seeded(state: seed)
        night = try await NightShop(nights: nights)
        try night.greet()
        try night.shop.edit(
            "Jobs/workspace.yaml", "  transport:",
            "  connections: \(Self.connections)\n  transport:")
        try night.shop.edit(
            "Jobs/workspace.yaml", "currency: EUR", "currency: EUR\nhistory: 5000 days")
        let check = try await night.shop.tidings("check")
        try #require(check.exitCode == 0, "\(check.stdout)\(check.stderr)")
        sinkFolder = night.shop.folder.appending(path: "sink")
        try FileManager.default.createDirectory(at: sinkFolder, withIntermediateDirectories: true)
        sink = try RecordingSink(in: sinkFolder)
        serving = try night.serve(environment: ["TIDINGS_SMTP_URL": sink.url])
    }

    /// Lives through all nights: at two the jobs are due, at nine birthday cards.
    func run() async throws -> Outcome {
        try await night.untilBegun(jobs: 3)
        for number in 0..<nights {
            for hour in [2, 9] {
                try night.clock.set(night: number, hour: hour)
                for _ in 0..<Int.random(in: 0...most, using: &random) { try await kill() }
                try await night.database.until(Self.isOver(number, hour), is: "true")
            }
        }
        serving.signal(SIGTERM)
        let end = try await serving.end()
        #expect(end.exitCode == 143, "\(end.stderr)")
        sink.stop()
        return try await outcome()
    }

    /// Kills the process group some time after the last thing that happened, and begins anew.
    private func kill() async throws {
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...1800, using: &random)))
        try await serving.killGroup()
        kills += 1
        serving = try night.serve(environment: ["TIDINGS_SMTP_URL": sink.url])
    }

    /// Whether every tick until now is settled, no run is open, and no mail waits that is due.
    private static func isOver(_ night: Int, _ hour: Int) -> String {
        let now = NightClock.instant(night: night, hour: hour).ISO8601Format()
        return """
            SELECT (SELECT count(*) FROM tidings.tick WHERE state = 'ran') = \((night + 1) * 3)
                AND NOT EXISTS (SELECT FROM tidings.run WHERE outcome IS NULL)
                AND NOT EXISTS (SELECT FROM tidings.outbox
                    WHERE sender IS NOT NULL OR send_at <= '\(now)')
            """
    }

    private func outcome() async throws -> Outcome {
        var outcome = Outcome(kills: kills)
        for table in Self.tables {
            outcome.rows += try await lines(
                """
                SELECT '\(table.name) ' || (to_jsonb(t) - '{\(table.without)}'::text[])::text
                    AS line FROM tidings.\(table.name) t
                """)
        }
        outcome.rows += try await lines(
            """
            SELECT concat_ws(' ', r.job, r.logical_date, s.kind, s.step, s.outcome) AS line
            FROM tidings.step s JOIN tidings.run r USING (run_id)
            """)
        outcome.rows += try await lines(
            """
            SELECT concat_ws(' ', 'state', customer_id, campaign, occurrence,
                CASE state WHEN 'unknown' THEN 'accepted' ELSE state END) AS line
            FROM tidings.message
            """)
        outcome.acceptances = try await lines(
            """
            SELECT concat_ws(' ', customer_id, campaign, occurrence, accepted_at) AS line
            FROM tidings.message WHERE state = 'accepted'
            """)
        outcome.unknown = try await lines(
            "SELECT customer_id AS line FROM tidings.message WHERE state = 'unknown'"
        ).count
        outcome.sent = Set(
            try await lines(
                """
                SELECT message_id AS line FROM tidings.message
                WHERE state IN ('accepted', 'unknown')
                """))
        outcome.recorded = try RecordingSink.accepted(in: sinkFolder)
        outcome.journals = night.shop.names(in: ".tidings/journal").count
        return outcome
    }

    private func lines(_ sql: String) async throws -> [String] {
        try await night.database.texts(
            "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (\(sql)) AS l")
    }

    /// What is compared, without numbers that count tries, and without what differs when a mail
    /// server's answer was lost.
    private static let tables: [(name: String, without: String)] = [
        ("customer", "first_load_id,load_id"), ("consent", "load_id"),
        ("orders", "first_load_id,load_id"), ("order_line", ""), ("order_figure", ""),
        ("segment_entry", "entered_run,left_run"), ("segment_size", "run_id,entered,left_count"),
        ("tier_period", "started_run,ended_run"), ("tier_evaluation", ""),
        ("message", "run_id,state,detail,accepted_at,closed_at"), ("message_product", ""),
        ("event", "load_id"), ("feed_cursor", ""), ("schedule", ""), ("tick", "run_id"),
        ("run", "run_id,retry_of"), ("reject", "load_id"), ("incident", "incident_id,run_id"),
    ]
}
