/// A date or an instant of a customer.
package enum Moment: Sendable, Hashable {
    case joinedOn
    /// When the first order that counts as an order was placed.
    case firstOrder
    /// When the last order that counts as an order was placed.
    case lastOrder
    /// Since when the current level of a programme is held.
    case tierSince(programme: String)
    /// Since when the customer waits for a product: the earliest request that is still open.
    case waitingSince
    /// Of type date, or undeclared and written as a date.
    case attribute(Attribute)
}

extension Moment {
    /// The moments with a name of one word, but `tier_since`.
    static let plain: [Moment] = [.joinedOn, .firstOrder, .lastOrder, .waitingSince]

    /// Whether it is a day without a time of day.
    package var isDay: Bool {
        switch self {
        case .joinedOn, .attribute: true
        case .firstOrder, .lastOrder, .tierSince, .waitingSince: false
        }
    }

    /// After `days since`; nil of an attribute.
    var event: String {
        switch self {
        case .joinedOn: "joining"
        case .firstOrder: "first order"
        case .lastOrder: "last order"
        case .tierSince(let programme): "tier(\(Quoted.word(programme)))"
        case .waitingSince: "waiting"
        case .attribute(let attribute): attribute.description
        }
    }
}

extension Moment: CustomStringConvertible {
    package var description: String {
        switch self {
        case .joinedOn: "joined_on"
        case .firstOrder: "first_order_at"
        case .lastOrder: "last_order_at"
        case .tierSince(let programme): "tier_since(\(Quoted.word(programme)))"
        case .waitingSince: "waiting_since"
        case .attribute(let attribute): attribute.description
        }
    }
}
