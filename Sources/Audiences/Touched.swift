import Definitions
import Foundation
import Postgres
import Warehouse

/// Who can have changed between two evaluations: by rows of their own, and by time alone.
///
/// It may name too many, never too few: edges are taken with both their ends, and whatever commits
/// while it is read is named again the next time.
struct Touched {
    let dependencies: Dependencies
    let old: AsOf
    let new: AsOf
    let money: Money
    /// What is kept of orders as of the new instant; nil means nothing.
    let figures: KeptFigures?
    /// The snapshot that the last evaluation remembered.
    private let seen: String
    /// The snapshot when it had read everything.
    private let read: String
    /// How many customers there were.
    private let customers: Int

    /// Nil when what is remembered means nothing here: everybody can have changed.
    init?(
        _ dependencies: Dependencies, since record: EvaluationRecord, asOf: AsOf, money: Money,
        figures: KeptFigures? = nil
    ) {
        guard record.isUsable, record.basis == money.basis else { return nil }
        self.dependencies = dependencies
        self.money = money
        self.figures = figures
        old = AsOf(record.asOf, in: asOf.zone)
        new = asOf
        seen = record.seen
        read = record.read ?? record.seen
        customers = record.customers
    }

    /// Makes a temporary table of them, or says that it is better to look at everybody: when that
    /// may be, or when they are so many that it costs less.
    func fill(_ table: SQLName, _ connection: Connection) async throws -> Bool {
        guard try await !isEverybody(connection) else { return false }
        try await connection.run(
            script: Statement(
                name: table.text, sql: "DROP TABLE IF EXISTS pg_temp.\(table.text)"))
        let (sql, parameters) =
            ("CREATE TEMP TABLE \(table) ON COMMIT DROP AS \(all)" as SQLText).rendered
        let count = try await connection.execute(
            Statement(name: table.text, sql: sql), parameters
        ).affected
        try await connection.run(
            script: Statement(name: table.text, sql: "ANALYZE pg_temp.\(table.text)"))
        return !isMany(count)
    }

    /// Whether rows of everybody may have changed.
    func isEverybody(_ connection: Connection) async throws -> Bool {
        let (question, values) =
            ("SELECT EXISTS (\(changes) AND customer_id = '') AS some" as SQLText).rendered
        return try await connection.execute(
            Statement(name: "change_of_everybody", sql: question), values
        ).first?.bool("some") ?? false
    }

    /// Whether so many are better looked at with everybody.
    func isMany(_ count: Int) -> Bool { count > max(customers / 3, Self.few) }

    /// So few are always looked at one by one.
    private static let few = 1_000

    /// The customers, once each.
    private var all: SQLText {
        let parts = [changes] + passedRows + ownRows + chosen + waits
        return """
            SELECT DISTINCT n.customer_id FROM (\(.joined(parts, by: " UNION ALL "))) AS n \
            ORDER BY n.customer_id
            """
    }

    var changes: SQLText {
        let rows = Value.textArray(dependencies.rows.map(\.rawValue).sorted())
        return """
            SELECT customer_id FROM tidings.change WHERE \(isUnseen) \
            AND what = ANY (\(rows)::text[])
            """
    }

    /// Of a change: whether the last evaluation did not see it before it read anything.
    var isUnseen: SQLText {
        let seen = Value.text(seen)
        return """
            xid >= pg_snapshot_xmin(\(seen)::pg_snapshot) \
            AND NOT pg_visible_in_snapshot(xid, \(seen)::pg_snapshot)
            """
    }

    /// Of a change: whether the last evaluation may have read the changed rows.
    var wasRead: SQLText { "pg_visible_in_snapshot(xid, \(Value.text(read))::pg_snapshot)" }

    // MARK: As on both days

    /// What the day and the customer's own row decide is simply asked for both days.
    private var ownRows: [SQLText] {
        guard old.today != new.today || old.instant != new.instant else { return [] }
        var before = ExpressionQuery(asOf: old, money: money, restriction: nil)
        var after = ExpressionQuery(asOf: new, money: money, restriction: nil)
        let changed = dependencies.edges.compactMap { edge -> SQLText? in
            switch edge {
            case .ownRow(let condition):
                let was = before.sql(condition, isRequired: false)
                return "(\(was)) IS DISTINCT FROM (\(after.sql(condition, isRequired: false)))"
            case .ownAmount(let metric):
                return "(\(before.sql(metric))) IS DISTINCT FROM (\(after.sql(metric)))"
            case .window, .point, .age, .order, .product, .waitingExpiry: return nil
            }
        }
        guard !changed.isEmpty else { return [] }
        return ["SELECT c.customer_id FROM tidings.customer AS c WHERE \(.any(changed))"]
    }

    /// The orders and products that are chosen on one of the days only.
    var chosen: [SQLText] {
        guard old.today != new.today else { return [] }
        let (before, after) = (Match(asOf: old, money: money), Match(asOf: new, money: money))
        return dependencies.edges.flatMap { edge -> [SQLText] in
            switch edge {
            case .order(let filter):
                return [
                    """
                    SELECT o.customer_id FROM tidings.orders AS o WHERE \
                    (\(before.order(filter))) IS DISTINCT FROM (\(after.order(filter)))
                    """
                ]
            case .product(let filter):
                let products: SQLText = """
                    SELECT p.product_id FROM tidings.product AS p WHERE \
                    (\(before.product(filter))) IS DISTINCT FROM (\(after.product(filter)))
                    """
                return [
                    """
                    SELECT k.customer_id FROM tidings.order_line AS k \
                    WHERE k.product_id IN (\(products))
                    """,
                    """
                    SELECT w.customer_id FROM tidings.waiting AS w \
                    WHERE w.product_id IN (\(products))
                    """,
                ]
            case .window, .point, .age, .ownRow, .ownAmount, .waitingExpiry: return []
            }
        }
    }

    private var waits: [SQLText] {
        guard dependencies.edges.contains(.waitingExpiry), old.today != new.today else { return [] }
        let days = [old.today, new.today].sorted()
        return [
            """
            SELECT customer_id FROM tidings.waiting \
            WHERE expires_on BETWEEN \(days[0].value)::date AND \(days[1].value)::date
            """
        ]
    }
}
