import Definitions
import Postgres

/// How the amounts of orders `o` become money of the workspace.
struct Money: Hashable {
    /// ISO 4217, the workspace's.
    let currency: String
    /// Whether orders in another currency count, by the rates that feeds bring. If not, they are
    /// left out without looking, so that a shop with one currency pays nothing.
    let hasRates: Bool
    /// IANA, of the day by whose rate an order counts.
    let zone: String

    /// How expressions are read: what was kept of another reading means nothing.
    var basis: String { "\(zone) \(currency)\(hasRates ? " and others" : ""), \(Self.reading)" }

    /// Raise it when an expression comes to mean something else than in an earlier version of
    /// Tidings: what that kept is computed anew.
    private static let reading = "reading 1"

    /// Whether an order's amounts are in the workspace's currency.
    private var isOwn: SQLText { "o.currency IS NULL OR o.currency = \(Value.text(currency))" }

    /// What must hold of an order whose money counts, if that can be said without its rate.
    var filter: [SQLText] { hasRates ? [] : [isOwn] }

    /// An amount of an order in the workspace's currency; NULL without a rate.
    func converted(_ amount: SQLText) -> SQLText {
        guard hasRates else { return amount }
        return """
            (CASE WHEN \(isOwn) THEN \(amount) ELSE (\(amount)) * (SELECT x.rate \
            FROM tidings.rate AS x WHERE x.currency = o.currency \
            AND x.rated_on <= (o.placed_at AT TIME ZONE \(Value.text(zone))::text)::date \
            ORDER BY x.rated_on DESC LIMIT 1) END)
            """
    }

    /// An amount of an order for a test of its own, which is unknown of other currencies that do
    /// not count.
    func tested(_ amount: SQLText) -> SQLText {
        hasRates ? converted(amount) : "(CASE WHEN \(isOwn) THEN \(amount) END)"
    }
}
