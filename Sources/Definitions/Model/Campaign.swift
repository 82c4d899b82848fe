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
    /// The share of customers, in percent, that gets none of its mail, to measure it by.
    package var holdoutPercent: Double?
    /// Mails of which each customer gets one, to compare them; empty when there is one mail.
    package var variants: [Variant]
    package var vouchers: VoucherUse?
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
        expiresSeconds: Int = 86_400, guardAtMost: Int? = nil,
        holdoutPercent: Double? = nil, variants: [Variant] = [], vouchers: VoucherUse? = nil,
        from: String? = nil, until: String? = nil, formerName: String? = nil,
        utm: CampaignUTM? = nil, place: Place, templatePlace: Place
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
        self.holdoutPercent = holdoutPercent
        self.variants = variants
        self.vouchers = vouchers
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
