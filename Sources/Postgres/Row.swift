package import Foundation
package import Problems

/// A row of a result, read by column name and type.
///
/// A column that is missing, NULL where it must not be, or of another type is a fault of the
/// statement that asked: a `Problem` of kind `.bug` that names statement and column, never the
/// value. Each reader has a twin `…OrNil` for columns that may be NULL.
package struct Row: Sendable {
    let result: Result
    let index: Int

    /// A `text`, or anything as the server writes it.
    package func text(_ column: String) throws(Problem) -> String {
        try present(textOrNil(column), column)
    }

    package func textOrNil(_ column: String) throws(Problem) -> String? {
        try cell(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// An `integer` of any width.
    package func int(_ column: String) throws(Problem) -> Int {
        try present(intOrNil(column), column)
    }

    package func intOrNil(_ column: String) throws(Problem) -> Int? {
        try read(column, "an integer") { Int($0) }
    }

    /// A number of any kind, rounded to binary.
    package func double(_ column: String) throws(Problem) -> Double {
        try present(doubleOrNil(column), column)
    }

    package func doubleOrNil(_ column: String) throws(Problem) -> Double? {
        try read(column, "a number") { Double($0) }
    }

    /// An exact `numeric`, such as money.
    package func decimal(_ column: String) throws(Problem) -> Decimal {
        try present(decimalOrNil(column), column)
    }

    package func decimalOrNil(_ column: String) throws(Problem) -> Decimal? {
        // Decimal(string:) reads a prefix: "12x" would be 12. Double refuses that.
        try read(column, "a number") { Double($0) == nil ? nil : Decimal(string: $0) }
    }

    /// A `boolean`.
    package func bool(_ column: String) throws(Problem) -> Bool {
        try present(boolOrNil(column), column)
    }

    package func boolOrNil(_ column: String) throws(Problem) -> Bool? {
        try read(column, "a boolean") { ["t": true, "f": false][$0] }
    }

    /// A `timestamptz`.
    package func instant(_ column: String) throws(Problem) -> Date {
        try present(instantOrNil(column), column)
    }

    package func instantOrNil(_ column: String) throws(Problem) -> Date? {
        try read(column, "an instant") { InstantText.parse($0) }
    }

    /// A `date` as ISO 8601 text, `2026-11-21`.
    package func date(_ column: String) throws(Problem) -> String { try text(column) }

    package func dateOrNil(_ column: String) throws(Problem) -> String? { try textOrNil(column) }

    /// A `text[]` without NULL elements.
    package func texts(_ column: String) throws(Problem) -> [String] {
        try present(textsOrNil(column), column)
    }

    package func textsOrNil(_ column: String) throws(Problem) -> [String]? {
        try read(column, "an array of texts without NULL") { text in
            guard let elements = ArrayText.parse(text) else { return nil }
            let present = elements.compactMap { $0 }
            return present.count == elements.count ? present : nil
        }
    }

    package func isNull(_ column: String) throws(Problem) -> Bool { try cell(column) == nil }
}

extension Row {
    private func cell(_ column: String) throws(Problem) -> UnsafeBufferPointer<UInt8>? {
        guard let position = result.positions[column] else {
            throw Self.noColumn(column, of: result)
        }
        return result.handle.cell(row: index, column: position)
    }

    func read<T>(
        _ column: String, _ type: String, _ parse: (String) -> T?
    ) throws(Problem) -> T? {
        guard let text = try textOrNil(column) else { return nil }
        guard let value = parse(text) else {
            throw Self.otherType(column, type, of: result)
        }
        return value
    }

    func present<T>(_ value: T?, _ column: String) throws(Problem) -> T {
        guard let value else { throw Self.null(column, of: result) }
        return value
    }
}

extension Row {
    private static let hint = "This is a fault of Tidings: please report it with this text."

    private static func noColumn(_ column: String, of result: Result) -> Problem {
        Problem(
            .bug, "the statement \"\(result.statement)\" returns no column \"\(column)\"",
            hint: hint)
    }

    private static func null(_ column: String, of result: Result) -> Problem {
        Problem(
            .bug, "the column \"\(column)\" of the statement \"\(result.statement)\" is null",
            hint: hint)
    }

    private static func otherType(_ column: String, _ type: String, of result: Result) -> Problem {
        Problem(
            .bug,
            "the column \"\(column)\" of the statement \"\(result.statement)\" is not \(type)",
            hint: hint)
    }
}
