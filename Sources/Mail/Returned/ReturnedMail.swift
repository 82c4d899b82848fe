package import Foundation
internal import Transfer

/// What a message that came back says of one that was sent.
package struct ReturnedMail: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// It will never arrive, because there is no such address.
        case hardBounce
        /// It did not arrive for a reason that may pass, or that lies elsewhere: a full box, a policy.
        case softBounce
        /// Somebody called it spam.
        case complaint
        /// A machine answered: an absence, a receipt. Says nothing of the address.
        case autoReply
        /// A person wrote, or nobody can tell.
        case other
    }

    package var kind: Kind
    /// The addresses of those it was for, in small letters, as far as the report names them.
    package var recipients: Set<String> = []
    /// Where the report came to: one of these may be a return path of ours.
    package var arrivedAt: [String] = []
    /// The Message-ID of what was sent, with its angle brackets.
    package var messageID: String?
    /// `5.1.1 smtp; 550 no such user`, without addresses.
    package var detail: String?
    /// When the report was written.
    package var date: Date?

    /// Reads a message from a mailbox (RFC 3464, 5965, 3834), also what does not keep to them.
    package init(_ bytes: [UInt8]) {
        let message = MIMEPart(bytes[...])
        let parts = message.all
        kind = .other
        arrivedAt = Self.arrival(of: message)
        date = message.header("date").flatMap(MailDate.date)
        messageID = Self.originalID(in: parts, of: message)
        if let report = parts.first(where: { $0.type == "message/feedback-report" }) {
            readComplaint(report, parts)
        } else if let report = parts.first(where: { $0.type == "message/delivery-status" }) {
            readStatus(MIMEText.groups(of: report.body))
        } else if Self.isBounce(message) {
            readWords(message)
        } else if Self.isAutomatic(message) {
            kind = .autoReply
        }
    }

    // MARK: RFC 5965

    private mutating func readComplaint(_ report: MIMEPart, _ parts: [MIMEPart]) {
        let fields = MIMEText.groups(of: report.body)
            .reduce(into: [String: String]()) { all, group in all.merge(group) { $1 } }
        kind = fields["feedback-type"]?.lowercased() == "not-spam" ? .other : .complaint
        detail = fields["feedback-type"]
        let sent = parts.last { $0.type == "message/rfc822" }.map { MIMEPart($0.body) }
        for text in [fields["original-rcpt-to"], sent?.header("to")] {
            if let address = text.flatMap(MIMEText.address) { recipients.insert(address) }
        }
        if let path = fields["original-mail-from"].flatMap(MIMEText.address) {
            arrivedAt.append(path)
        }
    }

    // MARK: RFC 3464

    /// A report may be about several recipients; the worst that befell one is what counts.
    private mutating func readStatus(_ groups: [[String: String]]) {
        for fields in groups where fields["action"] != nil || fields["status"] != nil {
            for name in ["original-recipient", "final-recipient"] {
                let text = fields[name]?.split(separator: ";").last.map(String.init)
                if let address = text.flatMap(MIMEText.address) { recipients.insert(address) }
            }
            let action = fields["action"]?.lowercased() ?? "failed"
            let status = fields["status"]?.split(separator: " ").first.map(String.init)
            let found = Self.kind(action, status, fields["diagnostic-code"] ?? "")
            guard kind == .other || found == .hardBounce else { continue }
            kind = found
            let words = [status, fields["diagnostic-code"]].compactMap(\.self)
            detail = Self.shown(words.joined(separator: " "))
        }
    }

    private static func kind(_ action: String, _ status: String?, _ diagnostic: String) -> Kind {
        switch action {
        case "failed": break
        case "delayed": return .softBounce
        default: return .other
        }
        guard status?.hasPrefix("5") ?? true else { return .softBounce }
        let words = diagnostic.drop { $0 != ";" }.dropFirst()
            .split(whereSeparator: { $0 == " " || $0 == "-" })
        let code = words.first.flatMap { Int($0) } ?? 550
        let own = words.dropFirst().first.map(String.init)
        // A relay often says 5.0.0 for what the server behind it said more exactly.
        let exact = SMTPRefusal.byStatus(status) ?? SMTPRefusal.byStatus(own)
        let refusal = exact ?? SMTPRefusal(code: code, text: diagnostic)
        return refusal == .address ? .hardBounce : .softBounce
    }

    // MARK: Without a standard

    private mutating func readWords(_ message: MIMEPart) {
        let text = message.text
        let failed = message.header("x-failed-recipients")?.split(separator: ",").map(String.init)
        recipients = Set((failed ?? []).compactMap(MIMEText.address))
        let words = text.prefix(4000)
        let status = words.firstMatch(of: #/\b([45]\.\d{1,3}\.\d{1,3})\b/#).map { String($0.1) }
        let code = words.firstMatch(of: #/\b(5\d\d)\b/#).flatMap { Int($0.1) }
        let isDelay = message.header("subject")?.lowercased().contains("delay") ?? false
        let refusal =
            SMTPRefusal.byStatus(status) ?? SMTPRefusal(code: code ?? 0, text: String(words))
        kind =
            refusal == .address && !isDelay && status?.hasPrefix("4") != true
            ? .hardBounce : .softBounce
        detail = status ?? code.map(String.init)
    }

    private static func isBounce(_ message: MIMEPart) -> Bool {
        let isNobody =
            message.header("return-path") == "<>"
            || message.header("x-envelope-from") == "<>"
        let from = message.header("from")?.lowercased() ?? ""
        let isDaemon = from.contains("mailer-daemon") || from.contains("postmaster")
        let subject = message.header("subject")?.lowercased() ?? ""
        let isSaid = ["undeliver", "delivery", "returned mail", "failure notice", "bounce"]
            .contains { subject.contains($0) }
        return message.header("x-failed-recipients") != nil || isDaemon && (isNobody || isSaid)
    }

    /// RFC 3834, 5, and what mail programs did before it.
    private static func isAutomatic(_ message: MIMEPart) -> Bool {
        let submitted = message.header("auto-submitted")?.lowercased() ?? "no"
        let precedence = message.header("precedence")?.lowercased() ?? ""
        return submitted != "no" || message.header("x-autoreply") != nil
            || message.header("x-auto-response-suppress") != nil
            || ["auto_reply", "auto-reply"].contains(precedence)
            || message.header("content-type")?.contains("disposition-notification") == true
    }

    private static func arrival(of message: MIMEPart) -> [String] {
        ["delivered-to", "x-original-to", "envelope-to", "to"].flatMap { name in
            message.headers.filter { $0.name == name }.compactMap { MIMEText.address($0.value) }
        }
    }

    /// The Message-ID of what a report returns: of the message, or of its headers alone.
    private static func originalID(in parts: [MIMEPart], of message: MIMEPart) -> String? {
        for part in parts.reversed()
        where ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"]
            .contains(part.type)
        {
            let body = part.body.drop { $0 == 10 || $0 == 13 }
            if let id = MIMEPart(body).header("message-id") { return MIMEText.messageID(in: id) }
        }
        if let id = message.header("in-reply-to") ?? message.header("references") {
            return MIMEText.messageID(in: id)
        }
        // Pasted below the text of a report that keeps to no standard.
        let text = String(decoding: message.body.prefix(200_000), as: UTF8.self)
        return text.firstMatch(of: #/(?im)^message-id:\s*(<[^>\s]+>)/#).map { String($0.1) }
    }

    private static func shown(_ text: String) -> String? {
        text.isEmpty ? nil : String(Redaction.redacted(text).prefix(300))
    }
}
