import Definitions
import Testing
import Warehouse

/// Customers who come just as they did the last time are known by a digest; these are the ways in
/// which that might miss a change.
struct RowDigestsTests {
    private let shop = Feed.csv(
        "shop", into: .customers, .field("id"), .field("city"), .field("consent.news"))
    private let till = Feed.csv("till", into: .customers, .field("id"), .field("city"))
    private let answers = Feed.csv(
        "answers", into: .consents, .field("customer"), .field("topic"), .field("given"),
        deleteMissing: true)
    private let people = """
        SELECT c.customer_id, c.city, k.given
        FROM tidings.customer c LEFT JOIN tidings.consent k USING (customer_id) ORDER BY 1
        """

    private func store() async throws -> Storehouse {
        let store = try await Storehouse.open()
        #expect(
            try await store.load(shop, "id,city,consent.news", "1,Ulm,yes", "2,Bonn,")
                == .rows(inserted: 2, isFirst: true))
        return store
    }

    private func loadAgain(_ store: Storehouse) async throws -> FeedFigures {
        // Other bytes with the same rows.
        try await store.load(shop, "id,city,consent.news", "1,Ulm,yes", "2,Bonn,", "")
    }

    @Test func `the same rows change nothing`() async throws {
        let store = try await store()
        let before = try await store.rows("SELECT xmin, c FROM tidings.customer c ORDER BY 2")
        #expect(try await loadAgain(store) == .rows(unchanged: 2))
        #expect(try await store.rows("SELECT xmin, c FROM tidings.customer c ORDER BY 2") == before)
    }

    @Test func `what another feed changed is brought back`() async throws {
        let store = try await store()
        #expect(
            try await store.load(till, "id,city", "1,Kiel") == .rows(updated: 1, isFirst: true))
        #expect(try await store.rows(people) == ["1 Kiel t", "2 Bonn -"])
        #expect(try await loadAgain(store) == .rows(updated: 1, unchanged: 1))
        #expect(try await store.rows(people) == ["1 Ulm t", "2 Bonn -"])
    }

    @Test func `an answer that another feed changed stays`() async throws {
        let store = try await store()
        _ = try await store.load(answers, "customer,topic,given", "1,news,no", "2,news,yes")
        #expect(try await store.rows(people) == ["1 Ulm f", "2 Bonn t"])
        #expect(try await loadAgain(store) == .rows(unchanged: 2))
        #expect(try await store.rows(people) == ["1 Ulm f", "2 Bonn t"])
    }

    @Test func `an answer that another feed took over and took away is brought back`() async throws
    {
        let store = try await store()
        var free = answers
        free.expect = Expectations(shrinkPercent: 100)
        _ = try await store.load(
            free, "customer,topic,given", "1,news,no", "2,news,yes", "2,greetings,yes")
        _ = try await store.load(free, "customer,topic,given", "2,news,yes")
        #expect(try await store.rows(people) == ["1 Ulm -", "2 Bonn t"])
        #expect(try await loadAgain(store) == .rows(updated: 1, unchanged: 1))
        #expect(try await store.rows(people) == ["1 Ulm t", "2 Bonn t"])
    }

    @Test func `another field that is mapped is compared from then on`() async throws {
        let store = try await store()
        let more = shop.mapping(.field("country"))
        #expect(
            try await store.load(
                more, "id,city,consent.news,country", "1,Ulm,yes,DE", "2,Bonn,,")
                == .rows(updated: 1, unchanged: 1))
        #expect(
            try await store.rows("SELECT country FROM tidings.customer ORDER BY customer_id")
                == ["DE", "-"])
    }
}
