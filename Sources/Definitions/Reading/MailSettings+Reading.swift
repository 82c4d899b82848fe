import Foundation
import Problems

extension MailSettings {
    /// Reads `mail:`.
    static func read(_ value: YAMLValue, root: URL) -> MailSettings? {
        value.mapping { keys in
            var settings = MailSettings(
                from: keys.optional("from").mailbox(),
                replyTo: keys.optional("reply_to").mailbox(),
                postalAddress: keys.optional("postal_address").headerText(),
                transport: keys.optional("transport").smtpURL(),
                onlyTo: keys.optional("only_to").listOrOne()?.compactMap { $0.recipient() } ?? [])
            settings.connections = keys.optional("connections").integer(in: 1...100) ?? 1
            settings.rates = MailRate.readAll(keys.optional("rate"))
            for entry in keys.optional("rate_to").entries() ?? [] {
                settings.domainRates[entry.name.lowercased()] = MailRate.readAll(entry.value)
            }
            settings.warmUp = WarmUp.read(keys.optional("warm_up"))
            settings.dkim =
                keys.optional("dkim").listOrOne()?.compactMap { DKIMSettings.read($0, root: root) }
                ?? []
            settings.bounces = BounceSettings.read(keys.optional("bounces"), root: root)
            return settings
        }
    }
}

extension YAMLValue {
    /// A text of one line: it goes into a header or a footer.
    fileprivate func headerText() -> String? {
        guard let text = text() else { return nil }
        guard !text.contains(where: \.isNewline) else {
            fault(.severalLines(key))
            return nil
        }
        return text
    }

    /// `Name <box@host>` or `box@host`.
    func mailbox() -> String? {
        guard let text = headerText() else { return nil }
        var address = text[...]
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            address = text[text.index(after: open)...].dropLast()
        }
        guard Self.isAddress(address) else {
            fault(.notAMailbox(key))
            return nil
        }
        return text
    }

    /// An address, or a domain as `@lantern.example`.
    fileprivate func recipient() -> String? {
        guard let text = text() else { return nil }
        guard Self.isAddress(text.hasPrefix("@") ? "x\(text)" : text[...]) else {
            fault(.notARecipient)
            return nil
        }
        return text
    }

    /// One @ between a box and a domain. What an address may be is judged when mail is sent.
    private static func isAddress(_ text: Substring) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && !text.contains { $0.isWhitespace || "<>,".contains($0) }
    }

    /// The URL of a mail server; its text is secret. An empty one is none.
    fileprivate func smtpURL() -> String? {
        guard let text = textUnlessEmpty() else { return nil }
        guard let url = URL(string: text), url.scheme == "smtp" || url.scheme == "smtps",
            url.host() != nil
        else {
            fault(.notAnSMTPURL)
            return nil
        }
        return text
    }
}

extension ValueFault {
    fileprivate static func severalLines(_ key: String) -> Self {
        Self(summary: "\"\(key)\" has several lines", hint: "Write it in one line.")
    }

    fileprivate static func notAMailbox(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not a mail address",
            hint: "Write it as \"Lantern Books <hello@lantern.example>\".")
    }

    fileprivate static let notARecipient = Self(
        summary: "an entry of \"only_to\" is neither a mail address nor a domain",
        hint: "Write me@lantern.example, or @lantern.example for everyone there.")

    fileprivate static let notAnSMTPURL = Self(
        summary: "\"transport\" is not the URL of a mail server",
        hint: """
            Write smtp://host:port or smtps://user:password@host, best as ${NAME} from the \
            environment; leave it empty for files under .tidings/outbox.
            """)
}
