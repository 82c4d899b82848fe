package import Foundation
package import Postgres

/// Orders in a currency that are left out of spend, as no rate tells what they come to.
package struct UnratedOrders: Sendable, Equatable {
    /// ISO 4217.
    package var currency: String
    package var count: Int

    package init(currency: String, count: Int) {
        self.currency = currency
        self.count = count
    }

    /// For people.
    package var line: String {
        "\(count) \(count == 1 ? "order" : "orders") in \(currency) without a rate of the day or "
            + "before: no spend"
    }

    /// All of them, by currency.
    ///
    /// - Parameters:
    ///   - currency: the workspace's, in which orders need no rate.
    ///   - timezone: the workspace's, of the day by whose rate an order counts.
    ///   - hasRates: whether a feed brings rates; if not, no other currency counts.
    ///   - runID: the run that brought them; nil means whichever.
    package static func all(
        currency: String, timezone: TimeZone, hasRates: Bool, runID: Int? = nil,
        _ connection: Connection
    ) async throws -> [UnratedOrders] {
        try await connection.execute(
            Statement("orders_without_rate", PackageResources.orders_without_rate_sql),
            [
                .text(currency), .text(timezone.identifier), .boolean(hasRates),
                runID.map { .int($0) } ?? .null,
            ]
        ).map { UnratedOrders(currency: try $0.text("currency"), count: try $0.int("orders")) }
    }
}
