import Foundation
import Problems

extension AlertSettings {
    /// Reads `alerts:`.
    static func read(_ value: YAMLValue) -> AlertSettings? {
        value.mapping { keys in
            let mail = keys.optional("mail").addresses()
            let webhook = Webhook.read(keys.optional("webhook"))
            return AlertSettings(
                mail: mail, webhook: webhook,
                remindSeconds: keys.optional("remind").durationOrNever(default: 86_400),
                outageSeconds: keys.optional("outage").durationOrNever(default: 60))
        }
    }
}

extension Webhook {
    /// Reads `webhook:`, an address or `{url: …, key: …}`.
    fileprivate static func read(_ value: YAMLValue) -> Webhook? {
        if value.isScalar { return value.webhookURL().map { Webhook(url: $0) } }
        return value.mapping { keys in
            let url = keys.optional("url").webhookURL()
            let key = keys.optional("key").textUnlessEmpty()
            return url.map { Webhook(url: $0, key: key) }
        }
    }
}

extension DigestSettings {
    /// Reads `digest:`.
    static func read(_ value: YAMLValue) -> DigestSettings? {
        value.mapping { keys in
            let minutes = keys.required("at", "at: \"07:00\"").timeOfDay()
            let mail = keys.required("mail", "mail: shop@lantern.example").addresses()
            return minutes.map { DigestSettings(minutes: $0, mail: mail) }
        }
    }
}

extension YAMLValue {
    /// Mail addresses; an empty text is none of them (`mail: ${ALERTS_TO:-}`).
    fileprivate func addresses() -> [String] {
        (listOrOne() ?? []).compactMap { value in
            value.textUnlessEmpty() == nil ? nil : value.mailbox()
        }
    }

    /// Seconds; nil for `never`.
    fileprivate func durationOrNever(default seconds: Int) -> Int? {
        isScalar && scalar()?.text == "never" ? nil : duration() ?? seconds
    }

    /// `https://…`, or `http://…` on this machine; an empty text is none.
    fileprivate func webhookURL() -> URL? {
        guard let text = textUnlessEmpty() else { return nil }
        let local = ["localhost", "127.0.0.1", "::1"]
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty,
            url.scheme == "https" || url.scheme == "http" && local.contains(host)
        else {
            fault(.notAWebhook(key))
            return nil
        }
        return url
    }

    /// For how many days history is kept.
    func history() -> Int? {
        guard let days = days() else { return nil }
        guard days >= 7 else {
            fault(.shortHistory)
            return nil
        }
        return days
    }
}

extension ValueFault {
    fileprivate static func notAWebhook(_ key: String) -> Self {
        Self(
            summary: "\"\(key)\" is not an address that alerts can be posted to",
            hint: """
                Write https://…, best as ${NAME} from the environment; http:// is for this \
                machine alone.
                """)
    }

    fileprivate static let shortHistory = Self(
        summary: "history is kept for 7 days at least",
        hint: "What went wrong last weekend is looked at on Monday: write \"history: 180 days\".")

    /// Alerts or digests by mail from nobody.
    static let noSender = Self(
        summary: "alerts and digests go by mail, but \"mail\" does not say from whom",
        hint: "Add \"from: Lantern Books <hello@lantern.example>\" to \"mail:\".")
}
