@testable import Feeds

/// What a value's reader writes for a text, columns parted by blanks, or `✗` and why not.
func written(_ text: String, by value: any FieldValue) -> String {
    let rows = BinaryRows(capacity: 16)
    let bytes = Array(text.utf8)
    if let reason = value.write(bytes.span, to: rows) { return "✗ \(reason)" }
    let types: [DecodedRows.ColumnType]
    switch value {
    case is NumberValue, is RateValue: types = [.numeric]
    case is IntegerValue: types = [.integer]
    case is BooleanValue: types = [.boolean]
    case is DateValue: types = [.date]
    case is InstantValue: types = [.instant]
    case is BirthdayValue: types = [.integer, .integer, .integer]
    case is CategoriesValue: types = [.texts]
    // A part of a column, not one of its own.
    case is AttributeValue: return String(decoding: rows.take(), as: UTF8.self)
    default: types = [.text]
    }
    return DecodedRows.columns(rows.take(), types).joined(separator: " ")
}
