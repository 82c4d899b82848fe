/// What came back about a message, whatever the case: the words of `EventKind.ofFeeds`.
///
/// Other words are a reject. `bounced` is a hard bounce; many providers write `bounce` for hard and
/// soft ones alike, so nobody's word is taken for it: somebody must look which it is.
final class EventKindValue: FieldValue {
    static let reason = """
        not accepted, opened, clicked, bounced, complained or unsubscribed: \
        map the source's words with values:
        """

    private static let words: [StaticString] = [
        "accepted", "opened", "clicked", "bounced", "complained", "unsubscribed",
    ]

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        for word in Self.words where text.isWord(word) {
            rows.append(text: word)
            return nil
        }
        return Self.reason
    }
}
