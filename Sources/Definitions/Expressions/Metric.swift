/// A number or an amount of money of a customer: what is measured, over a scope.
package enum Metric: Sendable, Hashable {
    case orders(OrderMeasure, OrderScope)
    case messages(MessageMeasure, MessageScope)
    /// Requests to be told that a product is back which are still open.
    case waiting(WaitingScope)
    /// Local days from a moment to the as-of day; unknown without the moment.
    case daysSince(Moment)
    /// Of type number or money, or undeclared and written as a number; else unknown.
    case attribute(Attribute)
    /// Full years since birth by the solar calendar; unknown without a year, and of lunar
    /// birthdays.
    case age
}

/// What is measured of orders.
///
/// An order counts as an order when its status is `sale` and its lines do not sum up to negative
/// units. An order that was returned or cancelled adds no positive amount or units, negative ones
/// subtract. Where a scope names statuses, orders of these count as they are.
package enum OrderMeasure: String, Sendable, CaseIterable {
    /// How many; 0 of none.
    case count = "orders"
    /// An order's total where it is mapped, else its lines; 0 of none. Money of another currency
    /// counts by the rate of the order's local day, else the latest rate before; without one it
    /// does not count.
    case spend
    /// Units; 0 of none.
    case items
    /// How many different products, of lines that add units; 0 of none.
    case products = "distinct products"
    /// Spend by number of orders; unknown without an order.
    case average = "average order"
    /// Local days from the first to the last order by one less than their number; unknown
    /// without two orders.
    case daysBetween = "days between orders"
}

/// What is measured of messages: how many.
package enum MessageMeasure: Sendable, Hashable {
    /// Messages that were accepted.
    case received
    /// What came back about messages.
    case events(EventKind)
}

/// The facts about messages that come back.
package enum EventKind: String, Sendable, CaseIterable {
    case opened, clicked, bounced, complained, unsubscribed

    /// The kinds that a feed may bring: the provider also tells what its server accepted.
    package static let ofFeeds = ["accepted"] + allCases.map(\.rawValue)
}

extension Metric {
    /// Whether it is a count or a sum: 0, and not unknown, of nothing.
    package var isCounted: Bool {
        switch self {
        case .orders(.average, _), .orders(.daysBetween, _): false
        case .orders, .messages, .waiting: true
        case .daysSince, .attribute, .age: false
        }
    }

    /// Whether it is money; nil when that cannot be known.
    var isMoney: Bool? {
        switch self {
        case .orders(.spend, _), .orders(.average, _): true
        case .attribute(let attribute):
            switch attribute.type {
            case .money: true
            case .open: nil
            default: false
            }
        default: false
        }
    }

    /// Whether orders in another currency matter to it.
    package var readsMoney: Bool {
        switch self {
        case .orders(.spend, _), .orders(.average, _): true
        default: false
        }
    }

    var programme: String? {
        if case .daysSince(.tierSince(let programme)) = self { programme } else { nil }
    }
}

extension Metric: CustomStringConvertible {
    package var description: String {
        switch self {
        case .orders(let measure, let scope): "\(measure.rawValue)(\(scope))"
        case .messages(.received, let scope): "received(\(scope))"
        case .messages(.events(let kind), let scope): "\(kind.rawValue)(\(scope))"
        case .waiting(let scope): "waiting(\(scope))"
        case .daysSince(let moment): "days since \(moment.event)"
        case .attribute(let attribute): attribute.description
        case .age: "age"
        }
    }
}
