/// The value of `consent.TOPIC`: a JSON boolean.
final class ConsentValue: FieldValue {
    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        guard let value = BooleanValue.read(text) else { return BooleanValue.reason }
        copy.append(value ? "true" : "false")
        return nil
    }
}
