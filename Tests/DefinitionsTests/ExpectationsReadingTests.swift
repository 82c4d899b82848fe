import Testing

struct ExpectationsReadingTests {
    @Test(arguments: expectations)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let expectations: [Fault] = [
        Fault(
            "what a feed expects",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                expect: {rows: 1, rejects: 1%, shrink: at most 200%, columns: 3}
            """#,
            gives: #"""
                Jobs/a.yaml:8:20: "rows" cannot be "1"
                  8 |     expect: {rows: 1, rejects: 1%, shrink: at most 200%, columns: 3}
                    |                    ^
                  Write it as "rows: at least 100".

                Jobs/a.yaml:8:32: "rejects" cannot be "1%"
                  8 |     expect: {rows: 1, rejects: 1%, shrink: at most 200%, columns: 3}
                    |                                ^^
                  Write a number or a share, as "rejects: at most 10" or "rejects: at most 1%".

                Jobs/a.yaml:8:44: "shrink" cannot be "at most 200%"
                  8 |     expect: {rows: 1, rejects: 1%, shrink: at most 200%, columns: 3}
                    |                                            ^^^^^^^^^^^^
                  Write a percentage from 0% to 100%, as "shrink: at most 20%".

                Jobs/a.yaml:8:58: unknown key "columns"
                  8 |     expect: {rows: 1, rejects: 1%, shrink: at most 200%, columns: 3}
                    |                                                          ^^^^^^^
                  The keys here are: rejects, rows, shrink.
                """#)
    ]
}
