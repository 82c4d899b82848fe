import Definitions
import Foundation
import Postgres
import Testing

/// Compiled SQL and a slow reading of the same meaning must agree on everybody.
struct CompiledAgreesTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `compiled conditions agree with a slow evaluator over random histories`(
        seed: UInt64
    ) async throws {
        let shop = try await Shop.open("Europe/Berlin")
        // Two days after clocks went forward.
        let asOf = "2026-03-31T07:00:00Z"
        let now = try shop.instant(asOf)
        var random = RandomHistories(seed: seed, now: now)
        let customers = (0..<60).map { random.customer("k\($0)") }
        for customer in customers { try await customer.insert(into: shop) }
        let evaluator = SlowEvaluator(now: now, zone: shop.zone, everybody: customers)

        for _ in 0..<150 {
            let text = random.expression()
            guard case .condition(let condition) = try shop.expression(text).tree else { continue }
            let expected = customers.filter { evaluator.holds(condition, of: $0) == true }
                .map(\.id).sorted().joined(separator: " ")
            let members = try await shop.members(text, asOf: asOf)
            #expect(members == expected, "seed \(seed): \(text)")
        }
    }
}

extension SlowEvaluator.Customer {
    /// Puts the customer and their orders into a warehouse.
    func insert(into shop: Shop) async throws {
        var values: [String: String] = [:]
        if let city = city { values["city"] = "'\(city)'" }
        if let day = joinedOn { values["joined_on"] = "'\(day)'" }
        try await shop.customers(id, with: values)
        for (index, order) in orders.enumerated() {
            try await shop.order(
                "\(index)", of: id, at: order.placedAt.formatted(.iso8601),
                total: order.total.map(\.description), status: order.status,
                currency: order.currency,
                lines: order.lines.map { line in
                    (
                        line.product, NSDecimalNumber(decimal: line.quantity).intValue,
                        NSDecimalNumber(decimal: line.price).intValue
                    )
                })
        }
    }
}
