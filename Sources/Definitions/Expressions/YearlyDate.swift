/// A day that comes back every year.
package enum YearlyDate: Sendable, Hashable {
    /// A lunar one is met by the Chinese calendar.
    case birthday
    /// The days one, two and more years after a date; not the date itself.
    case anniversary(Moment)
}

/// What a day of the year is tested for. 29 February is kept on the 28th in other years.
package enum YearlyTest: Sendable, Hashable {
    /// Falls on one of these days, counted from today, both included: `0…7` are today and the
    /// next 7 days, `-7…0` the last 7 days and today.
    case within(ClosedRange<Int>)
    /// 1…12, in the calendar in which the date is given.
    case inMonth(Int)
}

extension YearlyDate: CustomStringConvertible {
    package var description: String {
        switch self {
        case .birthday: "birthday"
        case .anniversary(let moment): "anniversary of \(moment)"
        }
    }
}

extension YearlyTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .within(0...0): "today"
        case .within(let days) where days.lowerBound == 0: "within next \(days.upperBound) days"
        case .within(let days): "within last \(-days.lowerBound) days"
        case .inMonth(let month): "in month \(month)"
        }
    }
}
