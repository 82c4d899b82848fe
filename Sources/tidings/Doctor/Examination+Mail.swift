import Definitions
import Foundation
import Mail
import Problems
import Running
import Transfer

extension Examination {
    /// Logs in as a sender would, and offers nothing.
    var mail: Checkup.Check {
        Checkup.Check("mail") {
            guard let transport = workspace.mail.transport else {
                return [.ok("mail", ".eml files under \(workspace.stateFolder.path)/outbox")]
            }
            let server = try SMTPServer(url: transport)
            try await SMTPLogin().attempt(server, within: .seconds(Self.seconds - 2))
            let login = server.logsIn ? "lets us in" : "serves us"
            return [.ok("mail", "SMTP by \(server.name), which \(login)")]
        }
    }

    /// What mails say of who sends them.
    var sender: Checkup.Check {
        Checkup.Check("sender") {
            let settings = workspace.mail
            let hasCampaigns = workspace.jobs.contains { !$0.campaigns.isEmpty }
            guard let from = settings.from else {
                return hasCampaigns ? [Finding("sender", Self.noSender)] : []
            }
            let address = try MailAddress(from)
            var findings: [Finding] = [.ok("sender", "mail is from \(address.domain)")]
            if settings.postalAddress == nil, hasCampaigns {
                findings.append(
                    .warning(
                        "sender", "mails have no postal address",
                        hint: "Add `postal_address:` to `mail:`; many laws ask for it."))
            }
            for dkim in settings.dkim {
                let key = URL(filePath: dkim.keyFile)
                _ = try DKIMKey(file: key)
                if Self.othersMayRead(key) {
                    findings.append(
                        .warning(
                            "sender", "others on this machine may read the key \(dkim.keyFile)",
                            hint: "chmod 600 \(dkim.keyFile)"))
                }
                if !Self.isAligned(dkim.domain, with: address.domain) {
                    findings.append(
                        .warning(
                            "sender",
                            "mail is from \(address.domain), but signed by \(dkim.domain)",
                            hint: "Sign by the sender's own domain, or DMARC does not count it."))
                }
            }
            return findings
        }
    }

    private static func othersMayRead(_ file: URL) -> Bool {
        // A file that cannot be looked at was told of before.
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        return mode & 0o004 != 0
    }

    /// Relaxed alignment (RFC 7489, 3.1.1), short of the list of public suffixes.
    private static func isAligned(_ domain: String, with sender: String) -> Bool {
        domain == sender || sender.hasSuffix(".\(domain)") || domain.hasSuffix(".\(sender)")
    }

    /// What the DNS says of the sender; nothing is asked while no mail leaves this machine.
    var records: [Checkup.Check] {
        guard workspace.mail.transport != nil, let from = workspace.mail.from,
            let domain = try? MailAddress(from).domain
        else { return [] }
        // Bounces go to the return path's domain, which SPF is about.
        let returns = workspace.mail.bounces?.address.flatMap { try? MailAddress($0).domain }
        return [
            Checkup.Check("spf") {
                let path = returns ?? domain
                let record = try SenderRecords.checkSPF(try await texts(of: path), of: path)
                return [.ok("spf", "\(path): \(record)")]
            },
            Checkup.Check("dmarc") { [try await dmarc(of: domain)] },
        ]
            + workspace.mail.dkim.map { dkim in
                Checkup.Check("dkim") { [try await published(dkim)] }
            }
    }

    private func texts(of name: String) async throws -> [String] {
        try await TextRecords(server: nameServer).of(name)
    }

    /// The record of the domain, else that of one above it (RFC 7489, 6.6.3).
    private func dmarc(of domain: String) async throws -> Finding {
        let labels = domain.split(separator: ".")
        for count in (2...max(2, labels.count)).reversed() {
            let name = labels.suffix(count).joined(separator: ".")
            let records = try await texts(of: "_dmarc.\(name)")
            guard records.isEmpty else {
                return .ok("dmarc", "\(name): \(try SenderRecords.checkDMARC(records, of: name))")
            }
        }
        return .ok("dmarc", try SenderRecords.checkDMARC([], of: domain))
    }

    private func published(_ dkim: DKIMSettings) async throws -> Finding {
        let key = try DKIMKey(file: URL(filePath: dkim.keyFile))
        let name = "\(dkim.selector)._domainkey.\(dkim.domain)"
        return .ok(
            "dkim",
            try SenderRecords.checkDKIM(
                try await texts(of: name), at: name, publicKey: key.publicText))
    }

    /// Where mail that came back is read.
    var bounces: Checkup.Check {
        Checkup.Check("bounces") {
            switch workspace.mail.bounces?.source {
            case nil: return []
            case .path(let path):
                guard FileManager.default.isReadableFile(atPath: path) else {
                    throw Self.noMailbox(path)
                }
                return [.ok("bounces", path)]
            case .imap(let url):
                _ = try await IMAPFolder(url: url).unread()
                return [.ok("bounces", "the IMAP folder can be read")]
            }
        }
    }

    private static var noSender: Problem {
        Problem(
            .definition, "nothing says from whom mail is",
            hint: "Add `from: Lantern Books <hello@lantern.example>` to `mail:`.")
    }

    private static func noMailbox(_ path: String) -> Problem {
        Problem(
            .infrastructure, "the mailbox \(path) is not there, or may not be read",
            hint: "Mend `bounces: from:`, or let this user read it.")
    }
}
