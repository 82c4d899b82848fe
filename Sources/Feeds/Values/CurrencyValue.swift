/// An ISO 4217 code: three letters, written in capitals.
final class CurrencyValue: FieldValue {
    static let reason = "not a currency's code of three letters"

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        guard text.count == 3 else { return Self.reason }
        for index in text.indices {
            let upper = text[index] & 0xDF
            guard 0x41...0x5A ~= upper, text[index] >= 0x41 else { return Self.reason }
            copy.append(upper)
        }
        return nil
    }
}
