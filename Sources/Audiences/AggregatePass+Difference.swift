import Foundation
import Postgres

extension AggregatePass {
    /// By how much rows that come and go change the columns: `customer_id`; for each column what is
    /// to be added, or for a first or last the first or last that came, and as its ``lost(_:)`` the
    /// one that went; and `is_open`, whether a column cannot be told from what came and went alone.
    ///
    /// - Parameters:
    ///   - old: the same columns as they were computed before.
    ///   - source: the tables to read, with the rows that may count now and not before, or the other
    ///     way around; `o.is_here` tells of each whether it is there now, `o.was_here` whether it
    ///     was there before.
    ///   - key: the customer's id in them.
    ///   - always: what every row must hold to count now.
    ///   - before: what it had to hold before.
    func difference(
        from old: AggregatePass, _ source: SQLText, key: SQLText, always: SQLText, before: SQLText
    ) -> SQLText {
        var selected: [SQLText] = []
        var open: [SQLText] = []
        for (column, was) in zip(columns, old.columns) {
            let counts: SQLText =
                .all(["o.is_here", always] + column.bounds.conditions(time) + column.filter)
            let counted: SQLText =
                .all(["o.was_here", before] + was.bounds.conditions(time) + column.filter)
            let aggregate = column.aggregate.sql
            switch column.aggregate {
            case .sum, .count:
                selected.append(
                    """
                    coalesce(\(aggregate) FILTER (WHERE \(counts)), 0) \
                    - coalesce(\(aggregate) FILTER (WHERE \(counted)), 0) AS \(column.name)
                    """)
            case .first, .last:
                selected += [
                    "\(aggregate) FILTER (WHERE \(counts)) AS \(column.name)",
                    """
                    \(aggregate) FILTER (WHERE (\(counted)) AND (\(counts)) IS NOT TRUE) \
                    AS \(Self.lost(column))
                    """,
                ]
            case .other:
                selected.append("0 AS \(column.name)")
                open.append("((\(counted)) IS TRUE) <> ((\(counts)) IS TRUE)")
            }
        }
        selected.append("coalesce(bool_or(\(.any(open))), false) AS is_open")
        return "SELECT \(key), \(.joined(selected, by: ", ")) FROM \(source) GROUP BY \(key)"
    }

    /// Where a difference has the first or last that went.
    static func lost(_ column: Column) -> SQLName { SQLName("lost_", column.number) }
}
