import Definitions
import Problems
import Testing

struct CampaignReadingTests {
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
            "what is not supported yet",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                vouchers: v
                holdout: 5%
                variants: []
            """#,
            gives: #"""
                Jobs/a.yaml:7:5: "vouchers" is not supported yet
                  7 |     vouchers: v
                    |     ^^^^^^^^
                  Take it out; a voucher's code can stand in the template.

                Jobs/a.yaml:8:5: "holdout" is not supported yet
                  8 |     holdout: 5%
                    |     ^^^^^^^
                  Take it out; a segment can leave customers aside.

                Jobs/a.yaml:9:5: "variants" is not supported yet
                  9 |     variants: []
                    |     ^^^^^^^^
                  Take it out, or write a campaign for each variant.
                """#),
    ]
}
