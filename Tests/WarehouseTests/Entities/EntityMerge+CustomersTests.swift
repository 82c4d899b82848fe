import Definitions
import Problems
import Testing
import Warehouse

struct EntityMergeCustomersTests {
    private let members = Feed.csv(
        into: .customers, .field("id"), .field("email"), .field("first_name"))

    @Test func `each row is inserted, updated, unchanged, duplicate, filtered or rejected`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = members
        feed.filters = [
            RowFilter(input: "first_name", values: ["TEST"], isNegated: true, place: Place("test"))
        ]
        let first = try await store.load(
            feed, "id,email,first_name", "01,ann@x.example,Ann", "2,old@x.example,Bo",
            "2,bob@x.example,Bob", ",c@x.example,Cy", "4,no address,Di", "5,e@x.example,TEST")
        #expect(first == .rows(inserted: 2, duplicate: 1, filtered: 1, rejected: 2, isFirst: true))
        let people = "SELECT customer_id, email, first_name, line FROM tidings.customer ORDER BY 1"
        #expect(
            try await store.rows(people) == ["01 ann@x.example Ann 2", "2 bob@x.example Bob 4"])

        let second = try await store.load(
            feed, "id,email,first_name", "01,ann@x.example,Anna", "2,bob@x.example,Bob",
            "6,f@x.example,Flo")
        #expect(second == .rows(inserted: 1, updated: 1, unchanged: 1))
        #expect(
            try await store.rows(people) == [
                "01 ann@x.example Anna 2", "2 bob@x.example Bob 4", "6 f@x.example Flo 4",
            ])
        #expect(
            try await store.rows(
                "SELECT customer_id, first_load_id, load_id FROM tidings.customer ORDER BY 1")
                == ["01 1 2", "2 1 1", "6 2 2"])
        #expect(
            try await store.rows(
                """
                SELECT read_rows, inserted, updated, unchanged, duplicate, filtered, rejected
                FROM tidings.load ORDER BY load_id
                """) == ["6 2 0 0 1 1 2", "3 1 1 1 0 0 0"])
    }

    @Test func `two feeds fill one customer, and each leaves the other's fields alone`()
        async throws
    {
        let store = try await Storehouse.open()
        let cards = Feed.csv(
            "cards", into: .customers, .field("id"), .field("city"), .field("attributes.card"))
        let feed = members.mapping(.field("attributes.size"))
        _ = try await store.load(
            feed, "id,email,first_name,attributes.size", "1,ann@x.example,Ann,38")
        #expect(
            try await store.load(cards, "id,city,attributes.card", "1,Bern,gold", "2,Basel,blue")
                == .rows(inserted: 1, updated: 1, isFirst: true))
        #expect(
            try await store.load(
                feed, "id,email,first_name,attributes.size", "1,ann@x.example,,39",
                "2,bob@x.example,Bob,40") == .rows(updated: 2))
        #expect(
            try await store.rows(
                """
                SELECT customer_id, email, first_name, city, attributes ->> 'card' AS card,
                    attributes ->> 'size' AS size
                FROM tidings.customer ORDER BY 1
                """)
                == ["1 ann@x.example - Bern gold 39", "2 bob@x.example Bob Basel blue 40"])
    }

    @Test func `a birthday with its calendar, a birthday without a year, and all other fields`()
        async throws
    {
        let store = try await Storehouse.open()
        let names = [
            "last_name", "title", "birthday", "birthday_calendar", "joined_on", "region", "country",
            "locale", "timezone", "phone",
        ]
        var feed = members
        feed.map += names.map { .field($0) }
        let header = "id,email,first_name," + names.joined(separator: ",")
        let first = try await store.load(
            feed, header,
            "1,a@x.example,A,B,Dr,1990-02-29,lunar,2020-01-31,ZH,CH,de-CH,Europe/Zurich,+41 1",
            "2,b@x.example,C,D,,--02-29,solar,2020-02-29,,NO,nb,Europe/Oslo,007")
        #expect(first == .rows(inserted: 2, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT customer_id, last_name, title, birth_year, birth_month, birth_day,
                    birthday_calendar, joined_on, region, country, locale, timezone, phone
                FROM tidings.customer ORDER BY 1
                """) == [
                    "1 B Dr 1990 2 29 lunar 2020-01-31 ZH CH de-CH Europe/Zurich +41 1",
                    "2 D - - 2 29 solar 2020-02-29 - NO nb Europe/Oslo 007",
                ])
        let second = try await store.load(
            feed, header,
            "1,a@x.example,A,B,Dr,1990-02-28,lunar,2020-01-31,ZH,CH,de-CH,Europe/Zurich,+41 1",
            "2,b@x.example,C,D,,--02-29,solar,2020-02-29,,NO,nb,Europe/Oslo,007")
        #expect(second == .rows(updated: 1, unchanged: 1))
    }

    @Test func `a consent that a shop repeats every night keeps the day on which it was given`()
        async throws
    {
        let store = try await Storehouse.open()
        let feed = members.mapping(.field("consent.news", "news"))
        let header = "id,email,first_name,news"
        let consents =
            "SELECT customer_id, given, given_at, load_id FROM tidings.consent ORDER BY 1"
        let first = try await store.load(
            feed, header, "1,a@x.example,Ann,yes", "2,b@x.example,Bob,no", "3,c@x.example,Cy,",
            at: "2026-11-01T02:00:00Z")
        #expect(first == .rows(inserted: 3, isFirst: true))
        let given = ["1 t 2026-11-01 02:00:00+00 1", "2 f 2026-11-01 02:00:00+00 1"]
        #expect(try await store.rows(consents) == given)

        // Another field changes: the answer is not given anew. An empty flag takes nothing back.
        let second = try await store.load(
            feed, header, "1,a@x.example,Anna,yes", "2,b@x.example,Bob,", "3,c@x.example,Cy,",
            at: "2026-11-02T02:00:00Z")
        #expect(second == .rows(updated: 1, unchanged: 2))
        #expect(try await store.rows(consents) == given)

        let third = try await store.load(
            feed, header, "1,a@x.example,Anna,no", "2,b@x.example,Bob,no", "3,c@x.example,Cy,1",
            at: "2026-11-03T02:00:00Z")
        #expect(third == .rows(updated: 2, unchanged: 1))
        #expect(
            try await store.rows(consents) == [
                "1 f 2026-11-03 02:00:00+00 3", "2 f 2026-11-01 02:00:00+00 1",
                "3 t 2026-11-03 02:00:00+00 3",
            ])
    }

    @Test func `deleting what is missing takes only what the feed itself brought`() async throws {
        let store = try await Storehouse.open()
        var feed = members
        feed.deleteMissing = true
        let other = Feed.csv("other", into: .customers, .field("id"))
        _ = try await store.load(other, "id", "7", "8")
        _ = try await store.load(
            feed, "id,email,first_name", "1,a@x.example,Ann", "2,b@x.example,Bob",
            "8,h@x.example,Hal")
        let ids = "SELECT customer_id FROM tidings.customer ORDER BY 1"
        #expect(
            try await store.load(feed, "id,email,first_name", "2,b@x.example,Bob")
                == .rows(unchanged: 1, deleted: 1))
        #expect(try await store.rows(ids) == ["2", "7", "8"])
    }

    @Test func `a reject suspends deletion, for it may be a row that is still there`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = members
        feed.deleteMissing = true
        _ = try await store.load(
            feed, "id,email,first_name", "1,a@x.example,Ann", "2,b@x.example,Bob")
        #expect(
            try await store.load(feed, "id,email,first_name", "2,broken,Bob")
                == .rows(rejected: 1))
        #expect(
            try await store.rows("SELECT customer_id FROM tidings.customer ORDER BY 1")
                == ["1", "2"])
    }
}
