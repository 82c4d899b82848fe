import Campaigns
import Definitions
import Foundation
import Postgres
import Problems
import Warehouse

/// The planning benchmark: floor and Tidings decide about the same candidates, by turns.
struct PlanningBenchmark {
    let rows: Int
    let history: Int
    let repetitions: Int

    func run(progress: (String) -> Void) async throws -> Report {
        try await BenchWorkspace.with { workspace in
            try await BenchServer.with(workspace) { server in
                try await server.cluster.createDatabase("planning")
                let connection = try await Connection.open(
                    server.cluster.uri(database: "planning"))
                progress("generating \(rows) customers with \(history) messages each")
                try await generate(on: connection)
                var report = Report()
                try await measure(connection, server.time, into: &report, progress)
                await connection.close()
                return report
            }
        }
    }

    private func generate(on connection: Connection) async throws {
        _ = try await Schema(connection).migrate(now: .now)
        try await connection.run(
            script: Statement(
                name: "settings",
                sql: "SET bench.rows = '\(rows)'; SET bench.history = '\(history)'"))
        try await connection.run(
            script: Statement("planning_shop", PackageResources.planning_shop_sql))
        try await settle(connection)
    }

    private func measure(
        _ connection: Connection, _ time: ServerTime?, into report: inout Report,
        _ progress: (String) -> Void
    ) async throws {
        var differing = 0
        for repetition in 1...repetitions {
            for segment in ["everybody", "tenth"] {
                progress("\(segment), \(repetition) of \(repetitions)")
                let floor = try await sample(connection, time) {
                    try await $0.execute(
                        Statement("floor_planning", PackageResources.floor_planning_sql),
                        [.text(segment)])
                }
                let own = try await sample(connection, time) {
                    _ = try await PlanningBenchmark.pass.plan(
                        [Self.due(of: segment)], on: $0)
                }
                if floor.digest != own.digest { differing += 1 }
                report.add(
                    segment == "everybody" ? "all candidates" : "a tenth of them",
                    floor: floor.sample, tidings: own.sample, note: own.digest.figures)
            }
        }
        report.notes.append("\(differing) plannings differ between the floor and Tidings")
        let share = report.ratio("a tenth of them", to: "all candidates")
        report.notes.append("a tenth of the candidates takes \(share) of the time")
    }

    /// What a planning decided.
    private struct Digest: Equatable {
        let figures: String
        let digest: String
    }

    /// Measures in a transaction that is rolled back, so that all plan over the same ledger.
    private func sample(
        _ connection: Connection, _ time: ServerTime?, _ body: (Connection) async throws -> Void
    ) async throws -> (sample: Report.Sample, digest: Digest) {
        try await connection.begin()
        let cpu = time?.seconds ?? 0
        let started = ContinuousClock.now
        try await body(connection)
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        let served = (time?.seconds ?? 0) - cpu
        let digest = try await digest(connection)
        await connection.rollback()
        try await settle(connection)
        return (Report.Sample(seconds: seconds, cpu: served, peak: 0), digest)
    }

    private func digest(_ connection: Connection) async throws -> Digest {
        let row = try await connection.execute(
            Statement("planning_digest", PackageResources.planning_digest_sql)
        ).first
        let decided = try row?.int("decided") ?? 0
        let planned = try row?.int("planned") ?? 0
        let deferred = try row?.int("deferred") ?? 0
        return Digest(
            figures: "\(decided) decided, \(planned) planned, \(deferred) put off",
            digest: try row?.textOrNil("digest") ?? "")
    }

    /// What a server does in a quiet hour, so that no side pays for what the other left.
    private func settle(_ connection: Connection) async throws {
        try await connection.execute(Statement(name: "vacuum", sql: "VACUUM (ANALYZE)"))
        try await connection.execute(Statement(name: "checkpoint", sql: "CHECKPOINT"))
    }

    // MARK: The campaign

    private static let shanghai = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    /// 21 November 2026, 08:00 in Shanghai.
    private static let tick = Date(timeIntervalSince1970: 1_795_219_200)

    private static var pass: PlanningPass {
        let workspace = Workspace(
            root: URL(filePath: "/"), name: "Bench", timezone: shanghai, currency: "CNY",
            topics: [
                Topic(name: "greetings", consent: .optOut), Topic(name: "news", consent: .optIn),
            ],
            caps: [
                Cap(name: "1 per day", topics: nil, atMost: 1, window: .day),
                Cap(
                    name: "3 per 14 days", topics: ["greetings", "news"], atMost: 3,
                    window: .rolling(seconds: 14 * 86_400)),
                Cap(name: "5 per month", topics: nil, atMost: 5, window: .month),
            ], quietHours: QuietHours(from: 21 * 60, to: 8 * 60))
        return PlanningPass(
            workspace: workspace, date: LocalDate(tick, in: shanghai), now: tick,
            startedAt: tick)
    }

    private static func due(of segment: String) -> DueCampaign {
        let campaign = Campaign(
            name: "card", trigger: .segment(.in, segment), template: "card", topic: "news",
            expiresSeconds: 3 * 86_400, place: Place("bench"), templatePlace: Place("bench"))
        return DueCampaign(
            campaign: campaign, runID: 1000, tick: tick, asOf: tick,
            nextTick: tick.addingTimeInterval(86_400), requiredNames: [])
    }
}
