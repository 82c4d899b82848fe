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

    /// All of them, by currency.
    ///
    /// - Parameters:
    ///   - currency: the workspace's, in which orders need no rate.
    ///   - timezone: the workspace's, of the day by whose rate an order counts.
    ///   - hasRates: whether a feed brings rates; if not, no other currency counts.
    package static func all(
        currency: String, timezone: TimeZone, hasRates: Bool, _ connection: Connection
    ) async throws -> [UnratedOrders] {
        try await connection.execute(
            Statement("orders_without_rate", PackageResources.orders_without_rate_sql),
            [.text(currency), .text(timezone.identifier), .boolean(hasRates)]
        ).map { UnratedOrders(currency: try $0.text("currency"), count: try $0.int("orders")) }
    }
}
