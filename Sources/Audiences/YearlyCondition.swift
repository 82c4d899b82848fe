import Definitions
import Postgres

/// Tests of days that come back every year.
struct YearlyCondition {
    let asOf: AsOf

    /// Of the birthday of a customer `c`.
    func birthday(_ test: YearlyTest) -> SQLText {
        switch test {
        case .inMonth(let month):
            return """
                c.birth_month * 100 + c.birth_day BETWEEN \(Value.int(month * 100))::integer \
                AND \(Value.int(month * 100 + 99))::integer
                """
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
        // As the index on birthdays has it.
        return "c.birth_month * 100 + c.birth_day = ANY (\(numbers(days))::integer[])"
    }

    private func numbers(_ days: [KeptDays.MonthDay]) -> Value {
        .textArray(days.map { "\($0.month * 100 + $0.day)" })
    }
}
