import Definitions
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
}
