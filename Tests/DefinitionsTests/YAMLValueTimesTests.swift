import Testing

struct YAMLValueTimesTests {
    @Test(arguments: times)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let times: [Fault] = [
        Fault(
            "a length of time without its unit",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                expires: 2
            """#,
            gives: #"""
                Jobs/a.yaml:7:14: "2" is not a length of time
                  7 |     expires: 2
                    |              ^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.
                """#),
        Fault(
            "a length of time in months",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                expires: 2 months
            """#,
            gives: #"""
                Jobs/a.yaml:7:14: "2 months" is not a length of time
                  7 |     expires: 2 months
                    |              ^^^^^^^^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.
                """#),
        Fault(
            "a time of day that does not exist",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                send: {at: "25:00"}
            """#,
            gives: #"""
                Jobs/a.yaml:7:17: "25:00" is not a time of day
                  7 |     send: {at: "25:00"}
                    |                 ^^^^^
                  Write hours and minutes from 00:00 to 23:59, as "09:00".
                """#),
        Fault(
            "a date that does not exist",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                from: 2026-02-29
            """#,
            gives: #"""
                Jobs/a.yaml:7:11: "2026-02-29" is not a date
                  7 |     from: 2026-02-29
                    |           ^^^^^^^^^^
                  Write year, month and day, as 2026-11-21.
                """#),
    ]
}
