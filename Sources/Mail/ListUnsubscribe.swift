package import Problems

/// How a reader's program lets somebody unsubscribe (RFC 2369, RFC 8058).
package struct ListUnsubscribe: Hashable, Sendable {
    /// `https://…`; a POST to it unsubscribes at one click, without a page and without cookies.
    package let https: String?
    /// `mailto:…`.
    package let mailto: String?

    /// - Throws: a problem when there is neither, or one is not of its scheme or not a plain URL.
    package init(https: String? = nil, mailto: String? = nil) throws(Problem) {
        guard https != nil || mailto != nil, Self.isURL(https, scheme: "https://"),
            Self.isURL(mailto, scheme: "mailto:")
        else { throw Self.notAnUnsubscribeLink() }
        self.https = https
        self.mailto = mailto
    }

    /// `List-Unsubscribe`, and with an https link `List-Unsubscribe-Post`.
    var fields: [HeaderField] {
        let links = [https, mailto].compactMap { $0.map { "<\($0)>" } }
        let list = HeaderField(
            "List-Unsubscribe",
            tokens: links.enumerated().map { $0 < links.count - 1 ? "\($1)," : $1 })
        guard https != nil else { return [list] }
        return [
            list, HeaderField("List-Unsubscribe-Post", tokens: ["List-Unsubscribe=One-Click"]),
        ]
    }

    private static func isURL(_ text: String?, scheme: String) -> Bool {
        guard let text else { return true }
        return text.hasPrefix(scheme) && text.utf8.count > scheme.utf8.count
            && text.utf8.count < 900
            && text.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
                    && $0 != UInt8(ascii: ",")
            }
    }

    private static func notAnUnsubscribeLink() -> Problem {
        Problem(
            .definition, "the unsubscribe link is neither an https nor a mailto URL",
            hint: "public_url must begin with https://, or mail.reply_to must be an address.")
    }
}
