import Definitions
import Testing
import Warehouse

struct EntityMergeEventsTests {
    private let members = Feed.csv("members", into: .customers, .field("id"), .field("email"))
    private let byID = Feed.csv(
        into: .events, .field("customer"), .field("kind"), .field("at"), .field("url"),
        .field("detail"))
    private let byAddress = Feed.csv(
        into: .events, .field("customer", "mail", lookup: "email"), .field("kind"), .field("at"))
    private let byMessage = Feed.csv(
        into: .events, .field("message"), .field("kind"), .field("at"), .field("url"))
    private let at = "2026-11-20T10:00:00Z"
    private let facts = """
        SELECT customer_id, kind, topic, campaign, address FROM tidings.event ORDER BY 1, 2, 3
        """

    /// Two customers, the first of whom was sent one letter.
    private func store() async throws -> Storehouse {
        let store = try await Storehouse.open()
        _ = try await store.load(members, "id,email", "1,Ann@x.example", "2,bob@x.example")
        try await store.run(
            """
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority, state,
                run_id, decided_for, planned_at, send_at, expires_at, message_id, template)
            VALUES ('1', 'letter', 'x', 'news', 50, 'accepted', 1, '2026-11-19', '2026-11-19',
                '2026-11-19', '2026-11-21', '<abc@shop.example>', 'letter')
            """)
        return store
    }

    @Test func `an event by id keeps all that it says, and the address where it belongs to it`()
        async throws
    {
        let store = try await store()
        let figures = try await store.load(
            byID, "customer,kind,at,url,detail", "1,Clicked,\(at),https://x.example/a,",
            "1,bounced,\(at),,550 no such user", "9,unsubscribed,\(at),,")
        #expect(figures == .rows(inserted: 3, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT customer_id, kind, happened_at, topic || campaign AS about, address, url,
                    detail, load_id, line FROM tidings.event ORDER BY 1, 2
                """) == [
                    "1 bounced 2026-11-20 10:00:00+00  Ann@x.example - 550 no such user 2 3",
                    "1 clicked 2026-11-20 10:00:00+00  - https://x.example/a - 2 2",
                    "9 unsubscribed 2026-11-20 10:00:00+00  - - - 2 4",
                ])
    }

    @Test func `the same event twice is one, in a file and in the next`() async throws {
        let store = try await store()
        let row = "1,opened,\(at),,"
        let header = "customer,kind,at,url,detail"
        #expect(
            try await store.load(byID, header, row, row)
                == .rows(inserted: 1, duplicate: 1, isFirst: true))
        #expect(
            try await store.load(byID, header, row, row, "1,opened,2026-11-20T10:00:01Z,,")
                == .rows(inserted: 1, unchanged: 1, duplicate: 1))
        #expect(try await store.rows("SELECT count(*) FROM tidings.event") == ["2"])
    }

    @Test(arguments: ["<abc@shop.example>", "abc@shop.example"])
    func `a message of ours tells customer, campaign and topic`(message: String) async throws {
        let store = try await store()
        let figures = try await store.load(
            byMessage, "message,kind,at,url", "\(message),complained,\(at),",
            "other@shop.example,opened,\(at),", ",opened,\(at),")
        #expect(figures == .rows(inserted: 1, rejected: 2, isFirst: true))
        #expect(try await store.rows(facts) == ["1 complained news letter Ann@x.example"])
        #expect(
            try await store.rows("SELECT line, column_name, reason FROM tidings.reject ORDER BY 1")
                == [
                    "3 message names no customer and no message of ours",
                    "4 message names no customer and no message of ours",
                ])
    }

    @Test func `the message decides, and the address where the message is none of ours`()
        async throws
    {
        let store = try await store()
        let feed = byAddress.mapping(.field("message"))
        let figures = try await store.load(
            feed, "mail,kind,at,message", "old@x.example,bounced,\(at),abc@shop.example",
            "BOB@x.example,bounced,\(at),other@shop.example", "bob@x.example,opened,\(at),")
        #expect(figures == .rows(inserted: 3, isFirst: true))
        #expect(
            try await store.rows(facts) == [
                "1 bounced news letter old@x.example", "2 bounced   BOB@x.example",
                "2 opened   -",
            ])
    }

    @Test func `what restricts mail concerns all who share an address, the rest nobody`()
        async throws
    {
        let store = try await store()
        _ = try await store.load(members, "id,email", "1,two@x.example", "2,TWO@x.example")
        let figures = try await store.load(
            byAddress, "mail,kind,at", "two@x.example,unsubscribed,\(at)",
            "two@x.example,complained,\(at)", "two@x.example,clicked,\(at)",
            "nobody@x.example,unsubscribed,\(at)")
        #expect(figures == .rows(inserted: 2, rejected: 2, isFirst: true))
        #expect(
            try await store.rows(facts) == [
                "1 complained   two@x.example", "1 unsubscribed   -",
                "2 complained   two@x.example", "2 unsubscribed   -",
            ])
        #expect(
            try await store.rows("SELECT line, column_name, reason FROM tidings.reject ORDER BY 1")
                == [
                    "4 mail several customers have this e-mail address",
                    "5 mail no customer has this e-mail address",
                ])
        let again = try await store.load(
            byAddress, "mail,kind,at", "two@x.example,unsubscribed,\(at)",
            "TWO@x.example,unsubscribed,\(at)")
        #expect(again == .rows(unchanged: 1, duplicate: 1))
    }

    @Test func `who is not known can be left aside, and soft bounces are`() async throws {
        let store = try await store()
        let feed = Feed.csv(
            into: .events, .field("customer", "mail", skipMissing: true, lookup: "email"),
            .field("kind", "event", values: ["hard_bounce": "bounced", "open": "opened"]),
            .field("at"),
            filters: [
                RowFilter(
                    input: "event", values: ["soft_bounce"], isNegated: true,
                    place: members.place)
            ])
        let figures = try await store.load(
            feed, "mail,event,at", "ann@x.example,soft_bounce,\(at)",
            "bob@x.example,hard_bounce,\(at)", "nobody@x.example,open,\(at)",
            "bob@x.example,bounce,\(at)")
        #expect(figures == .rows(inserted: 1, filtered: 2, rejected: 1, isFirst: true))
        #expect(try await store.rows(facts) == ["2 bounced   bob@x.example"])
        #expect(
            try await store.rows("SELECT column_name, reason FROM tidings.reject") == [
                "event not accepted, opened, clicked, bounced, complained or unsubscribed:"
                    + " map the source's words with values:"
            ])
    }
}
