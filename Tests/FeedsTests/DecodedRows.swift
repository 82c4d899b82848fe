import Foundation

@testable import Feeds

/// Rows of binary COPY as texts, much as the server would show them; NULL is `\N`.
struct DecodedRows {
    enum ColumnType {
        case text, integer, numeric, boolean, date, instant, texts, booleans, json

        /// The type of a column of the stage.
        init(column: String) {
            switch column {
            case "line", "byte_offset", "birth_year", "birth_month", "birth_day", "importance":
                self = .integer
            case "price", "total", "line_quantity", "line_price", "available", "quantity":
                self = .numeric
            case "in_stock", "given": self = .boolean
            case "joined_on", "published_on", "expires_on": self = .date
            case "placed_at", "as_of", "requested_at", "given_at": self = .instant
            case "categories": self = .texts
            case "consents": self = .booleans
            case "attributes": self = .json
            default: self = .text
            }
        }
    }

    private let bytes: [UInt8]
    private var index = 0

    /// The rows that some bytes hold, each of these columns.
    static func rows(_ bytes: [UInt8], _ types: [ColumnType]) -> [[String]] {
        var decoder = DecodedRows(bytes)
        var rows: [[String]] = []
        while decoder.index < bytes.count {
            precondition(decoder.integer(2) == types.count, "a row has another number of columns")
            rows.append(types.map { decoder.value($0) })
        }
        return rows
    }

    /// Columns that stand alone.
    static func columns(_ bytes: [UInt8], _ types: [ColumnType]) -> [String] {
        var decoder = DecodedRows(bytes)
        let values = types.map { decoder.value($0) }
        precondition(decoder.index == bytes.count, "there is more than the columns")
        return values
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func integer(_ width: Int) -> Int {
        defer { index += width }
        let unsigned = bytes[index..<(index + width)].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return Int((Int64(bitPattern: unsigned) << (64 - 8 * width)) >> (64 - 8 * width))
    }

    private mutating func text(_ count: Int) -> String {
        defer { index += count }
        return String(decoding: bytes[index..<(index + count)], as: UTF8.self)
    }

    private mutating func value(_ type: ColumnType) -> String {
        let length = integer(4)
        guard length >= 0 else { return "\\N" }
        let end = index + length
        defer { precondition(index == end, "a value has another length than it says") }
        switch type {
        case .text: return text(length)
        case .integer: return String(integer(length))
        case .numeric: return numeric()
        case .boolean: return integer(1) == 1 ? "t" : "f"
        case .date: return Self.date(integer(4) + 10_957)
        case .instant: return instant()
        case .texts:
            return array(of: 25) {
                $0.value(.text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            }
        case .booleans: return array(of: 16) { $0.value(.boolean) }
        case .json:
            precondition(integer(1) == 1, "jsonb has another version")
            return text(length - 1)
        }
    }

    private mutating func numeric() -> String {
        let count = integer(2)
        let weight = integer(2)
        let isNegative = integer(2) == 0x4000
        let scale = integer(2)
        let groups = (0..<count).map { _ in integer(2) }
        func group(_ power: Int) -> String {
            let place = weight - power
            let text = groups.indices ~= place ? String(groups[place]) : "0"
            return String(repeating: "0", count: 4 - text.count) + text
        }
        let whole = (0...max(0, weight)).reversed().map(group).joined().drop { $0 == "0" }
        let fraction = (0..<((scale + 3) / 4)).map { group(-1 - $0) }.joined().prefix(scale)
        return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole)
            + (scale > 0 ? "." + fraction : "")
    }

    private static func date(_ days: Int) -> String {
        let date = CivilDate(daysSince1970: days)
        return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2)
    }

    private mutating func instant() -> String {
        let micros = integer(8) + 946_684_800_000_000
        let seconds = (micros - (micros % 1_000_000 + 1_000_000) % 1_000_000) / 1_000_000
        let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        let time = seconds - days * 86_400
        let fraction = micros - seconds * 1_000_000
        return Self.date(days) + " " + Self.digits(time / 3600, 2) + ":"
            + Self.digits(time / 60 % 60, 2) + ":" + Self.digits(time % 60, 2)
            + (fraction > 0 ? "." + Self.digits(fraction, 6) : "") + "+00"
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// As an array literal with every element in quotes.
    private mutating func array(
        of type: Int, _ element: (inout DecodedRows) -> String
    ) -> String {
        let dimensions = integer(4)
        precondition(0...1 ~= integer(4) && integer(4) == type, "an array holds other elements")
        guard dimensions == 1 else { return "{}" }
        let count = integer(4)
        precondition(integer(4) == 1, "an array begins at another index")
        let elements = (0..<count).map { _ in element(&self) }
        return "{" + elements.map { "\"\($0)\"" }.joined(separator: ",") + "}"
    }
}
