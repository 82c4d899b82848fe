/// Which URLs a mail may hold.
enum LinkScheme {
    private static let safe: Set<String> = ["http", "https", "mailto", "tel", "sms", "cid"]

    /// Whether a URL leads to a page, a mailbox or a telephone: a feed's `javascript:` does not.
    static func isSafe(_ url: String) -> Bool {
        let scheme = url.prefix { !":/?#".contains($0) }
        guard scheme.endIndex < url.endIndex, url[scheme.endIndex] == ":" else { return true }
        return safe.contains(scheme.lowercased())
    }
}
