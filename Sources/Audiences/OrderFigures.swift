import Definitions
import Foundation
import Postgres
import Warehouse

/// Keeps what the orders of each customer come to, by the orders that come and go.
///
/// ```
/// orders that came, or passed an edge → differences → figures
/// ```
/// Who orders much is touched every day: to read all orders of those would be to read most orders. So
/// an order that comes is added, one that leaves a window taken away, and one that changes taken away
/// as it was and added as it is. Orders are read anew only of customers of whom one is gone, and of
/// whom a first, a last or a number of different things may be another.
///
/// | table | holds |
/// | --- | --- |
/// | `figure_changed` | orders that came or changed |
/// | `figure_candidate` | orders that may have come to count, or ceased to |
/// | `figure_orders`, `figure_lines` | by how much they change the figures of their customers |
/// | `figure_fresh` | customers whose orders are read anew |
/// | `figure_new` | figures as they are now, of all of these |
struct OrderFigures {
    let figures: JobFigures
    let asOf: AsOf
    let currency: String
    let connection: Connection

    private var money: Money {
        Money(currency: currency, hasRates: figures.hasRates, zone: asOf.zone.identifier)
    }

    /// Brings what is kept up to date; nil when nothing is asked of orders.
    ///
    /// - Parameters:
    ///   - everybody: whether the orders of everybody are read, unless they were at this instant.
    ///   - instant: when the evaluation takes place.
    func follow(everybody: Bool, at instant: Date) async throws -> KeptFigures? {
        let passes = figures.passes(asOf: asOf, money: money)
        let columns = FigureColumns(passes)
        guard !columns.keys.isEmpty else {
            try await EvaluationRecord.forget(.figures, figures.job, connection)
            return nil
        }
        let seen = try await EvaluationRecord.snapshot(connection)
        let record = try await EvaluationRecord.read(.figures, figures.job, connection)
        try await clear()
        let isReadAnew = everybody && record?.isOf(instant, asOf: asOf.instant) != true
        var customers: Int?
        if let record, record.conditions == columns.keys, !isReadAnew {
            customers = try await followChanges(since: record, columns)
        }
        if customers == nil { customers = try await readAll(passes, columns, record) }
        let now = EvaluationRecord(
            seen: seen, read: try await EvaluationRecord.snapshot(connection),
            asOf: asOf.instant, basis: money.basis, conditions: columns.keys,
            customers: customers ?? 0)
        try await now.write(.figures, figures.job, at: instant, connection)
        return KeptFigures(job: figures.job, columns)
    }

    // MARK: Of everybody

    /// Reads all orders; gives how many customers have some.
    private func readAll(
        _ passes: OrderPasses, _ columns: FigureColumns, _ record: EvaluationRecord?
    ) async throws -> Int {
        let queries = passes.queries
        let rows = Self.together(
            queries.orders.map { "(\($0))" }, queries.lines.map { "(\($0))" })
        let isKept: SQLText = record == nil ? "false" : "g0.customer_id IS NOT NULL"
        let customers = try await create(
            "figure_new",
            """
            SELECT \(rows.customer) AS customer_id, \(columns.computed), \(isKept) AS is_kept \
            FROM \(rows.tables)\(record == nil ? "" : kept(of: rows.customer))
            """)
        if record == nil {
            try await write("figure_clear", PackageResources.figure_clear_sql)
        } else {
            try await write("figure_remove", PackageResources.figure_remove_sql)
            try await write("figure_update", PackageResources.figure_update_sql)
        }
        try await write("figure_insert", PackageResources.figure_insert_sql)
        return customers
    }

    // MARK: Of whom orders came and went

    /// Gives how many customers have figures; nil when the orders of everybody must be read.
    private func followChanges(
        since record: EvaluationRecord, _ columns: FigureColumns
    ) async throws -> Int? {
        guard
            let touched = Touched(figures.dependencies, since: record, asOf: asOf, money: money),
            try await !touched.isEverybody(connection)
        else { return nil }
        try await create("figure_changed", touched.changedOrders)
        try await create("figure_candidate", touched.orders)
        let differences = try await takeDifferences(since: record.asOf)
        try await create("figure_new", corrected(columns, differences))
        // After the differences: who changed while they were taken is among these.
        let fresh = try await create(
            "figure_fresh",
            """
            SELECT DISTINCT n.customer_id FROM (\(touched.recounted) UNION ALL \
            SELECT customer_id FROM figure_new WHERE is_open) AS n ORDER BY n.customer_id
            """)
        guard !touched.isMany(fresh) else {
            try await clear()
            return nil
        }
        try await connection.execute(
            Statement("figure_replaced", PackageResources.figure_replaced_sql))
        try await readAnew(columns)
        try await write("figure_update", PackageResources.figure_update_sql)
        let added = try await write("figure_insert", PackageResources.figure_insert_sql)
        return record.customers + added
    }

