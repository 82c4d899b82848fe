/// The value of `consent.TOPIC`: a JSON boolean in its object.
final class ConsentValue: FieldValue {
    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        guard let value = BooleanValue.read(text) else { return BooleanValue.reason }
        rows.append(raw: value ? "true" : "false")
        return nil
    }

    func writeNull(to rows: BinaryRows) { rows.append(raw: "null") }
}
