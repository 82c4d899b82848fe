import Testing

struct TierProgrammeReadingTests {
    @Test(arguments: programmes)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let programmes: [Fault] = [
        Fault(
            "no levels",
            #"""
            job: a
            transform:
              tiers:
                programme: p
                by: spend(last 365 days)
                levels: []
            """#,
            gives: #"""
                Jobs/a.yaml:6:13: a tier programme without levels
                  6 |     levels: []
                    |             ^
                  Write at least one: "levels: [{tier: reader, from: 0}]".
                """#),
        Fault(
            "levels that fall",
            #"""
            job: a
            transform:
              tiers:
                programme: p
                by: spend(last 365 days)
                levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
            """#,
            gives: #"""
                Jobs/a.yaml:6:35: the first tier, "reader", does not begin at 0
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                   ^
                  Write "from: 0", or a lower tier before it: every customer has a tier.

                Jobs/a.yaml:6:60: the tier "silver" does not begin above "reader"
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                                            ^
                  Write the levels from the lowest to the highest "from".

                Jobs/a.yaml:6:73: "discount" cannot be "5"
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                                                         ^
                  Write a percentage from 0% to 100%, as "discount: 5%".

                Jobs/a.yaml:6:84: a second tier is named "silver"
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                                                                    ^^^^^^
                  Give each tier of a programme a name of its own.

                Jobs/a.yaml:6:98: the tier "silver" does not begin above "silver"
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                                                                                  ^
                  Write the levels from the lowest to the highest "from".

                Jobs/a.yaml:6:100: "from" ends at the comma, and "5" is no key
                  6 |     levels: [{tier: reader, from: 5}, {tier: silver, from: 3, discount: 5}, {tier: silver, from: 1,5}]
                    |                                                                                                    ^
                  Inside { } an expression with a comma must be quoted: {from: '…, …'}.
                """#),
        Fault(
            "a downgrade rule",
            #"""
            job: a
            transform:
              tiers:
                programme: p
                by: spend(last 365 days)
                levels: [{tier: reader, from: 0}]
                downgrade: slowly
                keep_for: 36 hours
            """#,
            gives: #"""
                Jobs/a.yaml:7:16: "slowly" is nothing that "downgrade" can be
                  7 |     downgrade: slowly
                    |                ^^^^^^
                  It can be: one level, to earned, never.

                Jobs/a.yaml:8:15: "36 hours" is not a number of days
                  8 |     keep_for: 36 hours
                    |               ^^^^^^^^
                  Write it in whole days or weeks, as "keep_for: 30 days".
                """#),
        Fault(
            "a condition for a metric",
            #"""
            job: a
            transform:
              tiers:
                programme: p
                by: orders >= 2
                levels: [{tier: reader, from: 0}]
            """#,
            gives: #"""
                Jobs/a.yaml:5:16: expected nothing more, found ">="
                  5 |     by: orders >= 2
                    |                ^^
                  An amount stands alone, as in spend(last 365 days).
                """#),
    ]
}
