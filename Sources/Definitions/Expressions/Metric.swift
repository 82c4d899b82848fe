/// A number or an amount of money that every customer has.
///
/// A count or sum of nothing is 0. An order counts as an order when its status is `sale` and its
/// lines do not sum up to negative units. Spend is an order's total where it is mapped, else its
/// lines; an order that was returned or cancelled adds no positive amount or units, negative ones
/// subtract. Spend leaves aside orders in another currency than the workspace's.
package enum Metric: Sendable, Hashable {
    case orders(OrderScope)
    case spend(OrderScope)
    /// Units.
    case items(OrderScope)
    /// Messages that were accepted.
    case received(MessageScope)
    case events(EventKind, MessageScope)
    /// Local days from a moment to the as-of day; unknown without the moment.
    case daysSince(Moment)
    /// An attribute that is written as a number; else unknown.
    case attribute(String)
}

/// Which orders, or which of their lines, count.
package struct OrderScope: Sendable, Hashable {
    package var window: Window
    /// By what lines are chosen; all must hold. Empty means whole orders.
    package var products: [ProductFilter]
    /// Sorted; empty means any.
    package var channels: [String]

    package init(
        window: Window = .ever, products: [ProductFilter] = [], channels: [String] = []
    ) {
        self.window = window
        self.products = products
        self.channels = channels
    }
}

/// A choice of products. The lists are sorted and not empty; one of them must match.
package enum ProductFilter: Sendable, Hashable {
    case product([String])
    /// Paths as `Fiction > Crime`: the category itself and all below it.
    case categoryUnder([String])
    case brand([String])
    case author([String])
}

/// Which messages, or which events about them, count.
package struct MessageScope: Sendable, Hashable {
    package var window: Window
    /// Sorted; empty means any.
    package var campaigns: [String]
    /// Sorted; empty means any.
    package var topics: [String]

    package init(window: Window = .ever, campaigns: [String] = [], topics: [String] = []) {
        self.window = window
        self.campaigns = campaigns
        self.topics = topics
    }
}

/// The facts about messages that come back.
package enum EventKind: String, Sendable, CaseIterable {
    case opened, clicked, bounced, complained, unsubscribed

    /// The kinds that a feed may bring: the provider also tells what its server accepted.
    package static let ofFeeds = ["accepted"] + allCases.map(\.rawValue)
}

extension Metric: CustomStringConvertible {
    package var description: String {
        switch self {
        case .orders(let scope): "orders(\(scope))"
        case .spend(let scope): "spend(\(scope))"
        case .items(let scope): "items(\(scope))"
        case .received(let scope): "received(\(scope))"
        case .events(let kind, let scope): "\(kind.rawValue)(\(scope))"
        case .daysSince(.joined_on): "days since joining"
        case .daysSince(.first_order_at): "days since first order"
        case .daysSince(.last_order_at): "days since last order"
        case .attribute(let name): "attributes.\(name)"
        }
    }
}

extension OrderScope: CustomStringConvertible {
    package var description: String {
        let channel = channels.isEmpty ? [] : ["channel in \(Quoted.list(channels))"]
        return ([window.description] + products.map(\.description) + channel)
            .joined(separator: ", ")
    }
}

extension ProductFilter: CustomStringConvertible {
    package var description: String {
        switch self {
        case .product(let ids): "product in \(Quoted.list(ids))"
        case .categoryUnder(let paths): "category under \(Quoted.list(paths))"
        case .brand(let names): "brand in \(Quoted.list(names))"
        case .author(let names): "author in \(Quoted.list(names))"
        }
    }
}

extension MessageScope: CustomStringConvertible {
    package var description: String {
        let campaign = campaigns.isEmpty ? [] : ["campaign in \(Quoted.list(campaigns))"]
        let topic = topics.isEmpty ? [] : ["topic in \(Quoted.list(topics))"]
        return ([window.description] + campaign + topic).joined(separator: ", ")
    }
}
