import Definitions
import Foundation
import Postgres

/// One grouped pass over the open requests to be told that a product is back.
struct WaitingPass {
    let asOf: AsOf
    let money: Money
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    private var requests = AggregatePass(
        alias: SQLName("w", 0), time: "w.requested_at")

    init(asOf: AsOf, money: Money, restriction: SQLName?) {
        self.asOf = asOf
        self.money = money
        self.restriction = restriction
    }

    /// How many; NULL for customers without any.
    mutating func count(_ scope: WaitingScope) -> SQLText {
        aggregate(.count, scope, key: "count")
    }

    /// An aggregate over the requests `w`; NULL of none.
    mutating func aggregate(
        _ aggregate: AggregatePass.Aggregate, _ scope: WaitingScope, key: String
    ) -> SQLText {
        let match = Match(asOf: asOf, money: money)
        return requests.column(
            aggregate, where: scope.products.map(match.request),
            bounds: asOf.bounds(of: scope.window), key: "\(key) \(scope)")
    }

    /// When the earliest was made; NULL for customers without any that has a date.
    mutating func earliest() -> SQLText {
        requests.column(
            .first("w.requested_at"), where: [], bounds: AsOf.Bounds(), key: "earliest")
    }

    /// The pass, if it is used, joined to the customers `c`.
    var joins: [SQLText] {
        guard !requests.isEmpty else { return [] }
        let isOpen: SQLText = """
            w.closed_at IS NULL \
            AND (w.expires_on IS NULL OR w.expires_on >= \(asOf.today.value)::date) \
            AND (w.requested_at IS NULL \
            OR w.requested_at <= \(Value.instant(asOf.instant))::timestamptz)
            """
        return [
            requests.join(
                "tidings.waiting AS w", key: "w.customer_id", always: [isOpen],
                restriction: restriction)
        ]
    }
}
