import Definitions
import Foundation
import Postgres
import Warehouse

/// Who can have changed between two evaluations: by rows of their own, and by time alone.
///
/// It may name too many, never too few: edges are taken with both their ends, and whatever commits
/// while it is read is named again the next time.
struct Touched {
    private let dependencies: Dependencies
    private let old: AsOf
    private let new: AsOf
    private let money: Money
    /// The snapshot that the last evaluation remembered.
    private let seen: String
    /// The snapshot when it had read everything.
    private let read: String
    /// How many customers there were.
    private let customers: Int

    /// Nil when what is remembered means nothing here: everybody can have changed.
    init?(_ dependencies: Dependencies, since record: EvaluationRecord, asOf: AsOf, money: Money) {
        guard record.isUsable, record.basis == money.basis else { return nil }
        self.dependencies = dependencies
        self.money = money
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
            SELECT DISTINCT n.customer_id FROM (\(.joined(parts, by: " UNION ALL "))) AS n
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

    // MARK: By time

    /// The rows of each kind whose instants an edge passes.
    private var passedRows: [SQLText] {
        passedRanges.sorted { "\($0.key)" < "\($1.key)" }.flatMap { rows, passed in
            passed.flatMap { rows.customers(between: $0) }
        }
    }

    /// The instants of rows that an edge passes.
    var passedRanges: [Dependencies.TimedRows: [ClosedRange<Date>]] {
        var ranges: [Dependencies.TimedRows: [ClosedRange<Date>]] = [:]
        for edge in dependencies.edges {
            guard let (rows, passed) = passed(by: edge) else { continue }
            ranges[rows, default: []] += passed
        }
        return ranges.mapValues(joined)
    }

    /// Ranges, those that overlap made one.
    private func joined(_ passed: [ClosedRange<Date>]) -> [ClosedRange<Date>] {
        var ranges: [ClosedRange<Date>] = []
        for range in passed.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    private func passed(
        by edge: Dependencies.Edge
    ) -> (Dependencies.TimedRows, [ClosedRange<Date>])? {
        switch edge {
        case .window(let rows, let window):
            let (was, now) = (old.bounds(of: window), new.bounds(of: window))
            let ends = span(was.until ?? old.instant, now.until ?? new.instant)
            return (rows, [span(was.from, now.from), ends].compactMap { $0 })
        case .point(let rows, _, .ago(let span)) where span.unit == .hour:
            let passed = self.span(old.hoursAgo(span.count), new.hoursAgo(span.count))
            return (rows, [passed].compactMap { $0 })
        case .point(let rows, let comparison, let point):
            let (was, now) = (old.day(of: point), new.day(of: point))
            return (rows, was == now ? [] : [passed(comparison, from: was, to: now)])
        case .age(let rows, let age):
            guard old.today != new.today, abs(age) < Self.eternity else { return nil }
            // The age may lie between whole numbers.
            let passed = days(
                min(old.today, new.today).adding(days: -age.rounded(.up)),
                max(old.today, new.today).adding(days: -age.rounded(.down)))
            return (rows, [passed])
        case .ownRow, .ownAmount, .order, .product, .waitingExpiry: return nil
        }
    }

    /// In days: no row is so old.
    private static let eternity: Number = 100_000

    /// The instants that compare otherwise with one day than with another: a day's beginning or its end
    /// decides, of `=` both.
    private func passed(
        _ comparison: Comparison, from was: LocalDate, to now: LocalDate
    ) -> ClosedRange<Date> {
        let (first, last) = (min(was, now), max(was, now))
        return switch comparison {
        case .less, .atLeast: new.start(of: first)...new.start(of: last)
        case .greater, .atMost:
            new.start(of: first.adding(days: 1))...new.start(of: last.adding(days: 1))
        case .equal, .unequal: days(first, last)
        }
    }

    private func span(_ was: Date?, _ now: Date?) -> ClosedRange<Date>? {
        guard let was, let now, was != now else { return nil }
        return min(was, now)...max(was, now)
    }

    private func days(_ one: LocalDate, _ other: LocalDate) -> ClosedRange<Date> {
        new.start(of: min(one, other))...new.start(of: max(one, other).adding(days: 1))
    }

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

extension Dependencies.TimedRows {
    /// Whose rows have an instant in a range, both ends included.
    fileprivate func customers(between range: ClosedRange<Date>) -> [SQLText] {
        let isInside: SQLText = """
            BETWEEN \(Value.instant(range.lowerBound))::timestamptz \
            AND \(Value.instant(range.upperBound))::timestamptz
            """
        switch self {
        case .orders: return ["SELECT customer_id FROM tidings.orders WHERE placed_at \(isInside)"]
        case .messages:
            return ["SELECT customer_id FROM tidings.message WHERE accepted_at \(isInside)"]
        case .events:
            return ["SELECT customer_id FROM tidings.event WHERE happened_at \(isInside)"]
        case .requests:
            return ["SELECT customer_id FROM tidings.waiting WHERE requested_at \(isInside)"]
        case .entries(let segment):
            return [
                """
                SELECT customer_id FROM tidings.segment_entry \
                WHERE segment = \(Value.text(segment))::text \
                AND (entered_at \(isInside) OR left_at \(isInside))
                """
            ]
        case .periods(let programme):
            return [
                """
                SELECT customer_id FROM tidings.tier_period \
                WHERE programme = \(Value.text(programme))::text \
                AND (started_at \(isInside) OR ended_at \(isInside))
                """
            ]
        }
    }
}

extension Number {
    fileprivate func rounded(_ mode: RoundingMode) -> Int {
        var (value, whole) = (self, Number())
        NSDecimalRound(&whole, &value, 0, mode)
        return NSDecimalNumber(decimal: whole).intValue
    }
}
