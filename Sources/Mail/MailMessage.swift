package import Foundation
package import Problems

/// A message as it will be read: who, to whom, what.
///
/// The same message with the same date is rendered to the same bytes.
package struct MailMessage: Sendable {
    package let from: MailAddress
    package let to: MailAddress
    package let replyTo: MailAddress?
    /// One line.
    package let subject: String
    package let text: String
    /// Beside the text, as the better alternative; nil for a message of text alone.
    package let html: String?
    package let messageID: MessageID
    package let date: Date
    package let unsubscribe: ListUnsubscribe?
    /// Further headers, as `X-Tidings-Campaign`.
    package let headers: [Header]

    /// A further header.
    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Throws: a problem when a subject, a name or a header holds a line break or another control
    ///   character, or a further header has a name that cannot be one.
    package init(
        from: MailAddress, to: MailAddress, replyTo: MailAddress? = nil, subject: String,
        text: String, html: String? = nil, messageID: MessageID, date: Date,
        unsubscribe: ListUnsubscribe? = nil, headers: [Header] = []
    ) throws(Problem) {
        guard Self.isOneLine(subject) else { throw Self.lineBreak(in: "Subject") }
        for (field, address) in [("From", from), ("To", to), ("Reply-To", replyTo ?? from)] {
            guard Self.isOneLine(address.name ?? "") else { throw Self.lineBreak(in: field) }
        }
        for header in headers {
            guard Self.isName(header.name) else { throw Self.notAName() }
            guard Self.isOneLine(header.value) else { throw Self.lineBreak(in: header.name) }
        }
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.messageID = messageID
        self.date = date
        self.unsubscribe = unsubscribe
        self.headers = headers
    }

    /// The message on the wire, every line ending in CRLF (RFC 5322, RFC 2045 to 2047).
    ///
    /// Dots at the start of lines are not doubled: that is the transport's.
    package func rendered() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024 + text.utf8.count * 3 / 2 + (html?.utf8.count ?? 0) * 3 / 2)
        for field in fields { field.append(to: &bytes) }
        guard let html else {
            appendPart("plain", text, to: &bytes)
            return bytes
        }
        let boundary = messageID.boundary
        HeaderField(
            "Content-Type", tokens: ["multipart/alternative;", "boundary=\"\(boundary)\""]
        ).append(to: &bytes)
        for (subtype, content) in [("plain", text), ("html", html)] {
            bytes += "\r\n--\(boundary)\r\n".utf8
            appendPart(subtype, content, to: &bytes)
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }

    private var fields: [HeaderField] {
        var fields = [
            HeaderField("Date", text: MailDate.text(date)),
            HeaderField("From", address: from),
            HeaderField("To", address: to),
        ]
        if let replyTo { fields.append(HeaderField("Reply-To", address: replyTo)) }
        fields.append(HeaderField("Subject", text: subject))
        fields.append(HeaderField("Message-ID", tokens: [messageID.text]))
        fields += unsubscribe?.fields ?? []
        fields += headers.map { HeaderField($0.name, text: $0.value) }
        fields.append(HeaderField("MIME-Version", tokens: ["1.0"]))
        return fields
    }

    private func appendPart(_ subtype: String, _ content: String, to bytes: inout [UInt8]) {
        let body = BodyEncoding.lines(of: content)
        let encoding = BodyEncoding.shorter(for: body)
        bytes += "Content-Type: text/\(subtype); charset=utf-8\r\n".utf8
        bytes += "Content-Transfer-Encoding: \(encoding.rawValue)\r\n\r\n".utf8
        encoding.append(body, to: &bytes)
        // A message of one part must end in CRLF; between parts the boundary brings its own.
        if html == nil, !bytes.suffix(2).elementsEqual([13, 10]) { bytes += "\r\n".utf8 }
    }

    private static func isOneLine(_ text: String) -> Bool {
        // Most are ASCII, whose control characters are bytes.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
        return text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0.value != 0x2028 && $0.value != 0x2029
        }
    }

    private static func isName(_ name: String) -> Bool {
        (1...40).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { $0.isASCIILetterOrDigit || $0 == "-" }
    }

    private static func lineBreak(in field: String) -> Problem {
        Problem(
            .definition, "the header \(field) would hold a line break or a control character",
            hint: "Headers are one line: look for a line break in the value that it is made of.")
    }
    private static func notAName() -> Problem {
        Problem(
            .bug, "a message was given a header whose name cannot be one",
            hint: "Names of headers are letters, digits and hyphens. Please report this.")
    }
}
