package import Postgres

/// What became of the messages that a run planned for a campaign: planned = the sum of all.
package struct DeliveryFigures: Sendable, Equatable {
    package var accepted = 0
    package var refused = 0
    /// Refused for now; tried again until it expires.
    package var retrying = 0
    /// Not due yet, or not yet tried.
    package var waiting = 0
    package var expired = 0
    /// Killed between hand-over and reply: nobody can know.
    package var unknown = 0
    package var cancelled = 0
    package var suppressedAtHandOff = 0

    package init() {}

    package var sum: Int {
        accepted + refused + retrying + waiting + expired + unknown + cancelled
            + suppressedAtHandOff
    }

    /// The ledger's figures for a run and a campaign.
    package static func read(
        runID: Int, campaign: String, on connection: Connection
    ) async throws -> DeliveryFigures {
        var figures = DeliveryFigures()
        let rows = try await connection.execute(
            .deliveryFigures, [.int(runID), .text(campaign)])
        for row in rows {
            let count = try row.int("count")
            switch try row.text("state") {
            case "accepted": figures.accepted = count
            case "refused": figures.refused = count
            case "retrying": figures.retrying = count
            case "planned", "claimed": figures.waiting += count
            case "expired": figures.expired = count
            case "unknown": figures.unknown = count
            case "cancelled": figures.cancelled = count
            default: figures.suppressedAtHandOff = count
            }
        }
        return figures
    }
}
