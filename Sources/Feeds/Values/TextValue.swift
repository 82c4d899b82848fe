/// Text as it is.
final class TextValue: FieldValue {
    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        copy.appendEscaped(text) ? nil : nulReason
    }
}
