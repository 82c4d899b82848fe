import Definitions
import Foundation
import Mail
import Postgres
import Problems

/// A message of the ledger that something came back of.
struct SentMessage: Sendable {
    var customer: String
    var campaign: String
    var topic: String
    /// The customer's address of now, in small letters.
    var email: String?

    init(_ row: Row) throws {
        customer = try row.text("customer_id")
        campaign = try row.text("campaign")
        topic = try row.text("topic")
        email = try row.textOrNil("email")
    }
}

/// What is remembered of a message that came back.
struct ReturnEvent: Sendable {
    var message: SentMessage
    var kind: String
    var at: Date
    var address: String
    var detail: String?
}

/// Finds the message that a returned one is about, and believes it or not.
///
/// With a return path of its own, the signature on it tells the message and the address. Without,
/// the Message-ID that the report returns names the message, and only the customer's address of now
/// can be meant: anybody may write such a report.
struct ReturnMatcher {
    private let paths: ReturnPaths?
    private let domain: String?

    init(_ workspace: Workspace) throws {
        paths = try ReturnPaths(workspace)
        domain = try workspace.mail.from.map { try MailAddress($0).domain }
    }

    /// The Message-ID of what came back; nil when nothing names it.
    func messageID(of mail: ReturnedMail) -> String? {
        guard let paths else { return mail.messageID }
        guard let domain, let reference = reference(of: mail, paths) else { return nil }
        return "<\(reference.message)@\(domain)>"
    }

    func event(of mail: ReturnedMail, about message: SentMessage, at now: Date) -> ReturnEvent? {
        let kinds: [ReturnedMail.Kind: String] = [
            .hardBounce: "bounced", .softBounce: "soft-bounced", .complaint: "complained",
        ]
        guard let kind = kinds[mail.kind], let address = address(of: mail, message) else {
            return nil
        }
        return ReturnEvent(
            message: message, kind: kind, at: min(mail.date ?? now, now), address: address,
            detail: mail.detail)
    }

    private func address(of mail: ReturnedMail, _ message: SentMessage) -> String? {
        if let paths, let reference = reference(of: mail, paths) {
            let candidates = [message.email].compactMap(\.self) + mail.recipients.sorted()
            return candidates.first { paths.isSigned(reference, for: $0) }
        }
        guard let email = message.email else { return nil }
        return mail.recipients.isEmpty || mail.recipients.contains(email) ? email : nil
    }

    private func reference(of mail: ReturnedMail, _ paths: ReturnPaths) -> ReturnPaths.Reference? {
        mail.arrivedAt.lazy.compactMap { paths.reference(in: $0) }.first
    }
}

extension ReturnPaths {
    /// The workspace's return paths; nil when `mail: bounces:` names no address.
    ///
    /// - Throws: a problem when it does and there is no key to sign them with.
    init?(_ workspace: Workspace) throws(Problem) {
        guard let address = workspace.mail.bounces?.address else { return nil }
        let keys = workspace.links.signingKeys
        guard !keys.isEmpty else {
            throw Problem(
                .definition, "there is no key to sign return paths with",
                at: Place("Jobs/workspace.yaml"),
                hint:
                    "Add `signing_key: ${TIDINGS_SIGNING_KEY}`, made with `openssl rand -base64 32`:"
                    + " without it no bounce can be believed.")
        }
        try self.init(address: address, keys: keys)
    }
}
