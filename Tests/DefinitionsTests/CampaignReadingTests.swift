import Definitions
import Problems
import Testing

struct CampaignReadingTests {
    @Test func `holdout, variants and vouchers are read`() throws {
        let workspace = try TestWorkspace(
            job: """
                job: a
                load:
                  - campaign: c
                    trigger: birthday
                    template: birthday
                    topic: greetings
                    holdout: 2.5%
                    vouchers: gifts
                    variants:
                      - {variant: warm, share: 50%, subject: "Dear you"}
                      - {variant: short, template: birthday}
                      - {variant: long}
                  - campaign: d
                    trigger: birthday
                    template: birthday
                    topic: greetings
                    vouchers: {pool: gifts, valid_for: 2 weeks}
                """
        ).read()
        let campaigns = workspace.jobs.flatMap(\.campaigns)
        #expect(campaigns.map(\.holdoutPercent) == [2.5, nil])
        #expect(
            campaigns.map(\.vouchers) == [
                VoucherUse(pool: "gifts"), VoucherUse(pool: "gifts", validForDays: 14),
            ])
        #expect(campaigns[0].variants.map(\.name) == ["warm", "short", "long"])
        #expect(campaigns[0].variants.map(\.sharePercent) == [50, 25, 25])
        #expect(campaigns[0].variants.map(\.subject) == ["Dear you", nil, nil])
        #expect(campaigns[0].variants.map(\.template) == [nil, "birthday", nil])
        #expect(campaigns[1].variants == [])
    }

    @Test(arguments: campaigns)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test func `a campaign is read whole`() throws {
        let job = """
            job: birthday
            schedule: {every: day, at: "08:00"}
            transform: {segments: {do-not-greet: orders = 0}}
            load:
              - campaign: birthday-card
                trigger: {birthday: {leap_day: mar 1, calendar: lunar, days_before: 3}}
                audience: email is known and not in segment do-not-greet
                template: birthday
                topic: greetings
                priority: 90
                send: {at: 9:00, in: workspace's time zone}
                expires: 2 days
                guard: at most 5000
                from: 2026-12-01
                until: 2027-11-30
                was: old-card
            """
        let campaign = try #require(
            TestWorkspace(job: job).read().jobs.first?.campaigns.first)
        #expect(campaign.name == "birthday-card")
        #expect(
            campaign.trigger
                == .birthday(.init(leapDay: .march1, calendar: .lunar, daysBefore: 3)))
        #expect(campaign.audience?.text == "email is known and not in segment do-not-greet")
        #expect(campaign.template == "birthday")
        #expect(campaign.topic == "greetings")
        #expect(campaign.priority == 90)
        #expect(campaign.send == SendTime(at: 540, inCustomerZone: false))
        #expect(campaign.expiresSeconds == 172_800)
        #expect(campaign.guardAtMost == 5000)
        #expect(campaign.from == "2026-12-01")
        #expect(campaign.until == "2027-11-30")
        #expect(campaign.formerName == "old-card")
        #expect(campaign.place.description == "Jobs/a.yaml:5:15")
        #expect(campaign.templatePlace.description == "Jobs/a.yaml:8:15")
    }

    @Test func `a campaign needs four lines`() throws {
        let job = """
            job: birthday
            load:
              - {campaign: card, trigger: birthday, template: birthday, topic: greetings}
            """
        let campaign = try #require(
            TestWorkspace(job: job).read().jobs.first?.campaigns.first)
        #expect(campaign.trigger == .birthday(.init()))
        #expect(campaign.audience == nil)
        #expect(campaign.priority == 50)
        #expect(campaign.send == SendTime())
        #expect(campaign.expiresSeconds == 86_400)
        #expect(campaign.guardAtMost == nil)
        #expect(campaign.formerName == nil)
    }

    static let campaigns: [Fault] = [
        Fault(
            "a send window without a time",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                send: {in: workspace's time zone}
            """#,
            gives: #"""
                Jobs/a.yaml:7:12: the key "at" is missing
                  7 |     send: {in: workspace's time zone}
                    |            ^^
                  Add it: at: 09:00
                """#),
        Fault(
            "a campaign that ends before it begins",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                from: 2026-12-01
                until: 2026-11-30
            """#,
            gives: #"""
                Jobs/a.yaml:8:12: "until" is before "from"
                  8 |     until: 2026-11-30
                    |            ^^^^^^^^^^
                  Both days are inclusive: exchange them.
                """#),
        Fault(
            "a campaign renamed from itself",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                was: c
            """#,
            gives: #"""
                Jobs/a.yaml:7:10: the campaign "c" still exists, so nothing was renamed from it
                  7 |     was: c
                    |          ^
                  It is at Jobs/a.yaml:3:15: delete it there, or take "was" out here.
                """#),
        Fault(
            "parameters of links",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                utm: off
              - campaign: d
                trigger: birthday
                template: birthday
                topic: greetings
                utm: {contents: spring, term: [a]}
            """#,
            gives: #"""
                Jobs/a.yaml:7:10: "utm" must be none, or hold keys and values
                  7 |     utm: off
                    |          ^^^
                  Write "utm: {content: …}" to change some, or "utm: none" to add nothing.

                Jobs/a.yaml:12:11: unknown key "contents"
                  12 |     utm: {contents: spring, term: [a]}
                     |           ^^^^^^^^
                  Did you mean "content"?

                Jobs/a.yaml:12:35: "term" must be a text, not a list
                  12 |     utm: {contents: spring, term: [a]}
                     |                                   ^
                  Write one value: "term: …".
                """#),
        Fault(
            "a holdout that is no share, vouchers without a pool, one variant",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                vouchers: {valid_for: 14 days}
                holdout: 500
                variants: [{variant: a}]
            """#,
            gives: #"""
                Jobs/a.yaml:7:16: the key "pool" is missing
                  7 |     vouchers: {valid_for: 14 days}
                    |                ^^^^^^^^^
                  Add it: pool: birthday-2026

                Jobs/a.yaml:8:14: "holdout" cannot be "500"
                  8 |     holdout: 500
                    |              ^^^
                  Write a percentage from 0% to 100%, as "holdout: 5%".

                Jobs/a.yaml:9:15: "variants" compares two mails or more
                  9 |     variants: [{variant: a}]
                    |               ^
                  Add another, or take "variants" out.
                """#),
        Fault(
            "variants of one name, shares that come to more than all, a template that is not there",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                variants:
                  - {variant: warm, share: 60%, subject: "Dear you"}
                  - {variant: warm, share: 50%, template: birthdya}
            """#,
            gives: #"""
                Jobs/a.yaml:8:7: the shares of the variants come to 110%, not 100%
                  8 |       - {variant: warm, share: 60%, subject: "Dear you"}
                    |       ^
                  Change them, or take "share" out for equal parts.

                Jobs/a.yaml:9:9: two variants are named "warm"
                  9 |       - {variant: warm, share: 50%, template: birthdya}
                    |         ^
                  Give one of them another name: results are told by it.

                Jobs/a.yaml:9:47: there is no file Templates/birthdya.html
                  9 |       - {variant: warm, share: 50%, template: birthdya}
                    |                                               ^^^^^^^^
                  Did you mean "birthday"?
                """#),
    ]
}
