/// The names of a workspace that an expression may use. Attributes are open: any name, text.
package struct ExpressionNames: Sendable {
    package var segments: Set<String>
    /// The tiers of each programme, from the lowest to the highest.
    package var tiers: [String: [String]]
    package var campaigns: Set<String>
    package var topics: Set<String>
    /// The workspace's currency; nil lets an amount carry any code.
    package var currency: String?

    package init(
        segments: Set<String> = [], tiers: [String: [String]] = [:],
        campaigns: Set<String> = [], topics: Set<String> = [], currency: String? = nil
    ) {
        self.segments = segments
        self.tiers = tiers
        self.campaigns = campaigns
        self.topics = topics
        self.currency = currency
    }
}
