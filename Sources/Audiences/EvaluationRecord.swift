import Foundation
import Postgres

/// How far the evaluation of a job's segments, of a tier programme, or of what orders come to follows
/// the changes, as the warehouse remembers it.
struct EvaluationRecord: Sendable {
    enum Kind: String {
        case segments, tiers, figures
    }

    /// What the evaluation's snapshot shows was followed.
    var seen: String
    /// The snapshot when it had read everything, of figures alone.
    var read: String?
    var asOf: Date
    /// The time zone and the currency in which expressions were read.
    var basis: String
    /// As text, in the order in which truths are kept; then come the segments.
    var conditions: [String] = []
    var segments: [String] = []
    /// How many are in each segment.
    var members: [Int] = []
    var customers: Int
    /// Segments whose entries are not what the truths say.
    var heldBack: Set<String> = []
    var rankings: [String] = []
    /// When it took place; nil of one that is not remembered yet.
    var evaluatedAt: Date?
    /// Whether the snapshot has a meaning in this cluster.
    var isUsable = true

    /// The record of a job or a programme; nil when it never was evaluated.
    static func read(
        _ kind: Kind, _ name: String, _ connection: Connection
    ) async throws -> EvaluationRecord? {
        let rows = try await connection.execute(
            Statement("evaluation_read", PackageResources.evaluation_read_sql),
            [.text(kind.rawValue), .text(name)])
        guard let row = rows.first else { return nil }
        return EvaluationRecord(
            seen: try row.text("seen"), read: try row.textOrNil("was_read"),
            asOf: try row.instant("as_of"),
            basis: try row.text("basis"), conditions: try row.texts("conditions"),
            segments: try row.texts("segments"),
            members: try row.texts("members").compactMap { Int($0) },
            customers: try row.int("customers"), heldBack: Set(try row.texts("held_back")),
            rankings: try row.texts("rankings"), evaluatedAt: try row.instant("evaluated_at"),
            isUsable: try row.bool("is_usable"))
    }

    func write(
        _ kind: Kind, _ name: String, at now: Date, _ connection: Connection
    ) async throws {
        try await connection.execute(
            Statement("evaluation_write", PackageResources.evaluation_write_sql),
            [
                .text(kind.rawValue), .text(name), .text(seen), .instant(asOf), .instant(now),
                .text(basis),
                .textArray(conditions), .textArray(segments),
                .textArray(members.map { "\($0)" }), .int(customers),
                .textArray(heldBack.sorted()), .textArray(rankings), .text(read),
            ])
        let forgotten = try await connection.execute(
            Statement("evaluation_forget", PackageResources.evaluation_forget_sql),
            [.instant(now.addingTimeInterval(-Self.memory))]
        ).affected
        if forgotten > 0 { try await Self.forgetKept(connection) }
    }

    /// Forgets an evaluation that is needed no more, with what it kept.
    static func forget(_ kind: Kind, _ name: String, _ connection: Connection) async throws {
        let forgotten = try await connection.execute(
            Statement("evaluation_drop", PackageResources.evaluation_drop_sql),
            [.text(kind.rawValue), .text(name)]
        ).affected
        if forgotten > 0 { try await forgetKept(connection) }
    }

    /// Forgets what was kept by evaluations that are forgotten.
    private static func forgetKept(_ connection: Connection) async throws {
        for statement in [
            Statement("order_figure_forget", PackageResources.order_figure_forget_sql),
            Statement("segment_state_forget", PackageResources.segment_state_forget_sql),
            Statement("ranking_forget_jobs", PackageResources.ranking_forget_jobs_sql),
        ] {
            try await connection.execute(statement)
        }
    }

    /// Whether it took place at an instant, as of another.
    func isOf(_ instant: Date, asOf: Date) -> Bool {
        guard let evaluatedAt else { return false }
        // The warehouse keeps microseconds.
        return abs(evaluatedAt.timeIntervalSince(instant)) < 0.001
            && abs(self.asOf.timeIntervalSince(asOf)) < 0.001
    }

    /// The snapshot that an evaluation remembers, taken before it reads anything.
    static func snapshot(_ connection: Connection) async throws -> String {
        try await connection.execute(
            Statement("evaluation_snapshot", PackageResources.evaluation_snapshot_sql)
        ).first?.text("seen") ?? ""
    }

    /// Where truths held a condition or a segment, from 1.
    func truth(of condition: String) -> Int? {
        conditions.firstIndex(of: condition).map { $0 + 1 }
    }

    func truth(ofSegment name: String) -> Int? {
        segments.firstIndex(of: name).map { conditions.count + $0 + 1 }
    }

    /// In seconds: what was not evaluated for 35 days begins anew.
    private static let memory: Double = 35 * 86_400
}
