import Testing

struct TriggerReadingTests {
    @Test(arguments: triggers)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let triggers: [Fault] = [
        Fault(
            "an unknown key of a trigger",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {birthday: {leapday: feb 28}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:26: unknown key "leapday"
              4 |     trigger: {birthday: {leapday: feb 28}}
                |                          ^^^^^^^
              Did you mean "leap_day"?
            """#),
        Fault(
            "an unknown leap day",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {birthday: {leap_day: feb 29}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:36: "feb 29" is nothing that "leap_day" can be
              4 |     trigger: {birthday: {leap_day: feb 29}}
                |                                    ^^^^^^
              Did you mean "feb 28"?
            """#),
        Fault(
            "two triggers",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {birthday: {}, restock: {}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:14: a campaign has one trigger, not 2
              4 |     trigger: {birthday: {}, restock: {}}
                |              ^
              Write one campaign for each; an audience can narrow a trigger down.
            """#),
        Fault(
            "a trigger of the design that is not there yet",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {order: {days: 30}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:15: the trigger "order" is not supported yet
              4 |     trigger: {order: {days: 30}}
                |               ^^^^^
              A segment can stand in: "trigger: {segment: {enters: NAME}}".
            """#),
        Fault(
            "a new-products mail that never goes out",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {new-products: {at_most: 3, at_least: 4, match: [genre], new_for: 12 hours}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:52: "at_least" is more than "at_most", so no mail could ever go out
              4 |     trigger: {new-products: {at_most: 3, at_least: 4, match: [genre], new_for: 12 hours}}
                |                                                    ^
              "at_most" is 3: lower "at_least" or raise "at_most".

            Jobs/a.yaml:4:63: "genre" is nothing that "match" can be
              4 |     trigger: {new-products: {at_most: 3, at_least: 4, match: [genre], new_for: 12 hours}}
                |                                                               ^^^^^
              It can be: category, author.

            Jobs/a.yaml:4:80: "12 hours" is not a number of days
              4 |     trigger: {new-products: {at_most: 3, at_least: 4, match: [genre], new_for: 12 hours}}
                |                                                                                ^^^^^^^^
              Write it in whole days or weeks, as "new_for: 30 days".
            """#),
        Fault(
            "a restock mail for nobody",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {restock: {factor: 0, expires: soon, rank_by: membership}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:33: with "factor: 0" nobody is told
              4 |     trigger: {restock: {factor: 0, expires: soon, rank_by: membership}}
                |                                 ^
              Write how many are told for each unit that arrived, as "factor: 2".

            Jobs/a.yaml:4:45: "soon" is not a number of days
              4 |     trigger: {restock: {factor: 0, expires: soon, rank_by: membership}}
                |                                             ^^^^
              Write it in whole days or weeks, as "expires: 30 days".

            Jobs/a.yaml:4:60: unknown tier programme "membership"
              4 |     trigger: {restock: {factor: 0, expires: soon, rank_by: membership}}
                |                                                            ^^^^^^^^^^
              There are no tier programmes yet.
            """#),
        Fault(
            "a segment trigger without a segment",
            #"""
            job: a
            load:
              - campaign: c
                trigger: segment
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:14: the trigger "segment" needs one move and a segment
              4 |     trigger: segment
                |              ^^^^^^^
              Write {segment: {enters: NAME}}, {segment: {leaves: NAME}} or {segment: {in: NAME}}.
            """#),
        Fault(
            "a segment trigger with two moves",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {segment: {enters: s, leaves: s}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:25: the trigger "segment" needs one move and a segment
              4 |     trigger: {segment: {enters: s, leaves: s}}
                |                         ^^^^^^
              Write {segment: {enters: NAME}}, {segment: {leaves: NAME}} or {segment: {in: NAME}}.
            """#),
        Fault(
            "a segment trigger of an unknown segment",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {segment: {enters: lapsed}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:33: unknown segment "lapsed"
              4 |     trigger: {segment: {enters: lapsed}}
                |                                 ^^^^^^
              There are no segments yet.
            """#),
        Fault(
            "a tier trigger without a programme",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {tier: up}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:21: there is no tier programme whose tiers could go up
              4 |     trigger: {tier: up}
                |                     ^^
              Write one under "transform:", as "tiers: {programme: membership, …}".
            """#),
        Fault(
            "a tier trigger without a direction",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {tier: {}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:21: the trigger "tier" needs a direction and a tier programme
              4 |     trigger: {tier: {}}
                |                     ^
              Write {tier: {up: PROGRAMME}} or {tier: {down: PROGRAMME}}.
            """#),
        Fault(
            "a tier trigger of an unknown direction",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {tier: upwards}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
            Jobs/a.yaml:4:21: "upwards" is nothing that "tier" can be
              4 |     trigger: {tier: upwards}
                |                     ^^^^^^^
              It can be: up, down.
            """#),
    ]
}
