import Testing

struct FeedReadingTests {
    @Test(arguments: feeds)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let feeds: [Fault] = [
        Fault(
            "an unknown entity",
            #"""
            job: a
            extract:
              - feed: f
                into: customer
                from: stores
                map: {id: no}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:4:11: unknown entity "customer"
                  4 |     into: customer
                    |           ^^^^^^^^
                  Did you mean "customers"?
                """#),
        Fault(
            "events that would be deleted",
            #"""
            job: a
            extract:
              - feed: f
                into: events
                from: stores
                map: {customer: no, kind: event, at: at}
                file: a.csv
                delete_missing: true
            """#,
            gives: #"""
                Jobs/a.yaml:8:21: events are facts: none is deleted because a feed no longer has it
                  8 |     delete_missing: true
                    |                     ^^^^
                  Take "delete_missing" out.
                """#),
        Fault(
            "lines of customers",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                lines: add
            """#,
            gives: #"""
                Jobs/a.yaml:8:12: only feeds into orders have lines
                  8 |     lines: add
                    |            ^^^
                  Take "lines" out.
                """#),
        Fault(
            "lines by what is not mapped",
            #"""
            job: a
            extract:
              - feed: f
                into: orders
                from: stores
                map: {id: no, customer: c, placed_at: d}
                file: a.csv
                lines: [add, by number, by size]
            """#,
            gives: #"""
                Jobs/a.yaml:8:12: lines are told apart by number, but "line.number" is not mapped
                  8 |     lines: [add, by number, by size]
                    |            ^
                  Map it, as "line.number: COLUMN", or write "lines: by position".

                Jobs/a.yaml:8:29: "by size" is nothing that "lines" can be
                  8 |     lines: [add, by number, by size]
                    |                             ^^^^^^^
                  It can be: replace, add, by number, by product, by position.
                """#),
        Fault(
            "lines that are added by position",
            #"""
            job: a
            extract:
              - feed: f
                into: orders
                from: stores
                map: {id: no, customer: c, placed_at: d, line.price: p}
                file: a.csv
                lines: add
            """#,
            gives: #"""
                Jobs/a.yaml:8:12: lines that are added cannot be told apart by position
                  8 |     lines: add
                    |            ^^^
                  Map "line.number" or "line.product", or write "lines: replace".
                """#),
        Fault(
            "what is missing from the rows that changed",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: shop
                query: SELECT id, at FROM member WHERE at > :since
                since: at
                map: {id: id}
                delete_missing: true
            """#,
            gives: #"""
                Jobs/a.yaml:9:21: a feed with "since" cannot tell what is missing
                  9 |     delete_missing: true
                    |                     ^^^^
                  Take "delete_missing" out, or read everything, without "since".
                """#),
    ]
}
