import Testing

struct DeclaredNamesTests {
    @Test(arguments: names)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let names: [Fault] = [
        Fault(
            "a job that waits for nobody",
            #"""
            job: a
            after: nigtly
            """#,
            gives: #"""
                Jobs/a.yaml:2:8: unknown job "nigtly"
                  2 | after: nigtly
                    |        ^^^^^^
                  The jobs are: a.
                """#),
        Fault(
            "a job that waits for itself",
            #"""
            job: a
            after: a
            """#,
            gives: #"""
                Jobs/a.yaml:2:8: these jobs wait for each other, so none can begin: a → a
                  2 | after: a
                    |        ^
                  Take one "after" of the circle out.
                """#),
        Fault(
            "a campaign of wrong names",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthdy
                template: brithday
                topic: greting
            """#,
            gives: #"""
                Jobs/a.yaml:4:14: unknown trigger "birthdy"
                  4 |     trigger: birthdy
                    |              ^^^^^^^
                  Did you mean "birthday"?

                Jobs/a.yaml:5:15: there is no file Templates/brithday.html
                  5 |     template: brithday
                    |               ^^^^^^^^
                  Did you mean "birthday"?

                Jobs/a.yaml:6:12: unknown topic "greting"
                  6 |     topic: greting
                    |            ^^^^^^^
                  Did you mean "greetings"?
                """#),
        Fault(
            "an unknown source",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: store
                map: {id: no}
                file: a.csv
            """#,
            gives: #"""
                Jobs/a.yaml:5:11: unknown source "store"
                  5 |     from: store
                    |           ^^^^^
                  Did you mean "stores"?
                """#),
    ]
}
