/// Text as it is.
final class TextValue: FieldValue {
    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        rows.append(text: text) ? nil : nulReason
    }
}
