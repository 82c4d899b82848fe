import Testing

struct RowFilterReadingTests {
    @Test(arguments: filters)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let filters: [Fault] = [
        Fault(
            "row filters",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.csv
                where: {state: [], kind: {but: x}}
            """#,
            gives: #"""
                Jobs/a.yaml:8:20: an empty list keeps no row
                  8 |     where: {state: [], kind: {but: x}}
                    |                    ^
                  Write at least one value.

                Jobs/a.yaml:8:31: the key "not" is missing
                  8 |     where: {state: [], kind: {but: x}}
                    |                               ^^^
                  Add it: not: [test]

                Jobs/a.yaml:8:31: unknown key "but"
                  8 |     where: {state: [], kind: {but: x}}
                    |                               ^^^
                  The keys here are: not.
                """#)
    ]
}
