/// The value of `attributes.NAME`: a JSON string in its object.
final class AttributeValue: FieldValue {
    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        rows.append(json: text) ? nil : nulReason
    }

    func writeNull(to rows: BinaryRows) { rows.append(raw: "null") }
}
