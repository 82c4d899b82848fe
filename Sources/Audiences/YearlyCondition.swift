import Definitions
import Postgres

/// Tests of days that come back every year.
struct YearlyCondition {
    let asOf: AsOf

    /// Of the birthday of a customer `c`.
    func birthday(_ test: YearlyTest) -> SQLText {
        switch test {
        case .inMonth(let month):
            return "c.birth_month = \(Value.int(month))::smallint AND c.birth_day IS NOT NULL"
        case .within(let days):
            let kept = KeptDays(days, from: asOf.today)
            return """
                (c.birthday_calendar IS DISTINCT FROM 'lunar' AND \(isOne(of: kept.solar))) \
                OR (c.birthday_calendar IS NOT DISTINCT FROM 'lunar' AND \(isOne(of: kept.lunar)))
                """
        }
    }

    /// Of the anniversaries of a date.
    func anniversary(of date: SQLText, _ test: YearlyTest) -> SQLText {
        switch test {
        case .inMonth(let month):
            return """
                extract(month FROM \(date)) = \(Value.int(month))::integer \
                AND extract(year FROM \(date)) < \(Value.int(asOf.today.year))::integer
                """
        case .within(let days):
            let first = asOf.today.adding(days: days.lowerBound)
            let last = asOf.today.adding(days: days.upperBound)
            let solar = KeptDays(days, from: asOf.today).solar
            // The date itself is no anniversary: it lies before the days, or a year before the
            // last of them.
            return """
                extract(month FROM \(date)) * 100 + extract(day FROM \(date)) \
                = ANY (\(numbers(solar))::integer[]) \
                AND (\(date) < \(first.value)::date \
                OR \(date) <= \(last.adding(months: -12).value)::date)
                """
        }
    }

    private func isOne(of days: [KeptDays.MonthDay]) -> SQLText {
        guard !days.isEmpty else { return "false" }
        // Few are looked up in the index on month and day, many are compared.
        guard days.count <= 62 else {
            return "c.birth_month * 100 + c.birth_day = ANY (\(numbers(days))::integer[])"
        }
        let pairs = days.map { day -> SQLText in
            "(\(Value.int(day.month))::smallint, \(Value.int(day.day))::smallint)"
        }
        return "(c.birth_month, c.birth_day) IN (\(.joined(pairs, by: ", ")))"
    }

    private func numbers(_ days: [KeptDays.MonthDay]) -> Value {
        .textArray(days.map { "\($0.month * 100 + $0.day)" })
    }
}
