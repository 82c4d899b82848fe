package import Foundation
package import Problems

/// A shop's folder of jobs and templates, read and checked.
package struct Workspace: Sendable {
    /// The folder, absolute.
    package var root: URL
    package var name: String
    /// For schedules, calendar windows and customers without a zone of their own.
    package var timezone: TimeZone
    /// BCP 47, as `zh-CN`. Defaults to `en`.
    package var locale: String
    /// ISO 4217, as `CNY`. Amounts in other currencies do not count as spend.
    package var currency: String
    /// A PostgreSQL connection URI; nil means the private cluster under `.tidings/`.
    package var database: String?
    package var sources: [String: Source]
    package var mail: MailSettings
    /// By name, in the order of the file.
    package var topics: [Topic]
    package var caps: [Cap]
    /// No mail is due inside; nil means never quiet.
    package var quietHours: QuietHours?
    /// How many days ahead higher priorities keep their place. Defaults to 0.
    package var reserveDays: Int
    /// The share of customers, in percent, that no campaign mails, to measure all of them by.
    package var controlPercent: Double?
    /// Unsubscribe, preference and click links, and what they carry.
    package var links: LinkSettings
    /// Who is told when a night goes wrong.
    package var alerts = AlertSettings()
    /// The mail that says each day what happened; nil means none.
    package var digest: DigestSettings?
    /// For how many days runs, their logs, rejects and ticks are kept.
    package var historyDays = Self.historyDays
    /// All jobs, by name.
    package var jobs: [Job]

    package static let historyDays = 180

    package init(
        root: URL, name: String, timezone: TimeZone, locale: String = "en", currency: String,
        database: String? = nil, sources: [String: Source] = [:],
        mail: MailSettings = MailSettings(), topics: [Topic] = [], caps: [Cap] = [],
        quietHours: QuietHours? = nil, reserveDays: Int = 0, controlPercent: Double? = nil,
        links: LinkSettings = LinkSettings(),
        jobs: [Job] = []
    ) {
        self.root = root
        self.name = name
        self.timezone = timezone
        self.locale = locale
        self.currency = currency
        self.database = database
        self.sources = sources
        self.mail = mail
        self.topics = topics
        self.caps = caps
        self.quietHours = quietHours
        self.reserveDays = reserveDays
        self.controlPercent = controlPercent
        self.links = links
        self.jobs = jobs
    }
}

/// A named place that data comes from.
package struct Source: Sendable {
    package enum Kind: Sendable, Equatable {
        /// A libpq connection URI. Secret: never printed.
        case postgres(uri: String)
        /// A folder, absolute.
        case folder(path: String)
        /// HTTP(S), FTP or SFTP; credentials are secret.
        case url(RemoteServer)
    }
    package var name: String
    package var kind: Kind
    /// The zone of times that carry none. Defaults to the workspace's.
    package var timezone: TimeZone
    /// How long a query of a database may run. Defaults to 30 minutes.
    package var queryTimeoutSeconds: Int
    /// How many steps may use it at once, in all processes together; nil means any number.
    package var atOnce: Int?
    package var place: Place

    package static let queryTimeoutSeconds = 1800

    package init(
        name: String, kind: Kind, timezone: TimeZone,
        queryTimeoutSeconds: Int = Self.queryTimeoutSeconds, atOnce: Int? = nil, place: Place
    ) {
        self.name = name
        self.kind = kind
        self.timezone = timezone
        self.queryTimeoutSeconds = queryTimeoutSeconds
        self.atOnce = atOnce
        self.place = place
    }
}

/// What a customer consents to and what caps count.
package struct Topic: Sendable, Equatable {
    package enum Consent: String, Sendable, CaseIterable {
        /// Mail only who said yes.
        case optIn = "opt-in"
        /// Mail everyone who has not said no.
        case optOut = "opt-out"
        /// The customer's request is the consent.
        case requested
    }
    package var name: String
    package var consent: Consent
    /// Whether a yes counts only after it was confirmed by mail. Defaults to no.
    package var confirms: Bool
    /// What customers read, by language (`""` for all others). Defaults to the name in words.
    package var titles: [String: String]

    package init(
        name: String, consent: Consent, confirms: Bool = false, titles: [String: String] = [:]
    ) {
        self.name = name
        self.consent = consent
        self.confirms = confirms
        self.titles = titles
    }

    /// What customers read: the title in their language, else the one for all, else the name.
    package func title(in locale: String) -> String {
        let language = locale.split(separator: "-").first.map(String.init) ?? locale
        return titles[locale] ?? titles[language] ?? titles[""]
            ?? name.replacing("-", with: " ")
    }
}

/// How many messages a customer may get per window.
package struct Cap: Sendable, Equatable {
    package enum Window: Sendable, Equatable {
        /// A calendar day in the customer's zone.
        case day
        /// A calendar week from Monday in the customer's zone.
        case week
        /// A calendar month in the customer's zone.
        case month
        /// An exact duration.
        case rolling(seconds: Int)
    }
    /// Defaults to what it says: `1 per day`, or `3 per 14 days (greetings, new-products)`.
    package var name: String
    /// nil means all topics.
    package var topics: [String]?
    package var atMost: Int
    package var window: Window

    package init(name: String, topics: [String]?, atMost: Int, window: Window) {
        self.name = name
        self.topics = topics
        self.atMost = atMost
        self.window = window
    }
}

/// Local times between which no mail is due; `from` may be later than `to` (over midnight).
package struct QuietHours: Sendable, Equatable {
    /// Minutes since midnight.
    package var from: Int
    /// Minutes since midnight.
    package var to: Int

    package init(from: Int, to: Int) {
        self.from = from
        self.to = to
    }
}
