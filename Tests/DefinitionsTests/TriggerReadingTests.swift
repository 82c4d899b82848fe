import Definitions
import Problems
import Testing

struct TriggerReadingTests {
    @Test(arguments: triggers)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test func `a mail of one day names the day`() throws {
        let job = """
            job: a
            load:
              - {campaign: c, trigger: {once: 2026-12-24}, template: birthday, topic: greetings}
            """
        let campaigns = try TestWorkspace(job: job).read().jobs.flatMap(\.campaigns)
        let day = try #require(LocalDate("2026-12-24"))
        #expect(campaigns.map(\.trigger) == [.once(day)])
    }

    @Test(arguments: [
        ("birthday", Trigger.birthday(.init())),
        ("{birthday}", .birthday(.init())),
        ("{birthday: {}}", .birthday(.init())),
        ("{birthday: {leap_day: skip}}", .birthday(.init(leapDay: .skip))),
        ("{birthday: {calendar: as given}}", .birthday(.init())),
        ("new-products", .newProducts(.init())),
        (
            "{new-products: {at_most: 4, at_least: 2, match: author, new_for: 2 weeks}}",
            .newProducts(.init(atMost: 4, atLeast: 2, match: [.author], newForDays: 14))
        ),
        (
            "{new-products: {match: [category, author]}}",
            .newProducts(.init(match: [.category, .author]))
        ),
        ("{new-products: {match: bought together}}", .newProducts(.init(match: [.together]))),
        ("{order: {days_after: 0}}", .order(.init(daysAfter: 0))),
        ("restock", .restock(.init())),
        (
            "{restock: {factor: 1.5, expires: never, rank_by: club}}",
            .restock(.init(factor: 1.5, waitDays: nil, rankBy: "club"))
        ),
        ("{restock: {expires: 90 days}}", .restock(.init(waitDays: 90))),
        ("{segment: {enters: s}}", .segment(.enters, "s")),
        ("{segment: {leaves: s}}", .segment(.leaves, "s")),
        ("{segment: {in: s}}", .segment(.in, "s")),
        ("{tier: {up: club}}", .tier(.up, programme: "club")),
        ("{tier: {down: club}}", .tier(.down, programme: "club")),
        ("{tier: up}", .tier(.up, programme: "club")),
    ])
    func `a trigger is a word or a mapping`(yaml: String, trigger: Trigger) throws {
        let job = """
            job: a
            transform:
              tiers: [{programme: club, by: spend(last 365 days), levels: [{tier: t, from: 0}]}]
              segments: {s: orders >= 2}
            load:
              - {campaign: c, trigger: \(yaml), template: birthday.html, topic: news}
            """
        let campaign = try #require(
            TestWorkspace(job: job).read().jobs.first?.campaigns.first)
        #expect(campaign.trigger == trigger)
        #expect(campaign.template == "birthday")
    }

    @Test func `up alone is not enough when there are two programmes`() throws {
        let job = """
            job: a
            transform:
              tiers:
                - {programme: b, by: orders, levels: [{tier: t, from: 0}]}
                - {programme: a, by: orders, levels: [{tier: t, from: 0}]}
            load:
              - {campaign: c, trigger: {tier: up}, template: birthday, topic: news}
            """
        #expect(
            try TestWorkspace(job: job).problems.map { "\($0.summary). \($0.hint)" } == [
                #"""
                "tier: up" could mean a or b. Write the programme too, as {tier: {up: a}}.
                """#
            ])
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
            "an order trigger without days",
            #"""
            job: a
            load:
              - campaign: c
                trigger: order
                template: birthday
                topic: greetings
            """#,
            gives: #"""
                Jobs/a.yaml:4:14: the trigger "order" needs a number of days
                  4 |     trigger: order
                    |              ^^^^^
                  Write how long after an order the mail goes, as {order: {days_after: 14}}.
                """#),
        Fault(
            "an order trigger with another key",
            #"""
            job: a
            load:
              - campaign: c
                trigger: {order: {days: 30}}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
                Jobs/a.yaml:4:23: the key "days_after" is missing
                  4 |     trigger: {order: {days: 30}}
                    |                       ^^^^
                  Add it: days_after: 14

                Jobs/a.yaml:4:23: unknown key "days"
                  4 |     trigger: {order: {days: 30}}
                    |                       ^^^^
                  The keys here are: days_after.
                """#),
        Fault(
            "a mail for no day, and for one that there is not",
            #"""
            job: a
            load:
              - campaign: c
                trigger: once
                template: birthday
                topic: greetings
              - campaign: d
                trigger: {once: 2027-02-29}
                template: birthday
                topic: greetings
            """#,
            gives: #"""
                Jobs/a.yaml:4:14: the trigger "once" needs a day
                  4 |     trigger: once
                    |              ^^^^
                  Write the day on which the mail goes, as {once: 2026-12-24}.

                Jobs/a.yaml:8:21: "2027-02-29" is not a date
                  8 |     trigger: {once: 2027-02-29}
                    |                     ^^^^^^^^^^
                  Write year, month and day, as 2026-11-21.
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
                  It can be: category, author, bought together.

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
