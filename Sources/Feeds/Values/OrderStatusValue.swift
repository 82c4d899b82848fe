/// What an order's status means: `sale`, `returned` or `cancelled`, whatever the case.
///
/// Other words are a reject, so that a status that nobody mapped is never counted as a sale.
final class OrderStatusValue: FieldValue {
    static let reason = "not sale, returned or cancelled: map the source's words with values:"

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        if text.isWord("sale") {
            rows.append(text: "sale")
        } else if text.isWord("returned") {
            rows.append(text: "returned")
        } else if text.isWord("cancelled") {
            rows.append(text: "cancelled")
        } else {
            return Self.reason
        }
        return nil
    }
}
