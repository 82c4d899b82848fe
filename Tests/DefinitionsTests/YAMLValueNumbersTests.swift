import Testing

@testable import Definitions

struct YAMLValueNumbersTests {
    @Test(arguments: numbers)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(
        arguments: [
            ("0", 0), ("19.50", 19.5), ("007", 7), ("1,5", nil), ("-1", nil), ("1e3", nil),
            (".5", nil), ("5.", nil), ("", nil), ("nan", nil), ("١", nil),
        ] as [(String, Double?)])
    func `a number is digits and a point`(text: String, number: Double?) {
        #expect(YAMLValue.decimal(text) == number)
    }

    @Test(
        arguments: [
            ("5%", 5), ("2.5 %", 2.5), ("100%", 100), ("0%", 0), ("101%", nil), ("5", nil),
            ("%", nil), ("5%%", nil), ("-5%", nil),
        ] as [(String, Double?)])
    func `a percentage goes from 0 to 100`(text: String, percent: Double?) {
        #expect(YAMLValue.percent(text) == percent)
    }

    static let numbers: [Fault] = [
        Fault(
            "a word for a number",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                priority: high
            """#,
            gives: #"""
                Jobs/a.yaml:7:15: "priority" must be a whole number from 0 to 1000, not "high"
                  7 |     priority: high
                    |               ^^^^
                  Write it in digits.
                """#),
        Fault(
            "a number out of range",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                priority: 1001
            """#,
            gives: #"""
                Jobs/a.yaml:7:15: "priority" must be a whole number from 0 to 1000, not "1001"
                  7 |     priority: 1001
                    |               ^^^^
                  Write it in digits.
                """#),
        Fault(
            "a guard without words",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                guard: 5000
            """#,
            gives: #"""
                Jobs/a.yaml:7:12: "guard" cannot be "5000"
                  7 |     guard: 5000
                    |            ^^^^
                  Write it as "guard: at most 100".
                """#),
        Fault(
            "a segment's guard",
            #"""
            job: a
            transform:
              segments:
                s: {where: orders >= 2, guard: at most 30%}
            """#,
            gives: #"""
                Jobs/a.yaml:4:36: "guard" cannot be "at most 30%"
                  4 |     s: {where: orders >= 2, guard: at most 30%}
                    |                                    ^^^^^^^^^^^
                  Write a percentage from 0% to 100%, as "guard: change at most 20%".
                """#),
    ]
}
