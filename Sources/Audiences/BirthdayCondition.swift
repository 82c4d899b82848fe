import Definitions
import Postgres

/// Tests of the birthday of a customer `c`.
struct BirthdayCondition {
    let asOf: AsOf

    func sql(_ test: BirthdayTest) -> SQLText {
        switch test {
        case .inMonth(let month):
            return "c.birth_month = \(Value.int(month))::smallint AND c.birth_day IS NOT NULL"
        case .withinNext(let days):
            let birthdays = BirthdayDays(from: asOf.today, days: days)
            return """
                (c.birthday_calendar IS DISTINCT FROM 'lunar' AND \(isOne(of: birthdays.solar))) \
                OR (c.birthday_calendar IS NOT DISTINCT FROM 'lunar' AND \(isOne(of: birthdays.lunar)))
                """
        }
    }

    private func isOne(of days: [BirthdayDays.MonthDay]) -> SQLText {
        guard !days.isEmpty else { return "false" }
        // Few are looked up in the index on month and day, many are compared.
        guard days.count <= 62 else {
            let numbers = Value.textArray(days.map { "\($0.month * 100 + $0.day)" })
            return "c.birth_month * 100 + c.birth_day = ANY (\(numbers)::integer[])"
        }
        let pairs = days.map { day -> SQLText in
            "(\(Value.int(day.month))::smallint, \(Value.int(day.day))::smallint)"
        }
        return "(c.birth_month, c.birth_day) IN (\(.joined(pairs, by: ", ")))"
    }
}