    /// Fills `figure_orders` and `figure_lines`, and gives them together.
    private func takeDifferences(since old: Date) async throws -> Rows {
        let was = figures.passes(
            asOf: AsOf(old, in: asOf.zone), money: money, restriction: "figure_candidate")
        let passes = figures.passes(asOf: asOf, money: money, restriction: "figure_candidate")
        let differences = passes.differences(from: was)
        if let orders = differences.orders { try await create("figure_orders", orders) }
        if let lines = differences.lines { try await create("figure_lines", lines) }
        return Self.together(
            differences.orders.map { _ in "figure_orders" },
            differences.lines.map { _ in "figure_lines" }, everyLineHasItsOrder: true)
    }

    /// What was kept, with the differences; and whether these do not tell enough.
    private func corrected(_ columns: FigureColumns, _ rows: Rows) -> SQLText {
        """
        SELECT \(rows.customer) AS customer_id, \(columns.corrected), \
        g0.customer_id IS NOT NULL AS is_kept, \
        coalesce(\(.any(rows.isOpen + columns.losses)), false) AS is_open \
        FROM \(rows.tables)\(kept(of: rows.customer))
        """
    }

    /// Adds the figures of who is read anew.
    private func readAnew(_ columns: FigureColumns) async throws {
        let passes = figures.passes(asOf: asOf, money: money, restriction: "figure_fresh")
        let query: SQLText = """
            INSERT INTO figure_new (customer_id, sums, moments, is_kept) \
            SELECT c.customer_id, \(columns.computed), g0.customer_id IS NOT NULL \
            FROM figure_fresh AS c\(kept(of: "c.customer_id")) \(.joined(passes.joins, by: " "))
            """
        let (sql, parameters) = query.rendered
        try await connection.execute(
            Statement(name: "figure_anew", sql: sql), parameters)
    }

    /// What was kept, joined as `g0`.
    private func kept(of customer: SQLText) -> SQLText {
        """
         LEFT JOIN tidings.order_figure AS g0 ON g0.customer_id = \(customer) \
        AND g0.job = \(Value.text(figures.job))::text
        """
    }

    // MARK: Means

    /// Both passes, or one, by customer; of differences, what tells that they do not tell enough.
    private typealias Rows = (customer: SQLText, tables: SQLText, isOpen: [SQLText])

    /// - Parameter everyLineHasItsOrder: whether nobody is in the pass over lines alone. Then what was
    ///   kept is looked up for these few, and need not be hashed whole.
    private static func together(
        _ orders: SQLText?, _ lines: SQLText?, everyLineHasItsOrder: Bool = false
    ) -> Rows {
        switch (orders, lines) {
        case (let orders?, let lines?) where everyLineHasItsOrder:
            (
                "o0.customer_id",
                "\(orders) AS o0 LEFT JOIN \(lines) AS l0 ON l0.customer_id = o0.customer_id",
                ["o0.is_open", "l0.is_open"]
            )
        case (let orders?, let lines?):
            (
                "coalesce(o0.customer_id, l0.customer_id)",
                """
                \(orders) AS o0 FULL JOIN \(lines) AS l0 ON l0.customer_id = o0.customer_id
                """, ["o0.is_open", "l0.is_open"]
            )
        case (let orders?, nil): ("o0.customer_id", "\(orders) AS o0", ["o0.is_open"])
        case (nil, let lines?): ("l0.customer_id", "\(lines) AS l0", ["l0.is_open"])
        case (nil, nil): preconditionFailure("there are figures")
        }
    }

    /// Makes a temporary table, tells the planner how large it is, and gives its rows.
    @discardableResult
    private func create(_ table: SQLName, _ query: SQLText) async throws -> Int {
        let (text, parameters) =
            ("CREATE TEMP TABLE \(table) ON COMMIT DROP AS \(query)" as SQLText).rendered
        let rows = try await connection.execute(
            Statement(name: table.text, sql: text), parameters
        ).affected
        try await connection.run(
            script: Statement(
                name: table.text, sql: "ANALYZE pg_temp.\(table.text) (customer_id)"))
        return rows
    }

    @discardableResult
    private func write(_ name: String, _ sql: [UInt8]) async throws -> Int {
        try await connection.execute(Statement(name, sql), [.text(figures.job)]).affected
    }

    /// Drops what an earlier evaluation of the same transaction left.
    private func clear() async throws {
        try await connection.run(
            script: Statement("figures_drop", PackageResources.figures_drop_sql))
    }
}
