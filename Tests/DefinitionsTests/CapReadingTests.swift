import Testing

struct CapReadingTests {
    @Test(arguments: caps)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let caps: [Fault] = [
        Fault(
            "topics and caps", in: "Jobs/workspace.yaml",
            #"""
            name: L
            timezone: UTC
            currency: CNY
            topics:
              news: {consent: optin}
              greetings: opt-in
            caps:
              - {topics: [nws], at_most: -1, per: year}
              - {topics: all, at_most: 1, per: day}
              - {topics: all, at_most: 1, per: day}
              - {at_most: 1}
            """#,
            gives: #"""
                Jobs/workspace.yaml:5:19: "optin" is nothing that "consent" can be
                  5 |   news: {consent: optin}
                    |                   ^^^^^
                  Did you mean "opt-in"?

                Jobs/workspace.yaml:6:14: "greetings" must hold keys and values, not a single value
                  6 |   greetings: opt-in
                    |              ^^^^^^
                  Write "greetings: {key: value}", or one indented "key: value" a line.

                Jobs/workspace.yaml:8:15: unknown topic "nws"
                  8 |   - {topics: [nws], at_most: -1, per: year}
                    |               ^^^
                  Did you mean "news"?

                Jobs/workspace.yaml:8:30: "at_most" must be a whole number from 1 to 1000000, not "-1"
                  8 |   - {topics: [nws], at_most: -1, per: year}
                    |                              ^^
                  Write it in digits.

                Jobs/workspace.yaml:8:39: "year" is not a window
                  8 |   - {topics: [nws], at_most: -1, per: year}
                    |                                       ^^^^
                  Write day, week or month (by the calendar), or an exact time as 14 days.

                Jobs/workspace.yaml:10:5: two caps are named "1 per day"
                  10 |   - {topics: all, at_most: 1, per: day}
                     |     ^
                  Delete one, or give it another "name".

                Jobs/workspace.yaml:11:6: the key "topics" is missing
                  11 |   - {at_most: 1}
                     |      ^^^^^^^
                  Add it: topics: all

                Jobs/workspace.yaml:11:6: the key "per" is missing
                  11 |   - {at_most: 1}
                     |      ^^^^^^^
                  Add it: per: day
                """#)
    ]
}
