import Testing

struct CheckedExpressionReadingTests {
    @Test(arguments: expressions)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let expressions: [Fault] = [
        Fault(
            "faults of an audience",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: orders >= two and in segment nobody
                priority: 50
            """#,
            gives: #"""
                Jobs/a.yaml:7:25: expected a number, found "two"
                  7 |     audience: orders >= two and in segment nobody
                    |                         ^^^
                  Write it in digits, as in 500 or 12.50.

                Jobs/a.yaml:7:44: unknown segment "nobody"
                  7 |     audience: orders >= two and in segment nobody
                    |                                            ^^^^^^
                  There are no segments yet.
                """#),
        Fault(
            "a fault in a double-quoted audience",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: "email is known and citty = \"Paris\""
            """#,
            gives: #"""
                Jobs/a.yaml:7:35: unknown name "citty"
                  7 |     audience: "email is known and citty = \"Paris\""
                    |                                   ^^^^^
                  Did you mean "city"?
                """#),
        Fault(
            "a fault in a single-quoted audience",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: 'email is known and city == "Paris"'
            """#,
            gives: #"""
                Jobs/a.yaml:7:40: unknown comparison "=="
                  7 |     audience: 'email is known and city == "Paris"'
                    |                                        ^^
                  Write a single =.
                """#),
        Fault(
            "a fault in a folded audience",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: >
                  email is known
                  and citty = "Paris"
            """#,
            gives: #"""
                Jobs/a.yaml:9:11: unknown name "citty"
                  9 |       and citty = "Paris"
                    |           ^^^^^
                  Did you mean "city"?
                """#),
        Fault(
            "a fault in an audience over two lines",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: email is known
                  and citty = "Paris"
            """#,
            gives: #"""
                Jobs/a.yaml:8:11: unknown name "citty"
                  8 |       and citty = "Paris"
                    |           ^^^^^
                  Did you mean "city"?
                """#),
        Fault(
            "an empty audience",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                audience: ""
            """#,
            gives: #"""
                Jobs/a.yaml:7:15: "audience" is empty
                  7 |     audience: ""
                    |               ^
                  Write a condition, as "orders >= 2", or delete the key.
                """#),
    ]
}
