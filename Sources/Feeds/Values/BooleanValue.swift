/// yes or no, in the words that files use for it, whatever their case.
final class BooleanValue: FieldValue {
    /// The type's number in PostgreSQL.
    static let type: Int32 = 16
    static let reason = "neither yes nor no"

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        guard let value = Self.read(text) else { return Self.reason }
        rows.append(value)
        return nil
    }

    /// The value of a word; nil if it is not one of them.
    static func read(_ text: Span<UInt8>) -> Bool? {
        if text.isWord("yes") || text.isWord("true") || text.isWord("1") || text.isWord("y")
            || text.isWord("t") || text.isWord("on")
        {
            return true
        }
        if text.isWord("no") || text.isWord("false") || text.isWord("0") || text.isWord("n")
            || text.isWord("f") || text.isWord("off")
        {
            return false
        }
        return nil
    }
}
