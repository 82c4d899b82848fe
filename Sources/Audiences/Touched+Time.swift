import Definitions
import Foundation
import Postgres

/// What time alone moves: an edge passes rows, as those that a window takes in and lets go.
extension Touched {
    /// Whose rows an edge passes: a query for each kind of rows and range, and one look at what is kept.
    var passedRows: [SQLText] {
        var queries: [SQLText] = []
        var kept: [SQLText] = []
        for (rows, passed) in passedRanges.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            let moment = keptMoment(of: rows)
            for range in passed {
                let isInside: SQLText = """
                    BETWEEN \(Value.instant(range.lowerBound))::timestamptz \
                    AND \(Value.instant(range.upperBound))::timestamptz
                    """
                if let moment {
                    kept.append("\(moment) \(isInside)")
                } else {
                    queries.append(customers(of: rows, isInside))
                }
            }
        }
        if let figures, !kept.isEmpty { queries.append(figures.customers(where: .any(kept))) }
        return queries
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

    /// Whose rows have an instant that is inside a range.
    private func customers(of rows: Dependencies.TimedRows, _ isInside: SQLText) -> SQLText {
        switch rows {
        case .orders, .firstOrders, .lastOrders:
            "SELECT customer_id FROM tidings.orders WHERE placed_at \(isInside)"
        case .messages: "SELECT customer_id FROM tidings.message WHERE accepted_at \(isInside)"
        case .events: "SELECT customer_id FROM tidings.event WHERE happened_at \(isInside)"
        case .requests: "SELECT customer_id FROM tidings.waiting WHERE requested_at \(isInside)"
        case .entries(let segment):
            """
            SELECT customer_id FROM tidings.segment_entry \
            WHERE segment = \(Value.text(segment))::text \
            AND (entered_at \(isInside) OR left_at \(isInside))
            """
        case .periods(let programme):
            """
            SELECT customer_id FROM tidings.tier_period \
            WHERE programme = \(Value.text(programme))::text \
            AND (started_at \(isInside) OR ended_at \(isInside))
            """
        }
    }

    /// Where the instants of such rows are kept; nil where they are not. Of customers who order much
    /// few orders are their first or last.
    private func keptMoment(of rows: Dependencies.TimedRows) -> SQLText? {
        var passes = OrderPasses(asOf: new, money: money, restriction: nil, figures: figures)
        let moment: SQLText
        switch rows {
        case .firstOrders: moment = passes.firstOrder()
        case .lastOrders: moment = passes.lastOrder()
        case .orders, .messages, .events, .requests, .entries, .periods: return nil
        }
        return passes.readsFigures ? moment : nil
    }
}

extension Number {
    fileprivate func rounded(_ mode: RoundingMode) -> Int {
        var (value, whole) = (self, Number())
        NSDecimalRound(&whole, &value, 0, mode)
        return NSDecimalNumber(decimal: whole).intValue
    }
}
