import Testing

struct CampaignReadingTests {
    @Test(arguments: campaigns)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
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
