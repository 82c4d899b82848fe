package import Foundation

/// A parameter of a statement, sent as text; the server infers the type from where it stands.
///
/// Where nothing there tells a type (`SELECT $1`), the SQL casts: `$1::text`.
package enum Value: Hashable, Sendable {
    case null
    case text(String)
    case int(Int)
    /// An exact number, such as money.
    case number(Decimal)
    case double(Double)
    case boolean(Bool)
    /// A calendar date as ISO 8601 text, `2026-11-21`.
    case date(String)
    /// An instant, sent as RFC 3339 in UTC with microseconds.
    case instant(Date)
    /// A `text[]`; nil elements are NULL.
    case textArray([String?])
    /// A JSON document for `json` or `jsonb`.
    case json(String)
    /// Bytes for `bytea`.
    case bytes([UInt8])
}

/// What may be absent: nil is NULL.
extension Value {
    package static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
    package static func int(_ value: Int?) -> Value { value.map { .int($0) } ?? .null }
    package static func number(_ value: Decimal?) -> Value { value.map { .number($0) } ?? .null }
    package static func double(_ value: Double?) -> Value { value.map { .double($0) } ?? .null }
    package static func boolean(_ value: Bool?) -> Value { value.map { .boolean($0) } ?? .null }
    package static func date(_ value: String?) -> Value { value.map { .date($0) } ?? .null }
    package static func instant(_ value: Date?) -> Value { value.map { .instant($0) } ?? .null }
    package static func json(_ value: String?) -> Value { value.map { .json($0) } ?? .null }
    package static func bytes(_ value: [UInt8]?) -> Value { value.map { .bytes($0) } ?? .null }
}

/// Literals: `"x"` is a text, `7` an int, `true` a boolean, `nil` NULL.
extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(nilLiteral: ()) { self = .null }
}

extension Value {
    /// The text that the server reads, or nil for NULL.
    var encoded: String? {
        switch self {
        case .null: nil
        case .text(let text), .date(let text), .json(let text): text
        case .int(let number): String(number)
        case .number(let number): number.description
        case .double(let number): Self.text(of: number)
        case .boolean(let flag): flag ? "t" : "f"
        case .instant(let instant): InstantText.format(instant)
        case .textArray(let elements): ArrayText.format(elements)
        case .bytes(let bytes): Self.hex(bytes)
        }
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return number.description
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = Array("\\x".utf8)
        text.reserveCapacity(2 + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
