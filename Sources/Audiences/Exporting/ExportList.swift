package import Definitions
package import Foundation
package import Postgres

/// The rows of an export as of an instant: the temporary table `export_list`, a column of text for
/// each of the export's (`f0`, `f1`, …), beside `customer_id` and a digest of the row.
package struct ExportList: Sendable {
    private let export: Export
    private let levels: [TierLevel]
    private let compiler: ExpressionCompiler

    /// - Parameters:
    ///   - programmes: those of the workspace: a tier's discount stands in its definition.
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(
        _ export: Export, programmes: [TierProgramme], timezone: TimeZone, currency: String,
        asOf: Date
    ) {
        self.export = export
        if case .tiers(let programme) = export.list {
            levels = programmes.first { $0.name == programme }?.levels ?? []
        } else {
            levels = []
        }
        compiler = ExpressionCompiler(timezone: timezone, currency: currency, asOf: asOf)
    }

    /// Makes the table anew, in the transaction of the caller.
    package func fill(_ connection: Connection) async throws {
        try await connection.run(
            script: Statement(
                name: "export_list", sql: "DROP TABLE IF EXISTS pg_temp.export_list"))
        try await connection.execute(
            Statement(
                name: "export_list",
                sql: """
                    CREATE TEMP TABLE export_list ON COMMIT DROP AS
                    SELECT q.*, md5(q::text) AS digest FROM (\(query.sql)) AS q
                    """), query.parameters)
        try await connection.run(
            script: Statement(
                name: "export_list",
                sql: "ALTER TABLE pg_temp.export_list ADD PRIMARY KEY (customer_id);"
                    + "ANALYZE pg_temp.export_list"))
    }

    /// What a COPY of the rows by their ids reads: only texts that a spreadsheet would take for a
    /// formula are changed, if asked, by an apostrophe before them.
    package func copied(forSpreadsheets isForSpreadsheets: Bool) -> String {
        let columns = export.columns.indices.map { index -> SQLText in
            let name = SQLName("f", index)
            guard isForSpreadsheets, isText(export.columns[index].value) else { return "\(name)" }
            return """
                CASE WHEN \(name) ~ '^[-=+@\t\r]' AND \(name) !~ '^[-+][0-9 ().]*$' \
                THEN '''' || \(name) ELSE \(name) END
                """
        }
        let query: SQLText = """
            SELECT \(.joined(columns, by: ", ")) FROM pg_temp.export_list \
            ORDER BY customer_id COLLATE "C"
            """
        return query.rendered.sql
    }

    // MARK: Query

    /// Its rows: `customer_id`, `f0`, `f1`, ….
    var query: CompiledQuery { CompiledQuery(rows) }

    private var rows: SQLText {
        var query = compiler.query(for: condition, restrictedTo: nil)
        let isMeant = query.sql(condition.condition, isRequired: true)
        let columns = export.columns.enumerated().map { index, column -> SQLText in
            "(\(value(column.value, in: &query)))::text AS \(SQLName("f", index))"
        }
        return query.select(
            .joined(["c.customer_id"] + columns, by: ", "), where: [isMeant])
    }

    /// Who is on the list.
    private var condition: CheckedExpression {
        switch export.list {
        case .segment(let name): Self.expression(.inSegment(name))
        case .tiers(let programme):
            Self.expression(.known(.text(.tier(programme: programme))))
        case .customers(let expression):
            expression ?? Self.expression(.known(.text(.customer(.id))))
        }
    }

    private static func expression(_ condition: Condition) -> CheckedExpression {
        CheckedExpression(text: "\(condition)", tree: .condition(condition))
    }

    private func value(_ value: Export.Value, in query: inout ExpressionQuery) -> SQLText {
        switch (value, export.list) {
        case (.field(let field), _): return query.exported(field)
        case (.since, .segment(let segment)):
            return """
                (SELECT \(query.orders.day("max(e.entered_at)")) FROM tidings.segment_entry AS e \
                WHERE e.customer_id = c.customer_id AND e.left_at IS NULL \
                AND e.segment = \(Value.text(segment))::text)
                """
        case (.since, .tiers(let programme)):
            return period(programme, query.orders.day("e.started_at"))
        case (.until, .tiers(let programme)): return period(programme, "e.ends_on - 1")
        case (.discount, .tiers(let programme)):
            let tiers = Value.textArray(levels.map(\.tier))
            let discounts = Value.textArray(levels.map { "\($0.discountPercent)" })
            return period(
                programme,
                """
                trim_scale((\(discounts)::text[])[array_position(\(tiers)::text[], \
                e.tier)]::numeric)
                """)
        case (.since, .customers), (.until, _), (.discount, _): return "NULL"
        }
    }

    private func period(_ programme: String, _ column: SQLText) -> SQLText {
        """
        (SELECT \(column) FROM tidings.tier_period AS e WHERE e.customer_id = c.customer_id \
        AND e.programme = \(Value.text(programme))::text AND e.ended_at IS NULL)
        """
    }

    private func isText(_ value: Export.Value) -> Bool {
        switch value {
        case .field(.text), .field(.list): true
        default: false
        }
    }
}

extension ExpressionQuery {
    /// A value as files and databases take it: ISO 8601, digits with a point, true or false.
    fileprivate mutating func exported(_ field: Field) -> SQLText {
        switch field {
        case .text(let field): return column(field)
        case .number(let metric): return "trim_scale((\(sql(metric)))::numeric)"
        case .moment(let moment):
            let column = column(moment)
            guard !moment.isDay else { return column }
            return "to_char(\(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        case .birthday:
            return """
                CASE WHEN c.birth_month IS NOT NULL THEN concat_ws('-', c.birth_year, \
                lpad(c.birth_month::text, 2, '0'), lpad(c.birth_day::text, 2, '0')) END
                """
        case .answer(let answer): return column(answer)
        case .list(let attribute): return column(attribute).text
        }
    }
}
