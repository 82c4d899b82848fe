/// Which URLs a mail may hold.
enum LinkScheme {
    private static let safe: Set<String> = ["http", "https", "mailto", "tel", "sms", "cid"]

    /// Whether a URL leads to a page, a mailbox or a telephone: a feed's `javascript:` does not.
    static func isSafe(_ url: String) -> Bool {
        guard let end = url.utf8.firstIndex(where: endsScheme), url.utf8[end] == colon else {
            return true
        }
        return safe.contains(url[..<end].lowercased())
    }

    private static let colon = UInt8(ascii: ":")

    private static func endsScheme(_ byte: UInt8) -> Bool {
        byte == colon || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
            || byte == UInt8(ascii: "#")
    }
}
