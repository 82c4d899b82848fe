import Definitions
import Testing
import Warehouse

struct EntityMergeStockTests {
    private let feed = Feed.csv(into: .stock, .field("product"), .field("available"))
    private let header = "product,available"
    private let arrivals = """
        SELECT product_id, arrived_at, available, load_id FROM tidings.arrival ORDER BY 2, 1
        """
    private let levels = """
        SELECT product_id, available, in_stock FROM tidings.stock ORDER BY 1
        """

    @Test func `the first load sets the state and is no arrival`() async throws {
        let store = try await Storehouse.open()
        let first = try await store.load(feed, header, "a,5", "b,0", "c,", "d,-2", "a,7")
        #expect(first == .rows(inserted: 4, duplicate: 1, isFirst: true))
        #expect(try await store.rows(levels) == ["a 7 t", "b 0 f", "c - f", "d -2 f"])
        #expect(try await store.rows(arrivals) == [])
    }

    @Test func `stock that rises between two loads has arrived, by however little`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "a,5", "b,0", "c,3", "d,4", "e,")
        let second = try await store.load(
            feed, header, "a,6", "b,0.5", "c,2", "d,4", "e,1", "f,1", "g,0",
            at: "2026-11-22T02:00:00Z")
        #expect(second == .rows(inserted: 2, updated: 4, unchanged: 1))
        #expect(
            try await store.rows(arrivals) == [
                "a 2026-11-22 02:00:00+00 6 2", "b 2026-11-22 02:00:00+00 0.5 2",
                "e 2026-11-22 02:00:00+00 1 2", "f 2026-11-22 02:00:00+00 1 2",
            ])
    }

    @Test func `several arrivals on one day are several, and a file that goes back is read again`()
        async throws
    {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "a,0")
        for (hour, available) in [("10", 2), ("12", 0), ("14", 2), ("16", 9)] {
            let figures = try await store.load(
                feed, header, "a,\(available)", at: "2026-11-21T\(hour):00:00Z")
            #expect(figures == .rows(updated: 1))
        }
        #expect(
            try await store.rows(arrivals) == [
                "a 2026-11-21 10:00:00+00 2 2", "a 2026-11-21 14:00:00+00 2 4",
                "a 2026-11-21 16:00:00+00 9 5",
            ])
    }

    @Test func `the same file twice is one arrival`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "a,0")
        _ = try await store.load(feed, header, "a,2")
        #expect(try await store.load(feed, header, "a,2") == .rows(unchanged: 1, sameFile: true))
        #expect(try await store.rows(arrivals).count == 1)
    }

    @Test func `what left a full feed has arrived when it comes back`() async throws {
        let store = try await Storehouse.open()
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(feed, header, "a,5", "b,1")
        #expect(try await store.load(feed, header, "b,1") == .rows(unchanged: 1, deleted: 1))
        #expect(try await store.rows(levels) == ["b 1 t"])
        _ = try await store.load(feed, header, "a,3", "b,1", at: "2026-11-23T02:00:00Z")
        #expect(try await store.rows(arrivals) == ["a 2026-11-23 02:00:00+00 3 3"])
    }

    @Test func `what is missing from a feed of changes keeps its stock`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "a,5", "b,1")
        _ = try await store.load(feed, header, "b,2")
        _ = try await store.load(feed, header, "a,5", "b,2")
        #expect(try await store.rows(levels) == ["a 5 t", "b 2 t"])
        #expect(try await store.rows("SELECT product_id FROM tidings.arrival") == ["b"])
    }

    @Test func `a feed that says only in stock or not has arrivals without units`() async throws {
        let store = try await Storehouse.open()
        let flags = Feed.csv(
            into: .stock, .field("product"),
            .field("in_stock", "state", values: ["in stock": "yes", "sold out": "no"]))
        _ = try await store.load(flags, "product,state", "a,in stock", "b,sold out", "c,")
        #expect(try await store.rows(levels) == ["a - t", "b - f", "c - f"])
        let second = try await store.load(
            flags, "product,state", "a,in stock", "b,in stock", "c,on its way",
            at: "2026-11-22T02:00:00Z")
        #expect(second == .rows(updated: 1, unchanged: 1, rejected: 1))
        #expect(try await store.rows(levels) == ["a - t", "b - t", "c - f"])
        #expect(try await store.rows(arrivals) == ["b 2026-11-22 02:00:00+00 - 2"])
    }

    @Test func `the flag outweighs the units when a feed has both`() async throws {
        let store = try await Storehouse.open()
        let both = feed.mapping(.field("in_stock", "sellable"))
        _ = try await store.load(both, "product,available,sellable", "a,5,no", "b,0,yes", "c,2,")
        #expect(try await store.rows(levels) == ["a 5 f", "b 0 t", "c 2 t"])
        _ = try await store.load(
            both, "product,available,sellable", "a,5,yes", "b,0,yes", "c,2,",
            at: "2026-11-22T02:00:00Z")
        #expect(try await store.rows(arrivals) == ["a 2026-11-22 02:00:00+00 5 2"])
    }

    @Test func `a feed of flags leaves the units of another feed alone, and the other way round`()
        async throws
    {
        let store = try await Storehouse.open()
        let flags = Feed.csv("flags", into: .stock, .field("product"), .field("in_stock"))
        _ = try await store.load(feed, header, "a,5", "b,3")
        let first = try await store.load(flags, "product,in_stock", "a,yes", "b,no")
        #expect(first == .rows(updated: 1, unchanged: 1, isFirst: true))
        #expect(try await store.rows(levels) == ["a 5 t", "b 3 f"])
    }

    @Test func `units that become known are no rise`() async throws {
        let store = try await Storehouse.open()
        let both = feed.mapping(.field("in_stock"))
        _ = try await store.load(both, "product,available,in_stock", "a,,yes")
        _ = try await store.load(both, "product,available,in_stock", "a,5,yes")
        #expect(try await store.rows(levels) == ["a 5 t"])
        #expect(try await store.rows(arrivals) == [])
    }

    @Test func `the time of the stock is kept`() async throws {
        let store = try await Storehouse.open()
        let dated = feed.mapping(.field("as_of"))
        let rows = "product,available,as_of"
        _ = try await store.load(dated, rows, "a,5,2026-11-21 08:00")
        let later = try await store.load(dated, rows, "a,5,2026-11-22 08:00")
        #expect(later == .rows(updated: 1))
        #expect(
            try await store.rows("SELECT product_id, as_of FROM tidings.stock")
                == ["a 2026-11-22 07:00:00+00"])
        #expect(try await store.rows(arrivals) == [])
    }
}
