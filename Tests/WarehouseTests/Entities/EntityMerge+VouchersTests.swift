import Definitions
import Testing
import Warehouse

struct EntityMergeVouchersTests {
    private let feed = Feed.csv(
        into: .vouchers, .field("pool"), .field("code"), .field("valid_from"),
        .field("valid_until"), .field("value"))
    private let header = "pool,code,valid_from,valid_until,value"
    private let vouchers = """
        SELECT pool, code, valid_from, valid_until, worth, first_load_id, load_id, line
        FROM tidings.voucher ORDER BY 1, 2
        """

    @Test func `codes come in exactly as they are written, and change by pool and code`()
        async throws
    {
        let store = try await Storehouse.open()
        let first = try await store.load(
            feed, header, "birthday,007-Ab,2026-01-01,2026-12-31,10%", "birthday,007-AB,,,5.00 EUR",
            "winter,007-Ab,,,", "winter,007-Ab,,2026-12-31,10%", "winter,,,,")
        #expect(first == .rows(inserted: 3, duplicate: 1, rejected: 1, isFirst: true))
        let second = try await store.load(
            feed, header, "birthday,007-Ab,2026-01-01,2026-12-31,10%",
            "winter,007-Ab,,2027-01-31,10%")
        #expect(second == .rows(updated: 1, unchanged: 1))
        #expect(
            try await store.rows(vouchers) == [
                "birthday 007-AB - - 5.00 EUR 1 1 3",
                "birthday 007-Ab 2026-01-01 2026-12-31 10% 1 1 2",
                "winter 007-Ab - 2027-01-31 10% 1 2 3",
            ])
    }

    @Test func `a feed leaves alone what it does not map`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "winter,a,,2026-12-31,10%")
        let codes = Feed.csv("codes", into: .vouchers, .field("pool"), .field("code"))
        #expect(
            try await store.load(codes, "pool,code", "winter,a", "winter,b")
                == .rows(inserted: 1, unchanged: 1, isFirst: true))
        #expect(
            try await store.rows(vouchers)
                == ["winter a - 2026-12-31 10% 1 1 2", "winter b - - - 2 2 3"])
    }

    @Test func `deleting what is missing takes the codes that this feed brought`() async throws {
        let store = try await Storehouse.open()
        let codes = Feed.csv("codes", into: .vouchers, .field("pool"), .field("code"))
        _ = try await store.load(codes, "pool,code", "winter,other")
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(feed, header, "winter,a,,,", "winter,b,,,", "spring,a,,,")
        #expect(
            try await store.load(feed, header, "winter,a,,,", "spring,a,,,")
                == .rows(unchanged: 2, deleted: 1))
        #expect(
            try await store.rows("SELECT pool, code FROM tidings.voucher ORDER BY 1, 2")
                == ["spring a", "winter a", "winter other"])
    }
}
