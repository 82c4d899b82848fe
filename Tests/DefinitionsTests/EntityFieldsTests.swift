import Definitions
import Testing

struct EntityFieldsTests {
    @Test(arguments: fields)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let fields: [Fault] = [
        Fault(
            "keys that are not mapped",
            #"""
            job: a
            extract:
              - feed: f
                into: orders
                from: stores
                map: {status: state}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:10: a feed into orders must map "id"
                  6 |     map: {status: state}
                    |          ^
                  Add it, as "id: COLUMN".

                Jobs/a.yaml:6:10: a feed into orders must map "customer"
                  6 |     map: {status: state}
                    |          ^
                  Add it, as "customer: COLUMN".

                Jobs/a.yaml:6:10: a feed into orders must map "placed_at"
                  6 |     map: {status: state}
                    |          ^
                  Add it, as "placed_at: COLUMN".
                """#),
        Fault(
            "stock without an amount",
            #"""
            job: a
            extract:
              - feed: f
                into: stock
                from: stores
                map: {product: isbn}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:10: a feed into stock must map "available" or "in_stock"
                  6 |     map: {product: isbn}
                    |          ^
                  Add it, as "available: COLUMN".
                """#),
        Fault(
            "events without a person",
            #"""
            job: a
            extract:
              - feed: f
                into: events
                from: stores
                map: {kind: {column: event, values: {bounce: [hard]}}, at: time}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:10: a feed into events must map "customer" or "message"
                  6 |     map: {kind: {column: event, values: {bounce: [hard]}}, at: time}
                    |          ^
                  Add it, as "customer: COLUMN".

                Jobs/a.yaml:6:42: "bounce" is not one of Tidings' words for this field
                  6 |     map: {kind: {column: event, values: {bounce: [hard]}}, at: time}
                    |                                          ^^^^^^
                  Write {accepted: [theirs, …]}: our words are accepted, opened, clicked, bounced, complained, unsubscribed.
                """#),
        Fault(
            "fields that do not exist",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no, emial: mail, consent.nws: n, attributes.: x, foo: y}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:6:19: "emial" is no field of customers
                  6 |     map: {id: no, emial: mail, consent.nws: n, attributes.: x, foo: y}
                    |                   ^^^^^
                  Did you mean "email"?

                Jobs/a.yaml:6:32: unknown topic "nws"
                  6 |     map: {id: no, emial: mail, consent.nws: n, attributes.: x, foo: y}
                    |                                ^^^^^^^^^^^
                  Did you mean "news"?

                Jobs/a.yaml:6:48: "attributes." must be followed by a name
                  6 |     map: {id: no, emial: mail, consent.nws: n, attributes.: x, foo: y}
                    |                                                ^^^^^^^^^^^
                  Write "attributes.favourite_author": letters, digits, hyphens, underscores.

                Jobs/a.yaml:6:64: "foo" is no field of customers
                  6 |     map: {id: no, emial: mail, consent.nws: n, attributes.: x, foo: y}
                    |                                                                ^^^
                  The fields are: id, email, first_name, last_name, title, birthday, birthday_calendar, joined_on, city, region, country, locale, timezone, phone, consent.NAME, attributes.NAME.
                """#),
    ]

    @Test func `feeds into every entity are read`() throws {
        let feeds = try TestWorkspace(
            job: """
                job: a
                extract:
                  - {feed: a, into: events, from: stores, file: a.csv, map: {message: id, kind: k, at: t}}
                  - {feed: b, into: vouchers, from: stores, file: b.csv, map: {pool: p, code: c, value: v}}
                  - {feed: c, into: rates, from: stores, file: c.csv, map: {currency: c, on: d, rate: r}}
                  - {feed: d, into: orders, from: stores, file: d.csv, map: {id: n, placed_at: t, customer: {by: email, column: m, missing: create}}}

                """
        ).read().jobs.flatMap(\.feeds)
        #expect(feeds.map(\.entity) == [.events, .vouchers, .rates, .orders])
        #expect(feeds.map { $0.map.map(\.field) }[2] == ["currency", "on", "rate"])
        let customer = feeds[3].map.first { $0.field == "customer" }
        #expect(customer?.createsMissing == true)
        #expect(customer?.lookup == "email")
    }
}
