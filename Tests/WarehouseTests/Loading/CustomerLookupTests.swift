import Definitions
import Problems
import Testing
import Warehouse

struct CustomerLookupTests {
    private let members = Feed.csv("members", into: .customers, .field("id"), .field("email"))
    private let orders = Feed.csv(
        "orders", into: .orders, .field("id"), .field("customer", "mail", lookup: "email"),
        .field("placed_at", "at"), .field("total"))

    @Test func `a customer is found by the address, whatever its case; the others are rejects`()
        async throws
    {
        let store = try await Storehouse.open()
        _ = try await store.load(
            members, "id,email", "1,Ann@x.example", "2,bob@x.example", "3,two@x.example",
            "4,TWO@x.example", "5,")
        let figures = try await store.load(
            orders, "id,mail,at,total", "a,ann@X.example,2026-11-01T10:00Z,5",
            "b,bob@x.example,2026-11-01T10:00Z,6", "c,two@x.example,2026-11-01T10:00Z,7",
            "d,nobody@x.example,2026-11-01T10:00Z,8", "e,,2026-11-01T10:00Z,9",
            "b,bob@x.example,2026-11-01T10:00Z,6")
        #expect(
            figures == .rows(inserted: 2, duplicate: 1, rejected: 3, isFirst: true))
        #expect(
            try await store.rows("SELECT order_id, customer_id FROM tidings.orders ORDER BY 1")
                == ["a 1", "b 2"])
        #expect(
            try await store.rows(
                """
                SELECT file, line, byte_offset, column_name, reason, convert_from(raw, 'UTF8') AS raw
                FROM tidings.reject ORDER BY line
                """) == [
                    "orders.csv 4 89 mail several customers have this e-mail address"
                        + " c,two@x.example,2026-11-01T10:00Z,7",
                    "orders.csv 5 125 mail no customer has this e-mail address"
                        + " d,nobody@x.example,2026-11-01T10:00Z,8",
                    "orders.csv 6 164 mail no value e,,2026-11-01T10:00Z,9",
                ])
    }

    @Test func `consents and waiting requests find their customers too`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, "id,email", "1,ann@x.example")
        let consents = Feed.csv(
            "consents", into: .consents, .field("customer", "mail", lookup: "email"),
            .field("topic"), .field("given"))
        let waiting = Feed.csv(
            "waiting", into: .waiting, .field("customer", "mail", lookup: "email"),
            .field("product"))
        #expect(
            try await store.load(consents, "mail,topic,given", "ann@x.example,news,no")
                == .rows(inserted: 1, isFirst: true))
        #expect(
            try await store.load(waiting, "mail,product", "ann@x.example,p", "bob@x.example,p")
                == .rows(inserted: 1, rejected: 1, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT c.customer_id, w.product_id FROM tidings.consent c
                JOIN tidings.waiting w ON w.customer_id = c.customer_id
                """) == ["1 p"])
    }

    @Test func `who is not found can be left aside`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            members, "id,email", "1,ann@x.example", "2,two@x.example", "3,two@x.example")
        let orders = Feed.csv(
            "orders", into: .orders, .field("id"),
            .field("customer", "mail", skipMissing: true, lookup: "email"),
            .field("placed_at", "at"))
        let figures = try await store.load(
            orders, "id,mail,at", "a,ann@x.example,2026-11-01T10:00Z",
            "b,nobody@x.example,2026-11-01T10:00Z", "c,,2026-11-01T10:00Z",
            "d,two@x.example,2026-11-01T10:00Z")
        #expect(figures == .rows(inserted: 1, filtered: 2, rejected: 1, isFirst: true))
    }

    private let guests = Feed.csv(
        "orders", into: .orders, .field("id"),
        FieldMap(
            field: "customer", input: "mail", createsMissing: true, lookup: "email",
            place: Place("Jobs/nightly.yaml", line: 8)),
        .field("placed_at", "at"))
    private let who = """
        SELECT o.order_id, o.customer_id, c.email FROM tidings.orders o
        LEFT JOIN tidings.customer c ON c.customer_id = o.customer_id ORDER BY 1
        """

    @Test func `who is not found becomes a guest, the same one for the same address`() async throws
    {
        let store = try await Storehouse.open()
        _ = try await store.load(members, "id,email", "1,ann@x.example")
        let figures = try await store.load(
            guests, "id,mail,at", "a,ann@x.example,2026-11-01T10:00Z",
            "b,Guest@x.example,2026-11-01T10:00Z", "c,guest@x.example,2026-11-01T10:00Z",
            "d,no address,2026-11-01T10:00Z", "e,,2026-11-01T10:00Z")
        #expect(figures == .rows(inserted: 3, rejected: 2, isFirst: true))
        // printf 'guest@x.example' | sha256sum
        let guest = "guest-32576ea53da8a175"
        #expect(
            try await store.rows(who) == [
                "a 1 ann@x.example", "b \(guest) Guest@x.example", "c \(guest) Guest@x.example",
            ])
        #expect(
            try await store.rows(
                "SELECT customer_id, joined_on, load_id, line FROM tidings.customer ORDER BY 1")
                == ["1 - 1 2", "\(guest) - 2 3"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.consent") == ["0"])
        #expect(
            try await store.rows("SELECT line, reason FROM tidings.reject ORDER BY 1")
                == ["5 not an e-mail address", "6 no value"])
        #expect(
            try await store.load(guests, "id,mail,at", "f,GUEST@x.example,2026-11-02T10:00Z")
                == .rows(inserted: 1))
        #expect(try await store.rows("SELECT count(*) FROM tidings.customer") == ["2"])
    }

    @Test func `once a guest registers, what comes then is the member's`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            guests, "id,mail,at", "a,guest@x.example,2026-11-01T10:00Z",
            "b,guest@x.example,2026-11-01T10:00Z")
        _ = try await store.load(members, "id,email", "7,guest@x.example")
        _ = try await store.load(
            guests, "id,mail,at", "b,guest@x.example,2026-11-01T10:00Z",
            "c,guest@x.example,2026-11-03T10:00Z")
        #expect(
            try await store.rows(
                "SELECT order_id, left(customer_id, 5) FROM tidings.orders ORDER BY 1")
                == ["a guest", "b 7", "c 7"])
    }
}
