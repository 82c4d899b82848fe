import Audiences
import Definitions
import Testing
import Warehouse

/// What expressions say of whom they follow.
struct DependenciesTests {
    private func dependencies(_ text: String) async throws -> Dependencies {
        Dependencies(of: try await Shop.open().expression(text))
    }

    @Test func `an expression follows the rows that it reads`() async throws {
        #expect(try await dependencies("city = x").rows == [.customer])
        #expect(
            try await dependencies("orders >= 2 and consent.news = yes").rows
                == [.customer, .order, .consent])
        #expect(
            try await dependencies("spend(ever, brand = b) > 1").rows
                == [.customer, .order, .product, .rate])
        #expect(
            try await dependencies("in segment staff or received(campaign = card) > 1").rows
                == [.customer, .segment, .message])
        #expect(
            try await dependencies("tier(membership) = gold or waiting > 0").rows
                == [.customer, .tier, .waiting])
    }

    @Test func `what others decide is everyone's, a rank by counts is not`() async throws {
        #expect(try await dependencies("top 5% by spend").everyone == [])
        #expect(try await dependencies("decile by days since last order = 1").everyone == [])
        let share = try await dependencies("city = x and top 80% of spend")
        #expect(share.everyone.map(\.description) == ["top 80% of spend(ever)"])
        let percentile = try await dependencies(
            "days since last order > p90 of days between orders")
        #expect(
            percentile.everyone.map(\.description)
                == ["days since last order > p90 of days between orders(ever)"])
    }
}
