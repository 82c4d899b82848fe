package import Foundation

/// Who is told when a night goes wrong, and when it goes well again.
package struct AlertSettings: Sendable, Equatable {
    /// Addresses.
    package var mail: [String]
    package var webhook: Webhook?
    /// After how many seconds what lasts is told again; nil means never. Defaults to a day.
    package var remindSeconds: Int?
    /// After how many seconds without the database a serving process tells; nil means never. Defaults
    /// to a minute.
    package var outageSeconds: Int?

    package init(
        mail: [String] = [], webhook: Webhook? = nil, remindSeconds: Int? = 86_400,
        outageSeconds: Int? = 60
    ) {
        self.mail = mail
        self.webhook = webhook
        self.remindSeconds = remindSeconds
        self.outageSeconds = outageSeconds
    }

    /// Whether anybody is to be told.
    package var isOn: Bool { !mail.isEmpty || webhook != nil }
}

/// An address that alerts are posted to.
package struct Webhook: Sendable, Equatable {
    /// Secret: the addresses of many services are their passwords.
    package var url: URL
    /// What signs the body; secret. Defaults to no signature.
    package var key: String?

    package init(url: URL, key: String? = nil) {
        self.url = url
        self.key = key
    }
}

/// The mail that says each day what happened.
package struct DigestSettings: Sendable, Equatable {
    /// In minutes since midnight, in the workspace's zone.
    package var minutes: Int
    /// Addresses.
    package var mail: [String]

    package init(minutes: Int, mail: [String]) {
        self.minutes = minutes
        self.mail = mail
    }
}
