/// A day that only the lunar calendar has needs a row that says so.
final class LunarRule {
    private let plan: FieldPlan
    private let birthday: BirthdayValue
    private let calendar: CalendarValue?

    /// Nil for a feed without birthdays.
    init?(_ fields: [FieldPlan]) {
        let birthdays = fields.compactMap { plan in
            (plan.value as? BirthdayValue).map { (plan, $0) }
        }
        guard let (plan, birthday) = birthdays.first else { return nil }
        self.plan = plan
        self.birthday = birthday
        calendar = fields.lazy.compactMap { $0.value as? CalendarValue }.first
    }

    func beginRow() {
        birthday.needsLunar = false
        calendar?.isLunar = false
    }

    /// What is wrong with the row whose fields are written.
    var fault: RowFault? {
        guard birthday.needsLunar, calendar?.isLunar != true else { return nil }
        return RowFault(column: plan.column, reason: BirthdayValue.onlyLunar)
    }
}
