import Foundation
import Postgres

/// One grouped reading of a table: an aggregate per column, each over its own rows.
struct AggregatePass {
    let alias: SQLName
    /// The column that the columns' bounds are about.
    let time: SQLText
    private(set) var columns: [Column] = []

    struct Column {
        let key: String
        /// In the pass, from 1.
        let number: Int
        var name: SQLName { SQLName("v", number) }
        let aggregate: Aggregate
        /// What rows must hold beside their time.
        let filter: [SQLText]
        let bounds: AsOf.Bounds
    }

    /// What is made of the rows.
    enum Aggregate {
        case sum(SQLText)
        case count
        case first(SQLText)
        case last(SQLText)
        /// What cannot be corrected by the rows that come and go.
        case other(SQLText)

        var sql: SQLText {
            switch self {
            case .sum(let part): "sum(\(part))"
            case .count: "count(*)"
            case .first(let part): "min(\(part))"
            case .last(let part): "max(\(part))"
            case .other(let aggregate): aggregate
            }
        }
    }

    init(alias: SQLName, time: SQLText) {
        self.alias = alias
        self.time = time
    }

    var isEmpty: Bool { columns.isEmpty }

    /// The column of an aggregate over the rows that a filter leaves; NULL for customers without
    /// any row. The same key gets the same column.
    mutating func column(
        _ aggregate: Aggregate, where filter: [SQLText], bounds: AsOf.Bounds, key: String
    ) -> SQLText {
        if let known = columns.first(where: { $0.key == key }) { return "\(alias).\(known.name)" }
        let column = Column(
            key: key, number: columns.count + 1, aggregate: aggregate, filter: filter,
            bounds: bounds)
        columns.append(column)
        return "\(alias).\(column.name)"
    }

    /// The pass joined to the customers `c`; see ``query(_:key:always:restriction:)``.
    func join(
        _ source: SQLText, key: SQLText, always: [SQLText], restriction: SQLName?
    ) -> SQLText {
        let query = query(source, key: key, always: always, restriction: restriction)
        return "LEFT JOIN (\(query)) AS \(alias) ON \(alias).customer_id = c.customer_id"
    }

    /// The pass: `customer_id` and the columns.
    ///
    /// - Parameters:
    ///   - source: the tables to read.
    ///   - key: the customer's id in them.
    ///   - always: what every row must hold.
    ///   - restriction: a table of the customers that matter; nil means all.
    func query(
        _ source: SQLText, key: SQLText, always: [SQLText], restriction: SQLName?
    ) -> SQLText {
        var conditions = always
        if let restriction {
            conditions.append("\(key) IN (SELECT customer_id FROM \(restriction))")
        }
        // What all columns ask chooses the rows, so that indexes may serve it.
        let parts = columns.map { $0.bounds.conditions(time) + $0.filter }
        let shared = parts[0].filter { part in parts.allSatisfy { $0.contains(part) } }
        conditions += shared + sinceFirstStart.filter { !shared.contains($0) }
        let selected = zip(columns, parts).map { column, parts -> SQLText in
            let own = parts.filter { !shared.contains($0) }
            guard !own.isEmpty else { return "\(column.aggregate.sql) AS \(column.name)" }
            return "\(column.aggregate.sql) FILTER (WHERE \(.all(own))) AS \(column.name)"
        }
        return """
            SELECT \(key), \(.joined(selected, by: ", ")) FROM \(source) \
            WHERE \(.all(conditions)) GROUP BY \(key)
            """
    }

    /// When the earliest window begins, if all windows begin.
    var firstStart: Date? {
        let starts = columns.compactMap(\.bounds.from)
        return starts.count == columns.count ? starts.min() : nil
    }

    /// That no row is older.
    private var sinceFirstStart: [SQLText] {
        AsOf.Bounds(from: firstStart).conditions(time)
    }
}
