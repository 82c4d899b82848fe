import Foundation

/// The types that a `since` column may have: each has a value below all others, which the first
/// run starts from, and an order that its text shows.
///
/// Text is none of them: how a server sorts it is not how bytes sort, and a cursor that is wrong
/// loses rows.
enum CursorType: Sendable {
    /// Dates and times, whose ISO text sorts as they do.
    case time
    case integer(lowest: String)
    case number
    case double

    /// - Parameter oid: `pg_type.oid`; those of built-in types never change.
    init?(oid: UInt32) {
        switch oid {
        case 1082, 1114, 1184: self = .time
        case 21: self = .integer(lowest: "-32768")
        case 23: self = .integer(lowest: "-2147483648")
        case 20: self = .integer(lowest: "-9223372036854775808")
        case 1700: self = .number
        case 700, 701: self = .double
        default: return nil
        }
    }

    /// Below every value.
    var lowest: String {
        switch self {
        case .time, .double: "-infinity"
        case .integer(let lowest): lowest
        // `-infinity` is a numeric only from PostgreSQL 14 on.
        case .number: "-1e100"
        }
    }

    /// Whether the right text means more than the left; endless values never do.
    func isLess(_ left: String, _ right: String) -> Bool {
        switch self {
        case .time:
            return right.first?.isNumber == true && !right.hasSuffix(" BC") && left < right
        case .integer: return (Int(left) ?? .min) < (Int(right) ?? .min)
        case .number:
            guard let new = Decimal(string: right), new.isFinite else { return false }
            return (Decimal(string: left) ?? -.greatestFiniteMagnitude) < new
        case .double:
            guard let new = Double(right), new.isFinite else { return false }
            return (Double(left) ?? -.infinity) < new
        }
    }
}
