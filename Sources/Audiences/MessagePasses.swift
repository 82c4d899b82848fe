import Definitions
import Postgres

/// One grouped pass over accepted messages and one over what came back about messages.
struct MessagePasses {
    let asOf: AsOf
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    private var messages = AggregatePass(alias: SQLName("m", 0))
    private var events = AggregatePass(alias: SQLName("e", 0))

    init(asOf: AsOf, restriction: SQLName?) {
        self.asOf = asOf
        self.restriction = restriction
    }

    mutating func received(_ scope: MessageScope) -> SQLText {
        let filter = conditions(scope, time: "m.accepted_at", table: "m")
        return messages.column(
            "count(*)", where: filter, bounds: asOf.bounds(of: scope.window), key: "\(scope)")
    }

    mutating func events(_ kind: EventKind, _ scope: MessageScope) -> SQLText {
        let isKind: SQLText = "e.kind = \(Value.text(kind.rawValue))::text"
        let filter = conditions(scope, time: "e.happened_at", table: "e")
        return events.column(
            "count(*)", where: [isKind] + filter, bounds: asOf.bounds(of: scope.window),
            key: "\(kind) \(scope)")
    }

    private func conditions(
        _ scope: MessageScope, time: SQLText, table: SQLText
    ) -> [SQLText] {
        let bounds = asOf.bounds(of: scope.window)
        var parts: [SQLText] = []
        if let from = bounds.from {
            parts.append("\(time) >= \(Value.instant(from))::timestamptz")
        }
        if let until = bounds.until {
            parts.append("\(time) < \(Value.instant(until))::timestamptz")
        }
        if !scope.campaigns.isEmpty {
            parts.append(Match.one("\(table).campaign", of: scope.campaigns))
        }
        if !scope.topics.isEmpty { parts.append(Match.one("\(table).topic", of: scope.topics)) }
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
                    "tidings.message AS m", key: "m.customer_id", time: "m.accepted_at",
                    always: [accepted], restriction: restriction),
            events.isEmpty
                ? nil
                : events.join(
                    "tidings.event AS e", key: "e.customer_id", time: "e.happened_at",
                    always: [happened], restriction: restriction),
        ].compactMap { $0 }
    }
}
