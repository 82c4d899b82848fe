/// The names of a workspace that an expression may use.
package struct ExpressionNames: Sendable {
    package var segments: Set<String>
    /// The tiers of each programme, from the lowest to the highest.
    package var tiers: [String: [String]]
    package var campaigns: Set<String>
    package var topics: Set<String>
    /// The workspace's currency; nil lets an amount carry any code.
    package var currency: String?
    /// Whether a feed brings the rates of other currencies.
    package var hasRates: Bool
    package var attributes: DeclaredAttributes

    package init(
        segments: Set<String> = [], tiers: [String: [String]] = [:],
        campaigns: Set<String> = [], topics: Set<String> = [], currency: String? = nil,
        hasRates: Bool = false, attributes: DeclaredAttributes = DeclaredAttributes()
    ) {
        self.segments = segments
        self.tiers = tiers
        self.campaigns = campaigns
        self.topics = topics
        self.currency = currency
        self.hasRates = hasRates
        self.attributes = attributes
    }
}

/// The types of custom attributes by their names. An entity of which none is declared may have
/// any, of type `open`.
package struct DeclaredAttributes: Sendable, Equatable {
    package var customers: [String: AttributeType]
    package var orders: [String: AttributeType]
    package var products: [String: AttributeType]

    package init(
        customers: [String: AttributeType] = [:], orders: [String: AttributeType] = [:],
        products: [String: AttributeType] = [:]
    ) {
        self.customers = customers
        self.orders = orders
        self.products = products
    }
}
