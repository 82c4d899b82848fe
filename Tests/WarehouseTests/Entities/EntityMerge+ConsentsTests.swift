import Definitions
import Testing
import Warehouse

struct EntityMergeConsentsTests {
    private let feed = Feed.csv(
        into: .consents, .field("customer"), .field("topic"), .field("given"), .field("at"),
        .field("source"))
    private let header = "customer,topic,given,at,source"
    private let answers = """
        SELECT customer_id, topic, given, given_at, consent_source FROM tidings.consent ORDER BY 1, 2
        """

    @Test func `an answer is changed by a later one only`() async throws {
        let store = try await Storehouse.open()
        let first = try await store.load(
            feed, header, "1,news,yes,2026-05-01T10:00Z,form", "1,greetings,no,2026-05-01T10:00Z,",
            "2,news,yes,2026-05-01T10:00Z,form")
        #expect(first == .rows(inserted: 3, isFirst: true))
        let second = try await store.load(
            feed, header, "1,news,no,2026-04-01T10:00Z,old", "1,greetings,no,2026-06-01T10:00Z,",
            "2,news,no,2026-06-02T10:00Z,mail")
        #expect(second == .rows(updated: 2, unchanged: 1))
        #expect(
            try await store.rows(answers) == [
                "1 greetings f 2026-06-01 10:00:00+00 -", "1 news t 2026-05-01 10:00:00+00 form",
                "2 news f 2026-06-02 10:00:00+00 mail",
            ])
    }

    @Test func `an answer without a time counts from the load, and repeated it stays`()
        async throws
    {
        let store = try await Storehouse.open()
        let undated = Feed.csv(
            into: .consents, .field("customer"), .field("topic"), .field("given"))
        let header = "customer,topic,given"
        _ = try await store.load(undated, header, "1,news,yes", at: "2026-11-01T02:00:00Z")
        let repeated = try await store.load(
            undated, header, "1,news,yes", "2,news,no", at: "2026-11-02T02:00:00Z")
        #expect(repeated == .rows(inserted: 1, unchanged: 1))
        let changed = try await store.load(
            undated, header, "1,news,no", "2,news,no", at: "2026-11-03T02:00:00Z")
        #expect(changed == .rows(updated: 1, unchanged: 1))
        #expect(
            try await store.rows(answers) == [
                "1 news f 2026-11-03 02:00:00+00 -", "2 news f 2026-11-02 02:00:00+00 -",
            ])
    }

    @Test(arguments: [
        ["1,news,yes,2026-05-01T10:00Z,a", "1,news,no,2026-06-01T10:00Z,b"],
        ["1,news,no,2026-06-01T10:00Z,b", "1,news,yes,2026-05-01T10:00Z,a"],
    ])
    func `of several answers in one file the latest counts, wherever it stands`(
        rows: [String]
    ) async throws {
        let store = try await Storehouse.open()
        let figures = try await store.load(feed, header, rows[0], rows[1])
        #expect(figures == .rows(inserted: 1, duplicate: 1, isFirst: true))
        #expect(try await store.rows(answers) == ["1 news f 2026-06-01 10:00:00+00 b"])
    }

    @Test func `of two answers with one time the last row counts`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            feed, header, "1,news,yes,2026-05-01T10:00Z,a", "1,news,no,2026-05-01T10:00Z,b")
        #expect(try await store.rows(answers) == ["1 news f 2026-05-01 10:00:00+00 b"])
    }

    @Test func `a row that does not say yes or no is a reject and stops nothing`() async throws {
        let store = try await Storehouse.open()
        let figures = try await store.load(
            feed, header, "1,news,,2026-05-01T10:00Z,a", "2,news,yes,2026-05-01T10:00Z,b")
        #expect(figures == .rows(inserted: 1, rejected: 1, isFirst: true))
        #expect(
            try await store.rows("SELECT line, column_name, reason FROM tidings.reject")
                == ["2 given no value"])
    }

    @Test func `deleting what is missing takes what this feed said last`() async throws {
        let store = try await Storehouse.open()
        let members = Feed.csv("members", into: .customers, .field("id"), .field("consent.news"))
        _ = try await store.load(members, "id,consent.news", "1,yes", "2,yes")
        var feed = feed
        feed.deleteMissing = true
        _ = try await store.load(
            feed, header, "2,news,no,2026-12-01T10:00Z,a", "3,news,no,2026-12-01T10:00Z,a",
            "4,news,no,2026-12-01T10:00Z,a")
        let figures = try await store.load(feed, header, "3,news,no,2026-12-01T10:00Z,a")
        #expect(figures == .rows(unchanged: 1, deleted: 2))
        #expect(
            try await store.rows("SELECT customer_id FROM tidings.consent ORDER BY 1") == [
                "1", "3",
            ])
    }

    private let members = Feed.csv(
        "members", into: .customers, .field("id"), .field("city"), .field("consent.news"))
    private let memberHeader = "id,city,consent.news"
    private let dated =
        "SELECT given, given_at, is_dated FROM tidings.consent WHERE customer_id = '1'"

    @Test func `a dated no outdoes an undated yes, which repeated changes nothing`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, memberHeader, "1,Bath,yes", "2,Bath,yes")
        // It is older than the load of the flag, whose age nobody knows.
        _ = try await store.load(feed, header, "1,news,no,2026-05-01T10:00Z,form")
        let said = ["f 2026-05-01 10:00:00+00 t"]
        #expect(try await store.rows(dated) == said)
        _ = try await store.load(members, memberHeader, "1,Bath,yes", "2,Bath,yes")
        #expect(try await store.rows(dated) == said)
        // Another field of the same row changes, the flag does not.
        let moved = try await store.load(members, memberHeader, "1,Wells,yes", "2,Wells,yes")
        #expect(moved == .rows(updated: 2))
        #expect(try await store.rows(dated) == said)
        _ = try await store.load(
            members, memberHeader, "1,Wells,no", "2,Wells,yes", at: "2026-11-22T02:00:00Z")
        _ = try await store.load(
            members, memberHeader, "1,Wells,yes", "2,Wells,yes", at: "2026-11-23T02:00:00Z")
        // Now it is the shop's box that was ticked.
        #expect(try await store.rows(dated) == ["t 2026-11-23 02:00:00+00 t"])
    }

    @Test(arguments: [
        ("no", "yes", "f 2026-05-01 10:00:00+00 t"), ("yes", "no", "f 2026-05-01 10:00:00+00 t"),
        ("yes", "yes", "t 2026-05-01 10:00:00+00 t"),
    ])
    func `a flag that comes after a dated answer counts as a no alone`(
        answer: String, flag: String, expected: String
    ) async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, header, "1,news,\(answer),2026-05-01T10:00Z,form")
        _ = try await store.load(members, memberHeader, "1,Bath,\(flag)")
        #expect(try await store.rows(dated) == [expected])
        _ = try await store.load(members, memberHeader, "1,Wells,\(flag)")
        #expect(try await store.rows(dated) == [expected])
    }

    @Test func `an undated yes that changes nothing takes nothing away when it is gone`()
        async throws
    {
        let store = try await Storehouse.open()
        var undated = Feed.csv(
            "till", into: .consents, .field("customer"), .field("topic"), .field("given"))
        undated.deleteMissing = true
        _ = try await store.load(feed, header, "1,news,yes,2026-05-01T10:00Z,form")
        _ = try await store.load(
            undated, "customer,topic,given", "1,news,yes", "2,news,yes", "3,news,yes")
        _ = try await store.load(undated, "customer,topic,given", "2,news,yes", "3,news,yes")
        #expect(
            try await store.rows(answers).first == "1 news t 2026-05-01 10:00:00+00 form")
    }

    @Test func `an undated answer is dated once it was seen to change`() async throws {
        let store = try await Storehouse.open()
        let members = Feed.csv("members", into: .customers, .field("id"), .field("consent.news"))
        let undated = Feed.csv(
            into: .consents, .field("customer"), .field("topic"), .field("given"))
        let dated = "SELECT customer_id, given, is_dated FROM tidings.consent ORDER BY 1"
        _ = try await store.load(members, "id,consent.news", "1,yes", "2,no")
        _ = try await store.load(undated, "customer,topic,given", "3,news,yes", "4,news,no")
        #expect(try await store.rows(dated) == ["1 t f", "2 f f", "3 t f", "4 f f"])
        _ = try await store.load(members, "id,consent.news", "1,yes", "2,yes")
        _ = try await store.load(undated, "customer,topic,given", "3,news,yes", "4,news,yes")
        #expect(try await store.rows(dated) == ["1 t f", "2 t t", "3 t f", "4 t t"])
        _ = try await store.load(feed, header, "1,news,yes,2099-01-01T00:00Z,")
        #expect(try await store.rows(dated)[0] == "1 t t")
    }
}
