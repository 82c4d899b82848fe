/// What a mail server answered: a code and its text, without addresses (RFC 5321, 4.2).
package struct SMTPReply: Hashable, Sendable {
    /// Three digits: 2xx done, 3xx go on, 4xx try later, 5xx refused.
    package var code: Int
    /// The lines joined by spaces, addresses as `•••`, at most 300 characters.
    package var text: String

    package init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    /// A reply from its lines, as `550-5.1.1 No such` and `550 5.1.1 user`.
    ///
    /// nil when the last line is not a reply's last line: three digits, then a space or the end.
    init?(lines: [String], hiding words: [String]) {
        guard let last = lines.last, last.utf8.prefix(3).allSatisfy(Self.isDigit),
            let code = Int(last.prefix(3)), (200..<600).contains(code),
            last.count == 3 || last.dropFirst(3).first == " "
        else { return nil }
        let text = lines.map { $0.dropFirst(4).trimmed }.filter { !$0.isEmpty }
            .joined(separator: " ")
        self.init(code: code, text: String(Redaction.redacted(text, hiding: words).prefix(300)))
    }

    /// The enhanced status code that leads the text, as `5.1.1` (RFC 3463); nil without one.
    package var status: String? {
        guard let word = text.split(separator: " ").first else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let isStatus =
            parts.count == 3
            && parts.allSatisfy { (1...3).contains($0.count) && $0.utf8.allSatisfy(Self.isDigit) }
        return isStatus ? String(word) : nil
    }

    /// Whether a connection, rather than the message, has come to a limit: the server closes it, or
    /// says that it has carried too much.
    var isConnectionLimit: Bool {
        guard code != 421 else { return true }
        let words = text.lowercased()
        return code / 100 == 4 && words.contains("too many")
            && (words.contains("message") || words.contains("mail") || words.contains("session")
                || words.contains("connection"))
            && !words.contains("recipient")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension SMTPReply: CustomStringConvertible {
    /// `550 5.1.1 No such user`.
    package var description: String { text.isEmpty ? String(code) : "\(code) \(text)" }
}

extension Substring {
    /// Without whitespace at either end.
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
