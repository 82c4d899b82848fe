import Definitions
import Foundation
import Postgres

/// One grouped pass over accepted messages and one over what came back about messages.
struct MessagePasses {
    let asOf: AsOf
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    private var messages = AggregatePass(alias: SQLName("m", 0), time: "m.accepted_at")
    private var events = AggregatePass(alias: SQLName("e", 0), time: "e.happened_at")

    init(asOf: AsOf, restriction: SQLName?) {
        self.asOf = asOf
        self.restriction = restriction
    }

    /// A measure; NULL for customers without any row.
    mutating func measure(_ measure: MessageMeasure, _ scope: MessageScope) -> SQLText {
        aggregate(.count, .count, of: measure, scope, key: "count")
    }

    /// An aggregate over the messages `m` or the events `e` that a measure counts; NULL of none.
    mutating func aggregate(
        _ ofMessages: AggregatePass.Aggregate, _ ofEvents: AggregatePass.Aggregate,
        of measure: MessageMeasure, _ scope: MessageScope, key: String
    ) -> SQLText {
        let bounds = asOf.bounds(of: scope.window)
        switch measure {
        case .received:
            return messages.column(
                ofMessages, where: conditions(scope, table: "m"), bounds: bounds,
                key: "\(key) \(scope)")
        case .events(let kind):
            let isKind: SQLText = "e.kind = \(Value.text(kind.rawValue))::text"
            return events.column(
                ofEvents, where: [isKind] + conditions(scope, table: "e"), bounds: bounds,
                key: "\(key) \(kind) \(scope)")
        }
    }

    private func conditions(_ scope: MessageScope, table: SQLText) -> [SQLText] {
        var parts: [SQLText] = []
        if !scope.campaigns.isEmpty {
            parts.append(Match.one("\(table).campaign", of: scope.campaigns))
        }
        if !scope.topics.isEmpty { parts.append(Match.one("\(table).topic", of: scope.topics)) }
        if let url = scope.url { parts.append(Match.text("\(table).url", url)) }
        return parts
    }

    /// The passes that are used, joined to the customers `c`.
    var joins: [SQLText] {
        let now = Value.instant(asOf.instant)
        let accepted: SQLText =
            "m.state = 'accepted' AND m.accepted_at <= \(now)::timestamptz"
        let happened: SQLText = "e.happened_at <= \(now)::timestamptz"
        return [
            messages.isEmpty
                ? nil
                : messages.join(
                    "tidings.message AS m", key: "m.customer_id", always: [accepted],
                    restriction: restriction),
            events.isEmpty
                ? nil
                : events.join(
                    "tidings.event AS e", key: "e.customer_id", always: [happened],
                    restriction: restriction),
        ].compactMap { $0 }
    }
}
