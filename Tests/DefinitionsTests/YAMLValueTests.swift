import Testing

struct YAMLValueTests {
    @Test(arguments: shapes)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let shapes: [Fault] = [
        Fault(
            "a section that is no list",
            #"""
            job: a
            load: {campaign: c}
            """#,
            gives: #"""
                Jobs/a.yaml:2:7: "load" must be a list, not keys and values
                  2 | load: {campaign: c}
                    |       ^
                  Write "load: [one, two]", or one entry a line with "- ".
                """#),
        Fault(
            "a mapping for a text",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                was: {a: b}
            """#,
            gives: #"""
                Jobs/a.yaml:7:10: "was" must be a name, not keys and values
                  7 |     was: {a: b}
                    |          ^
                  Write one value: "was: …".
                """#),
        Fault(
            "a segment that is a list",
            #"""
            job: a
            transform:
              segments:
                s: [orders >= 2]
            """#,
            gives: #"""
                Jobs/a.yaml:4:8: "s" must hold keys and values, not a list
                  4 |     s: [orders >= 2]
                    |        ^
                  Write "s: {key: value}", or one indented "key: value" a line.
                """#),
    ]
}
