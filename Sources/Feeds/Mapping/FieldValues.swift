import Definitions
import Foundation
import Problems

/// Which reader each type of field has.
struct FieldValues {
    /// The run's logical date: no birthday is later.
    let today: CivilDate
    /// The zone of times that carry none.
    let timezone: TimeZone
    /// Whether the feed says for each row which calendar its birthday is in.
    let hasCalendar: Bool

    /// A reader for a field of the stage.
    func reader(for map: FieldMap, type: FieldType) throws -> any FieldValue {
        let pattern = try Self.pattern(of: map, type: type)
        switch type {
        // A customer that is looked up is named by what the lookup finds it by; what no customer
        // could have as an address makes no new one.
        case .text: return map.createsMissing ? EmailValue() : TextValue()
        case .email: return EmailValue()
        case .integer: return IntegerValue()
        case .number: return NumberValue(decimal: map.decimal ?? ".")
        case .boolean: return BooleanValue()
        case .date: return DateValue(pattern: pattern)
        case .instant: return InstantValue(pattern: pattern, timezone: timezone)
        case .birthday:
            return BirthdayValue(pattern: pattern, today: today, takesLunar: hasCalendar)
        case .calendar: return CalendarValue()
        case .timezone: return TimeZoneValue()
        case .currency: return CurrencyValue()
        case .orderStatus: return OrderStatusValue()
        case .eventKind: return EventKindValue()
        case .categories: return CategoriesValue()
        case .importance: return IntegerValue(in: 0...100)
        case .rate: return RateValue(decimal: map.decimal ?? ".")
        }
    }

    /// A reader for `consent.TOPIC` or `attributes.NAME`.
    func openReader(type: FieldType) -> any FieldValue {
        type == .boolean ? BooleanValue() : AttributeValue()
    }

    /// A map's date pattern, checked to say what the type needs.
    static func pattern(of map: FieldMap, type: FieldType) throws -> DatePattern? {
        guard let first = map.format.first else { return nil }
        switch type {
        case .date, .instant, .birthday: break
        default: return nil
        }
        // Only what follows the first may leave a month or a day out: it then means the first.
        let pattern = try DatePattern(map.format, at: map.place)
        guard type == .birthday ? pattern.hasMonthAndDay : pattern.hasWholeDate
        else { throw incomplete(first, type, at: map.place) }
        return pattern
    }
}

extension FieldValues {
    private static func incomplete(
        _ format: String, _ type: FieldType, at place: Place
    ) -> Problem {
        Problem(
            .definition, "the date format \"\(format)\" leaves out a part of the date", at: place,
            hint: type == .birthday
                ? "A birthday needs a month and a day, as dd.MM."
                : "A date needs a year, a month and a day, as dd.MM.yyyy.")
    }
}
