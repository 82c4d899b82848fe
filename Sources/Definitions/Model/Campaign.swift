package import Problems

/// A trigger, an audience, a template, a topic, a priority and a send window.
package struct Campaign: Sendable {
    package var name: String
    package var trigger: Trigger
    /// nil means everyone whom the trigger names.
    package var audience: CheckedExpression?
    /// The template's name: `birthday` is `Templates/birthday.html`.
    package var template: String
    package var topic: String
    /// Higher goes first. Defaults to 50.
    package var priority: Int
    package var send: SendTime
    /// Seconds after the send time at which the message is no longer worth sending.
    package var expiresSeconds: Int
    /// The most messages a run may plan; more stops the campaign.
    package var guardAtMost: Int?
    /// ISO dates, inclusive.
    package var from: String?
    package var until: String?
    /// The name under which the ledger knew this campaign.
    package var formerName: String?
    /// nil means the workspace's as they are.
    package var utm: CampaignUTM?
    package var place: Place
    package var templatePlace: Place

    package init(
        name: String, trigger: Trigger, audience: CheckedExpression? = nil, template: String,
        topic: String, priority: Int = 50, send: SendTime = SendTime(),
        expiresSeconds: Int = 86_400, guardAtMost: Int? = nil, from: String? = nil,
        until: String? = nil, formerName: String? = nil, utm: CampaignUTM? = nil,
        place: Place, templatePlace: Place
    ) {
        self.name = name
        self.trigger = trigger
        self.audience = audience
        self.template = template
        self.topic = topic
        self.priority = priority
        self.send = send
        self.expiresSeconds = expiresSeconds
        self.guardAtMost = guardAtMost
        self.from = from
        self.until = until
        self.formerName = formerName
        self.utm = utm
        self.place = place
        self.templatePlace = templatePlace
    }
}

/// When a planned message is due.
package struct SendTime: Sendable, Equatable {
    /// Minutes since midnight; nil means as soon as it is planned.
    package var at: Int?
    /// Whether `at` is in the customer's zone (the default) or the workspace's.
    package var inCustomerZone: Bool

    package init(at: Int? = nil, inCustomerZone: Bool = true) {
        self.at = at
        self.inCustomerZone = inCustomerZone
    }
}

/// What makes a campaign mail somebody.
package enum Trigger: Sendable, Equatable {
    case birthday(Birthday)
    case newProducts(NewProducts)
    case restock(Restock)
    case segment(SegmentMove, String)
    case tier(TierMove, programme: String)
    /// Who said yes to the campaign's topic and has not confirmed it yet.
    case confirm

    package struct Birthday: Sendable, Equatable {
        package enum LeapDay: String, Sendable, CaseIterable {
            case february28 = "feb 28"
            case march1 = "mar 1"
            case skip
        }
        package enum Calendar: String, Sendable, CaseIterable {
            case asGiven = "as given"
            case solar
            case lunar
        }
        /// The day in years without 29 February. Defaults to feb 28.
        package var leapDay: LeapDay
        /// Defaults to as given.
        package var calendar: Calendar
        /// Defaults to 0.
        package var daysBefore: Int

        package init(
            leapDay: LeapDay = .february28, calendar: Calendar = .asGiven, daysBefore: Int = 0
        ) {
            self.leapDay = leapDay
            self.calendar = calendar
            self.daysBefore = daysBefore
        }
    }

    package struct NewProducts: Sendable, Equatable {
        package enum Match: String, Sendable, CaseIterable { case category, author }
        /// The most products of one mail. Defaults to 6.
        package var atMost: Int
        /// Fewer than this: no mail. Defaults to 1.
        package var atLeast: Int
        /// By what a product is matched with what the customer bought. Defaults to both.
        package var match: [Match]
        /// How long a product counts as new, in days. Defaults to 30.
        package var newForDays: Int

        package init(
            atMost: Int = 6, atLeast: Int = 1, match: [Match] = Match.allCases,
            newForDays: Int = 30
        ) {
            self.atMost = atMost
            self.atLeast = atLeast
            self.match = match
            self.newForDays = newForDays
        }
    }

    package struct Restock: Sendable, Equatable {
        /// Messages per unit available. Defaults to 1.
        package var factor: Double
        /// How long a request is kept, in days; nil means for ever. Defaults to 180.
        package var waitDays: Int?
        /// The programme that ranks the waiting; nil means first come, first told.
        package var rankBy: String?

        package init(factor: Double = 1, waitDays: Int? = 180, rankBy: String? = nil) {
            self.factor = factor
            self.waitDays = waitDays
            self.rankBy = rankBy
        }
    }

    package enum SegmentMove: String, Sendable, CaseIterable { case enters, leaves, `in` }
    package enum TierMove: String, Sendable, CaseIterable { case up, down }
}
