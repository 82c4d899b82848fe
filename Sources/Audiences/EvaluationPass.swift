import Definitions
import Foundation
import Postgres
import Warehouse

/// One evaluation on its way: what it works on, and the temporary tables that hand on from step to
/// step.
///
/// | table | holds |
/// | --- | --- |
/// | `evaluation_touched` | who can have changed; there is none when everyone is looked at |
/// | `evaluation_facts` | of these, truths `t1`, `t2`, … and amounts `a1`, `a2`, …; what was kept |
/// | `evaluation_all` | truths that are computed for everyone each time |
/// | `evaluation_near` | others whose rank or such a truth may have changed, with what is kept |
/// | `evaluation_judged` | all of them, with their truths and amounts as they are and were |
/// | `segment_move` | who enters and who leaves which segment, and why |
struct EvaluationPass {
    let job: String
    let layout: EvaluationLayout
    let asOf: AsOf
    let money: Money
    /// What is kept of orders; nil when the job asks nothing of them.
    let figures: KeptFigures?
    /// What was remembered; nil when everything begins anew.
    let record: EvaluationRecord?
    /// Whether everyone is looked at.
    var isOfEveryone: Bool
    /// How many are looked at.
    var looked = 0
    /// The number of the transaction.
    let transaction: Value
    let connection: Connection

    func query() -> ExpressionQuery {
        ExpressionQuery(
            asOf: asOf, money: money, restriction: isOfEveryone ? nil : Self.touchedTable,
            figures: figures)
    }

    static let touchedTable: SQLName = "evaluation_touched"

    /// Remembers how far the evaluation followed the changes.
    func remember(
        _ movements: [Movement], heldBack: Set<String>, customers: Int, seen: String,
        at instant: Date
    ) async throws {
        let record = EvaluationRecord(
            seen: seen, asOf: asOf.instant, basis: money.basis,
            conditions: layout.conditions.map(\.description),
            segments: layout.segments.map(\.name),
            members: movements.map { heldBack.contains($0.segment.name) ? $0.before : $0.after },
            customers: customers, heldBack: heldBack,
            rankings: layout.rankings.map(\.description))
        try await record.write(.segments, job, at: instant, connection)
    }

    // MARK: Statements

    /// Runs SQL that was put together of pieces; its name stands for it in errors.
    @discardableResult
    func run(_ name: String, _ sql: SQLText) async throws -> Result {
        let (text, parameters) = sql.rendered
        return try await connection.execute(Statement(name: name, sql: text), parameters)
    }

    /// Makes a temporary table of a query, tells the planner how large it is (not what its arrays
    /// hold, which takes long), and gives its rows.
    @discardableResult
    func create(_ table: SQLName, _ query: SQLText) async throws -> Int {
        let rows = try await run(
            table.text, "CREATE TEMP TABLE \(table) ON COMMIT DROP AS \(query)"
        ).affected
        try await connection.run(
            script: Statement(name: table.text, sql: "ANALYZE \(table.text) (customer_id)"))
        return rows
    }

    /// Drops what an earlier evaluation of the same transaction left.
    func clear() async throws {
        try await connection.run(
            script: Statement("evaluation_clear", PackageResources.evaluation_clear_sql))
    }
}
