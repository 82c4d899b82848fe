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
        let isOnly = columns.count == 1
        // A single column's filter chooses the rows, so that indexes may serve it.
        if isOnly { conditions += columns[0].filter } else { conditions += common(time) }
        let selected = columns.map { column -> SQLText in
            guard !isOnly, !column.filter.isEmpty else {
                return "\(column.aggregate) AS \(column.name)"
            }
            return "\(column.aggregate) FILTER (WHERE \(.all(column.filter))) AS \(column.name)"
        }
        return """
            LEFT JOIN (SELECT \(key), \(.joined(selected, by: ", ")) FROM \(source) \
            WHERE \(.all(conditions)) GROUP BY \(key)) AS \(alias) \
            ON \(alias).customer_id = c.customer_id
            """
    }

    /// What the rows of all columns share: the widest bounds, and one of the filters.
    private func common(_ time: SQLText) -> [SQLText] {
        guard columns.allSatisfy({ !$0.filter.isEmpty }) else { return [] }
        let starts = columns.compactMap(\.bounds.from)
        var parts: [SQLText] = []
        if starts.count == columns.count, let first = starts.min() {
            parts.append("\(time) >= \(Value.instant(first))::timestamptz")
        }
        return parts
    }
}
