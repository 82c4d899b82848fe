import Definitions
import Testing
import Warehouse

struct EntityMergeProductsTests {
    private let feed = Feed.csv(
        into: .products, .field("id"), .field("title"), .field("price"), .field("categories"))
    private let header = "id,title,price,categories"

    @Test func `what comes with a feed's first load is no news, what comes later is`()
        async throws
    {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "1,One,9.90,", at: "2026-11-01T02:00:00Z")
        _ = try await store.load(
            feed, header, "1,One,9.90,", "2,Two,8,", at: "2026-11-02T02:00:00Z")
        // A second feed's first load sets a state too.
        let other = Feed.csv("other", into: .products, .field("id"))
        _ = try await store.load(other, "id", "2", "3", at: "2026-11-03T02:00:00Z")
        #expect(
            try await store.rows("SELECT product_id, new_at FROM tidings.product ORDER BY 1")
                == ["1 -", "2 2026-11-02 02:00:00+00", "3 -"])
    }

    @Test func `money keeps its digits, and equal amounts are no change`() async throws {
        let store = try await Storehouse.open()
        let first = try await store.load(
            feed, header, "1,One,12345678901234567890.10,A > B;C", "2,Two,,", "3,Three,5,C")
        #expect(first == .rows(inserted: 3, isFirst: true))
        #expect(
            try await store.rows(
                "SELECT product_id, price, categories FROM tidings.product ORDER BY 1")
                == ["1 12345678901234567890.10 {\"A > B\",C}", "2 - {}", "3 5 {C}"])
        let second = try await store.load(
            feed, header, "1,One,12345678901234567890.1,A > B;C", "2,Two,,", "3,Three,5.00,C;D")
        #expect(second == .rows(updated: 1, unchanged: 2))
    }

    @Test func `an update writes mapped fields and keeps when the product was new`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "1,One,1,", at: "2026-11-01T02:00:00Z")
        _ = try await store.load(feed, header, "1,One,1,", "2,Two,2,", at: "2026-11-02T02:00:00Z")
        let brands = Feed.csv(
            "brands", into: .products, .field("id"), .field("brand"), .field("importance"))
        #expect(
            try await store.load(
                brands, "id,brand,importance", "2,Acme,80", "2,Apex,90",
                at: "2026-11-03T02:00:00Z") == .rows(updated: 1, duplicate: 1, isFirst: true))
        #expect(
            try await store.load(
                feed, header, "1,One,1,", "2,Zwei,2,", at: "2026-11-04T02:00:00Z")
                == .rows(updated: 1, unchanged: 1))
        #expect(
            try await store.rows(
                """
                SELECT product_id, title, price, brand, importance, new_at, first_load_id, load_id
                FROM tidings.product ORDER BY 1
                """) == [
                    "1 One 1 - - - 1 1", "2 Zwei 2 Apex 90 2026-11-02 02:00:00+00 2 4",
                ])
    }

    @Test func `a product that left a full feed is removed, and new again when it comes back`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(feed, header, "1,One,1,", "2,Two,2,", at: "2026-11-01T02:00:00Z")
        #expect(
            try await store.load(feed, header, "1,One,1,", at: "2026-11-02T02:00:00Z")
                == .rows(unchanged: 1, deleted: 1))
        #expect(
            try await store.load(
                feed, header, "1,One,1,", "2,Two,2,", at: "2026-11-03T02:00:00Z")
                == .rows(inserted: 1, unchanged: 1))
        #expect(
            try await store.rows("SELECT product_id, new_at FROM tidings.product ORDER BY 1")
                == ["1 -", "2 2026-11-03 02:00:00+00"])
    }
}
