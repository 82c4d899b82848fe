import Testing

@testable import Definitions

struct YAMLValueTimesTests {
    @Test(arguments: times)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(
        arguments: [
            ("90 seconds", 90), ("1 minute", 60), ("30 minutes", 1800), ("6 hours", 21_600),
            ("2 days", 172_800), ("1 week", 604_800), ("2  WEEKS", 1_209_600), ("0 days", nil),
            ("2", nil), ("days", nil), ("two days", nil), ("1 month", nil), ("1.5 days", nil),
            ("-1 days", nil), ("99999999 days", nil),
        ] as [(String, Int?)])
    func `a length of time is a number and a unit`(text: String, seconds: Int?) {
        #expect(YAMLValue.seconds(text) == seconds)
    }

    @Test(
        arguments: [
            ("00:00", 0), ("9:00", 540), ("09:05", 545), ("23:59", 1439), ("24:00", nil),
            ("12:60", nil), ("12", nil), ("12:3", nil), ("1:2:3", nil), ("12:30 pm", nil),
            ("-1:00", nil),
        ] as [(String, Int?)])
    func `a time of day is hours and minutes`(text: String, minutes: Int?) {
        #expect(YAMLValue.minutes(text) == minutes)
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
