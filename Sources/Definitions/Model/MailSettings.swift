/// Who the mail is from and how it leaves.
package struct MailSettings: Sendable {
    /// `Lantern Books <hello@lantern.example>`.
    package var from: String?
    package var replyTo: String?
    /// In every footer.
    package var postalAddress: String?
    /// An SMTP URL, secret; nil means `.eml` files under `.tidings/outbox`.
    package var transport: String?
    /// When not empty, nobody else is mailed. Addresses or whole domains (`@lantern.example`).
    package var onlyTo: [String]
    /// How many connections to the mail server at most. Defaults to 1.
    package var connections = 1
    /// How much may leave in a time. Defaults to as much as the server takes.
    package var rates: [MailRate] = []
    /// The same for what goes to one domain, by its name.
    package var domainRates: [String: [MailRate]] = [:]
    /// A new sender begins with few a day. Defaults to none.
    package var warmUp: WarmUp?
    /// With which keys mails are signed. Defaults to none.
    package var dkim: [DKIMSettings] = []
    /// Where bounces go and are read. Defaults to nowhere.
    package var bounces: BounceSettings?

    package init(
        from: String? = nil, replyTo: String? = nil, postalAddress: String? = nil,
        transport: String? = nil, onlyTo: [String] = []
    ) {
        self.from = from
        self.replyTo = replyTo
        self.postalAddress = postalAddress
        self.transport = transport
        self.onlyTo = onlyTo
    }
}

/// So many messages in a time, as `50 per second`.
package struct MailRate: Sendable, Equatable {
    package enum Unit: String, Sendable, CaseIterable {
        case second, minute, hour, day

        package var seconds: Int {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            case .day: 86_400
            }
        }
    }
    /// 1 or more.
    package var count: Int
    package var unit: Unit

    package init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

/// How many messages a day a sender that nobody knows yet may send: so many on its first day, and
/// each day by a share more.
package struct WarmUp: Sendable, Equatable {
    package var from: LocalDate
    package var firstDay: Int
    /// In percent: 50 means half as many more each day.
    package var grows: Double

    package init(from: LocalDate, firstDay: Int, grows: Double) {
        self.from = from
        self.firstDay = firstDay
        self.grows = grows
    }
}

/// A key that signs mail for a domain (RFC 6376).
package struct DKIMSettings: Sendable, Equatable {
    package var domain: String
    package var selector: String
    /// The file of the private key, absolute.
    package var keyFile: String

    package init(domain: String, selector: String, keyFile: String) {
        self.domain = domain
        self.selector = selector
        self.keyFile = keyFile
    }
}

/// Where mail that comes back goes, and where it is read.
package struct BounceSettings: Sendable, Equatable {
    /// Where bounces are read from.
    package enum Source: Sendable, Equatable {
        /// A Maildir or an mbox file, absolute.
        case path(String)
        /// An IMAP folder's URL, secret.
        case imap(String)
    }
    /// Each message gets a return path of its own, `bounce+…@lantern.example`; nil means that bounces
    /// go to `from`.
    package var address: String?
    /// nil means that they are read elsewhere.
    package var source: Source?

    package init(address: String? = nil, source: Source? = nil) {
        self.address = address
        self.source = source
    }
}
