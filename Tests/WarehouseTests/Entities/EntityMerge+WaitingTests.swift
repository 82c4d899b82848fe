import Definitions
import Testing
import Warehouse

struct EntityMergeWaitingTests {
    private let feed = Feed.csv(
        into: .waiting, .field("customer"), .field("product"), .field("requested_at"),
        .field("quantity"), .field("expires_on"))
    private let header = "customer,product,requested_at,quantity,expires_on"
    private let requests = """
        SELECT customer_id, product_id, requested_at, quantity, expires_on, closed_at
        FROM tidings.waiting ORDER BY 1, 2
        """

    @Test func `requests come in, change and stay as they are`() async throws {
        let store = try await Storehouse.open()
        let first = try await store.load(
            feed, header, "1,a,2026-11-01T10:00Z,2,2026-12-31", "1,b,,,", "1,b,,3,",
            "2,a,2026-11-02T10:00Z,,", at: "2026-11-05T02:00:00Z")
        #expect(first == .rows(inserted: 3, duplicate: 1, isFirst: true))
        let second = try await store.load(
            feed, header, "1,a,2026-11-01T10:00Z,3,2026-12-31", "1,b,,3,",
            "2,a,2026-11-02T10:00Z,,", at: "2026-11-06T02:00:00Z")
        #expect(second == .rows(updated: 1, unchanged: 2))
        #expect(
            try await store.rows(requests) == [
                "1 a 2026-11-01 10:00:00+00 3 2026-12-31 -",
                "1 b 2026-11-05 02:00:00+00 3 - -", "2 a 2026-11-02 10:00:00+00 - - -",
            ])
    }

    @Test func `a closed wait opens again by a later request, not by the same one`() async throws {
        let store = try await Storehouse.open()
        let row = "1,a,2026-11-01T10:00Z,,"
        _ = try await store.load(feed, header, row)
        try await store.run("UPDATE tidings.waiting SET closed_at = '2026-11-10 08:00+00'")
        _ = try await store.load(feed, header, row, "2,a,,,")
        let changed = try await store.load(feed, header, "1,a,2026-11-10T07:59Z,5,", "2,a,,,")
        #expect(changed == .rows(updated: 1, unchanged: 1))
        let closed = "SELECT closed_at FROM tidings.waiting WHERE customer_id = '1'"
        #expect(try await store.rows(closed) == ["2026-11-10 08:00:00+00"])
        let asked = try await store.load(feed, header, "1,a,2026-11-10T08:01Z,5,", "2,a,,,")
        #expect(asked == .rows(updated: 1, unchanged: 1))
        #expect(try await store.rows(closed) == ["-"])
    }

    @Test func `a request that the shop deleted is deleted here, and asked again it waits again`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(feed, header, "1,a,,,", "1,b,,,")
        try await store.run("UPDATE tidings.waiting SET closed_at = '2026-11-10 08:00+00'")
        #expect(
            try await store.load(feed, header, "1,b,,,") == .rows(unchanged: 1, deleted: 1))
        _ = try await store.load(feed, header, "1,a,,,", "1,b,,,", at: "2026-11-22T02:00:00Z")
        #expect(
            try await store.rows(requests) == [
                "1 a 2026-11-22 02:00:00+00 - - -",
                "1 b 2026-11-21 02:00:00+00 - - 2026-11-10 08:00:00+00",
            ])
    }
}
