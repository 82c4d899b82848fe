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
}
