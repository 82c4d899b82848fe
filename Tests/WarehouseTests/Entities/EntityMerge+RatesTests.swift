import Definitions
import Testing
import Warehouse

struct EntityMergeRatesTests {
    private let feed = Feed.csv(
        into: .rates, .field("currency"), .field("on"), .field("rate"))
    private let header = "currency,on,rate"
    private let rates =
        "SELECT currency, rated_on, rate, load_id, line FROM tidings.rate ORDER BY 1, 2"

    @Test func `rates are kept digit for digit, by currency and day`() async throws {
        let store = try await Storehouse.open()
        let first = try await store.load(
            feed, header, "usd,2026-11-20,0.92034567890123456789", "USD,2026-11-21,0.9",
            "JPY,2026-11-20,0.0061", "USD,2026-11-21,0.93")
        #expect(first == .rows(inserted: 3, duplicate: 1, isFirst: true))
        let second = try await store.load(
            feed, header, "USD,2026-11-20,0.92034567890123456788", "USD,2026-11-21,0.930",
            "CHF,2026-11-21,1.07")
        #expect(second == .rows(inserted: 1, updated: 1, unchanged: 1))
        #expect(
            try await store.rows(rates) == [
                "CHF 2026-11-21 1.07 2 4", "JPY 2026-11-20 0.0061 1 4",
                "USD 2026-11-20 0.92034567890123456788 2 2", "USD 2026-11-21 0.93 1 5",
            ])
    }

    @Test func `a rate that is none is a reject`() async throws {
        let store = try await Storehouse.open()
        let figures = try await store.load(
            feed, header, "USD,2026-11-20,0", "USD,2026-11-21,-1", "USD,2026-11-22,",
            "Dollar,2026-11-22,1", "USD,,1")
        #expect(figures == .rows(rejected: 5, isFirst: true))
        #expect(
            try await store.rows("SELECT line, column_name, reason FROM tidings.reject ORDER BY 1")
                == [
                    "2 rate a rate must be above zero", "3 rate a rate must be above zero",
                    "4 rate no value", "5 currency not a currency's code of three letters",
                    "6 on no value",
                ])
    }

    @Test func `deleting what is missing takes the days that this feed brought`() async throws {
        let store = try await Storehouse.open()
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(feed, header, "USD,2026-11-20,0.9", "USD,2026-11-21,0.9")
        #expect(
            try await store.load(feed, header, "USD,2026-11-21,0.9")
                == .rows(unchanged: 1, deleted: 1))
        #expect(try await store.rows("SELECT rated_on FROM tidings.rate") == ["2026-11-21"])
    }
}
