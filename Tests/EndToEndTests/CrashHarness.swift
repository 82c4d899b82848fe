import Foundation
import Glibc
import Postgres
import TestKit
import Testing

/// Kills what sends, what keeps the ledger and what takes the mail, at random instants, and counts.
final class CrashHarness {
    /// Who is killed.
    enum Victim: CaseIterable { case sender, database, sink }

    /// What a whole run came to.
    struct Outcome {
        var kills: [Victim: Int] = [:]
        /// How many messages may have become unknown: the open connections of each kill.
        var allowed = 0
        var accepted = 0
        var unknown = 0
        /// The Message-IDs that the sink recorded, in order.
        var recorded: [String] = []
        /// The Message-IDs of the ledger by state.
        var ledger: [String: Set<String>] = [:]
        var waiting = 0
        var journals = 0
    }

    private let shop: TestShop
    private let connections: Int
    private let senders: Int
    private var sink: RecordingSink
    private var clusters: [EmbeddedCluster]
    private let sinkFolder: URL
    private var random: Seeded

    /// A generator whose sequence a printed seed gives again.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return word ^ word >> 31
        }
    }

    init(messages: Int, connections: Int, senders: Int, seed: UInt64) async throws {
        self.connections = connections
        self.senders = senders
        random = Seeded(state: seed)
        shop = try TestShop()
        try shop.fill(members: messages)
        try shop.edit(
            "Jobs/workspace.yaml", "  transport:", "  connections: \(connections)\n  transport:")
        sinkFolder = shop.folder.appending(path: "sink")
        try FileManager.default.createDirectory(at: sinkFolder, withIntermediateDirectories: true)
        sink = try RecordingSink(in: sinkFolder)
        clusters = [try await Self.cluster(of: shop)]
        try await clusters[0].createDatabase("crash")
        let planned = try await shop.tidings("run", "--no-send", environment: environment)
        try #require(planned.exitCode == 0, "\(planned.stderr)")
    }

    /// So many kills, then peace until all is settled.
    func run(rounds: Int) async throws -> Outcome {
        var outcome = Outcome()
        for _ in 0..<rounds {
            let victim = Victim.allCases.randomElement(using: &random) ?? .sender
            let commands = try (0..<senders).map { _ in
                try shop.start("send", environment: environment)
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 60...500, using: &random)))
            try await kill(victim, of: commands)
            for command in commands { _ = try await command.end() }
            outcome.kills[victim, default: 0] += 1
            // Of a killed database none: each sender's journal knows what became of its messages.
            outcome.allowed += victim == .sender ? connections : connections * senders
        }
        var code: Int32 = 8
        while code != 0 && code != 9 {
            code = try await shop.tidings("send", environment: environment).exitCode
        }
        try await count(into: &outcome)
        sink.stop()
        for cluster in clusters.reversed() { try await cluster.stop() }
        return outcome
    }

    private var environment: [String: String] {
        ["TIDINGS_DATABASE_URL": clusters[0].uri(database: "crash"), "TIDINGS_SMTP_URL": sink.url]
    }

    private func kill(_ victim: Victim, of commands: [RunningCommand]) async throws {
        switch victim {
        case .sender: commands[0].signal(SIGKILL)
        case .sink: sink = try sink.killed()
        case .database:
            let file = clusters[0].dataDirectory.appending(path: "postmaster.pid")
            let text = try String(contentsOf: file, encoding: .utf8)
            let server = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
            Glibc.kill(server, SIGKILL)
            for command in commands { _ = try await command.end() }
            clusters.append(try await Self.cluster(of: shop))
        }
    }

    private static func cluster(of shop: TestShop) async throws -> EmbeddedCluster {
        try await EmbeddedCluster.start(in: shop.folder.appending(path: "server"))
    }

    private func count(into outcome: inout Outcome) async throws {
        let connection = try await Connection.open(clusters[0].uri(database: "crash"))
        let rows = try await connection.execute(
            Statement(name: "ledger", sql: "SELECT state, message_id FROM tidings.message"))
        for row in rows {
            let id = try row.textOrNil("message_id") ?? "none"
            let state = try row.text("state")
            outcome.ledger[state, default: []].insert(id)
        }
        outcome.waiting =
            try await connection.execute(
                Statement(name: "waiting", sql: "SELECT count(*) AS n FROM tidings.outbox")
            ).first?.int("n") ?? -1
        await connection.close()
        outcome.accepted = outcome.ledger["accepted"]?.count ?? 0
        outcome.unknown = outcome.ledger["unknown"]?.count ?? 0
        outcome.recorded = try RecordingSink.accepted(in: sinkFolder)
        outcome.journals = shop.names(in: ".tidings/journal").count
    }
}
