/// The value of `attributes.NAME`: a JSON string.
final class AttributeValue: FieldValue {
    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        copy.appendJSON(text) ? nil : nulReason
    }
}
