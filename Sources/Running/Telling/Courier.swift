import Campaigns
import Crypto
package import Definitions
package import Foundation
package import Mail
package import Postgres
package import Problems
import Transfer
import Warehouse

/// Delivers what waits to be told: mail by the workspace's own transport, outside the ledger, and
/// posts to its webhook. What does not get through is tried again, each time later, for a day.
package struct Courier: Sendable {
    private let workspace: Workspace
    private let openTransport: @Sendable () throws -> any Transport
    private let notices: Notices
    private let connection: Connection

    /// For how long a notice is tried, in seconds.
    private static let patience: TimeInterval = 86_400

    /// - Parameter openTransport: for mail, if there is any.
    package init(
        _ workspace: Workspace, on connection: Connection,
        openTransport: @escaping @Sendable () throws -> any Transport
    ) {
        self.workspace = workspace
        self.connection = connection
        self.openTransport = openTransport
        notices = Notices(connection)
    }

    /// Delivers what is due, and says what did not get through. Nothing leaves from a copy of a
    /// database that sends.
    package func deliver(at now: Date) async throws -> [Problem] {
        guard try await Home(connection).isHere() != false else { return [] }
        var problems: [Problem] = []
        while case let due = try await notices.claim(at: now), !due.isEmpty {
            for notice in due {
                if let problem = try await deliver(notice, at: now) { problems.append(problem) }
            }
        }
        return problems
    }

    /// When the next notice is due; nil if none waits.
    package func next() async throws -> Date? { try await notices.next() }

    private func deliver(_ notice: Notices.Notice, at now: Date) async throws -> Problem? {
        do {
            switch notice.channel {
            case .webhook: try await post(notice)
            case .mail: try await mail(notice)
            }
            try await notices.settle(notice, sentAt: now, next: nil, problem: nil)
            return nil
        } catch {
            let problem = Problem.from(error)
            let isLasting = problem.kind != .infrastructure
            let isOld = now.timeIntervalSince(notice.madeAt) > Self.patience
            let next = now.addingTimeInterval(Self.wait(after: notice.attempts))
            try await notices.settle(
                notice, sentAt: nil, next: isLasting || isOld ? nil : next,
                problem: problem.summary)
            return problem
        }
    }

    /// 2, 8, 32, … seconds, at most two hours.
    private static func wait(after attempts: Int) -> TimeInterval {
        min(7200, 2 * pow(4, Double(min(attempts, 8) - 1)))
    }

    private func post(_ notice: Notices.Notice) async throws {
        // A workspace that has no webhook any more wants no post.
        guard let webhook = workspace.alerts.webhook else { return }
        var headers = ["Content-Type: application/json"]
        if let key = webhook.key {
            headers.append("Tidings-Signature: \(Self.signature(of: notice.body, key))")
        }
        try await HTTPPost(to: webhook.url, headers: headers, body: notice.body).send()
    }

    /// `sha256=` and the HMAC-SHA256 of the body's bytes, in hexadecimal digits.
    static func signature(of body: String, _ key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(body.utf8), using: SymmetricKey(data: Array(key.utf8)))
        let digits = Array("0123456789abcdef")
        return "sha256=" + String(code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private func mail(_ notice: Notices.Notice) async throws {
        let to = try MailAddress(notice.recipient)
        guard try RecipientFilter(onlyTo: workspace.mail.onlyTo).allows(to) else {
            throw Self.notAllowed
        }
        guard let from = workspace.mail.from else { throw Self.noSender }
        let sender = try MailAddress(from)
        let message = try MailMessage(
            from: sender, to: to, subject: notice.subject, text: notice.body, html: notice.html,
            messageID: MessageID(
                workspace: workspace.name, customer: "", campaign: "notice",
                occurrence: "\(notice.noticeID)", domain: sender.domain), date: notice.madeAt,
            headers: [MailMessage.Header("Auto-Submitted", "auto-generated")])
        let transport = try openTransport()
        let delivery = await transport.deliver(try Posting(workspace).outgoing(message))
        await transport.close()
        switch delivery {
        // What may have arrived is not sent again.
        case .accepted, .unknown: return
        case .refused(_, let code, _): throw Self.refused(code)
        case .later(let code, _): throw Self.later(code)
        case .unreachable(let problem): throw problem
        }
    }
}

extension Courier {
    private static var notAllowed: Problem {
        Problem(
            .definition, "an address of alerts or digests is not among mail.only_to",
            hint: "Add it there, or take it out: on this copy nobody else is mailed.")
    }

    private static var noSender: Problem {
        Problem(
            .definition, "alerts and digests go by mail, but nothing says from whom",
            hint: "Add `from:` to `mail:` in Jobs/workspace.yaml.")
    }

    private static func refused(_ code: Int) -> Problem {
        Problem(
            .failed, "the mail server refused an alert or digest with \(code)",
            hint: "Check the addresses of `alerts:` and `digest:`; `tidings doctor` logs in there.")
    }

    private static func later(_ code: Int) -> Problem {
        Problem(
            .infrastructure, "the mail server put an alert or digest off with \(code)",
            hint: "It is tried again for a day.")
    }
}
