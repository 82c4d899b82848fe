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
                  The keys here are: missing columns, new columns, rejects, rows, shrink.
                """#),
        Fault(
            "columns that come and go",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                expect: {new columns: fail, missing columns: skip}
              - feed: g
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                csv: {columns: [no]}
                expect: {new columns: tell, missing columns: null}
              - feed: h
                into: customers
                from: shop
                map: {id: no}
                query: SELECT 1
                expect: {new columns: ignore, missing columns: null}
            """#,
            gives: #"""
                Jobs/a.yaml:8:27: nothing says which columns are not new
                  8 |     expect: {new columns: fail, missing columns: skip}
                    |                           ^^^^
                  Let `tidings check --pin FEED` write the file's columns under "csv".

                Jobs/a.yaml:8:50: "skip" is nothing that "missing columns" can be
                  8 |     expect: {new columns: fail, missing columns: skip}
                    |                                                  ^^^^
                  It can be: fail, null.

                Jobs/a.yaml:15:27: "tell" is nothing that "new columns" can be
                  15 |     expect: {new columns: tell, missing columns: null}
                     |                           ^^^^
                  It can be: ignore, warn, fail.

                Jobs/a.yaml:21:27: "new columns" is for CSV files only
                  21 |     expect: {new columns: ignore, missing columns: null}
                     |                           ^^^^^^
                  Take it out.

                Jobs/a.yaml:21:52: "missing columns" is for CSV files only
                  21 |     expect: {new columns: ignore, missing columns: null}
                     |                                                    ^^^^
                  Take it out.
                """#),
    ]
}
