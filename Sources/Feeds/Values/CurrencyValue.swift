/// An ISO 4217 code: three letters, written in capitals.
final class CurrencyValue: FieldValue {
    static let reason = "not a currency's code of three letters"

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        guard text.count == 3 else { return Self.reason }
        rows.append(raw: 3 as Int32)
        for index in text.indices {
            let upper = text[index] & 0xDF
            guard 0x41...0x5A ~= upper, text[index] >= 0x41 else { return Self.reason }
            rows.append(raw: upper)
        }
        return nil
    }
}
