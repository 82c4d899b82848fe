import Foundation
import Postgres

/// One grouped reading of a table: an aggregate per column, each over its own rows.
struct AggregatePass {
    let alias: SQLName
    private var columns: [Column] = []

    private struct Column {
        let key: String
        let name: SQLName
        let aggregate: SQLText
        let filter: [SQLText]
        let bounds: AsOf.Bounds
    }

    init(alias: SQLName) { self.alias = alias }

    var isEmpty: Bool { columns.isEmpty }

    /// The column of an aggregate over the rows that a filter leaves; NULL for customers without
    /// any row. The same key gets the same column.
    mutating func column(
        _ aggregate: SQLText, where filter: [SQLText], bounds: AsOf.Bounds, key: String
    ) -> SQLText {
        if let known = columns.first(where: { $0.key == key }) { return "\(alias).\(known.name)" }
        let name = SQLName("v", columns.count + 1)
        columns.append(
            Column(key: key, name: name, aggregate: aggregate, filter: filter, bounds: bounds))
        return "\(alias).\(name)"
    }

    /// The pass joined to the customers `c`.
    ///
    /// - Parameters:
    ///   - source: the tables to read.
    ///   - key: the customer's id in them.
    ///   - time: the column that the columns' bounds are about.
    ///   - always: what every row must hold.
    func join(
        _ source: SQLText, key: SQLText, time: SQLText, always: [SQLText], restriction: SQLName?
    ) -> SQLText {
        var conditions = always
        if let restriction {
            conditions.append("\(key) IN (SELECT customer_id FROM \(restriction))")
        }
        // What all columns ask chooses the rows, so that indexes may serve it.
        let shared = columns[0].filter.filter { part in
            columns.allSatisfy { $0.filter.contains(part) }
        }
        conditions += shared + widestStart(time, unlessIn: shared)
        let selected = columns.map { column -> SQLText in
            let own = column.filter.filter { !shared.contains($0) }
            guard !own.isEmpty else { return "\(column.aggregate) AS \(column.name)" }
            return "\(column.aggregate) FILTER (WHERE \(.all(own))) AS \(column.name)"
        }
        return """
            LEFT JOIN (SELECT \(key), \(.joined(selected, by: ", ")) FROM \(source) \
            WHERE \(.all(conditions)) GROUP BY \(key)) AS \(alias) \
            ON \(alias).customer_id = c.customer_id
            """
    }

    /// That no row is older than the earliest window begins, if all windows begin.
    private func widestStart(_ time: SQLText, unlessIn shared: [SQLText]) -> [SQLText] {
        let starts = columns.compactMap(\.bounds.from)
        guard starts.count == columns.count, let first = starts.min() else { return [] }
        let start: SQLText = "\(time) >= \(Value.instant(first))::timestamptz"
        return shared.contains(start) ? [] : [start]
    }
}
