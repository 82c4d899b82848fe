import Testing

struct YAMLMappingTests {
    @Test(arguments: keys)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let keys: [Fault] = [
        Fault(
            "an unknown key",
            #"""
            job: a
            shedule: {every: day, at: "02:00"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:1: unknown key "shedule"
                  2 | shedule: {every: day, at: "02:00"}
                    | ^^^^^^^
                  Did you mean "schedule"?
                """#),
        Fault(
            "a key like no other",
            #"""
            job: a
            foo: 1
            """#,
            gives: #"""
                Jobs/a.yaml:2:1: unknown key "foo"
                  2 | foo: 1
                    | ^^^
                  The keys here are: after, attributes, description, extract, job, load, must finish by, retry, schedule, timeout, transform.
                """#),
        Fault(
            "wide characters before the fault",
            #"""
            job: a
            schedule: {every: day, at: "02:00", 描述: 好, missed: sometimes}
            """#,
            gives: #"""
                Jobs/a.yaml:2:37: unknown key "描述"
                  2 | schedule: {every: day, at: "02:00", 描述: 好, missed: sometimes}
                    |                                     ^^
                  The keys here are: at, blackout, cron, every, jitter, missed, on_gap, on_repeat, overlap, timezone, within.

                Jobs/a.yaml:2:52: "sometimes" is nothing that "missed" can be
                  2 | schedule: {every: day, at: "02:00", 描述: 好, missed: sometimes}
                    |                                                    ^^^^^^^^^
                  It can be: run latest, run all, skip.
                """#),
        Fault(
            "a comma in an unquoted expression",
            #"""
            job: a
            transform:
              segments:
                s: {where: tier in (gold, silver), guard: change at most 30%}
            """#,
            gives: #"""
                Jobs/a.yaml:4:31: "where" ends at the comma, and "silver)" is no key
                  4 |     s: {where: tier in (gold, silver), guard: change at most 30%}
                    |                               ^^^^^^^
                  Inside { } an expression with a comma must be quoted: {where: '…, …'}.
                """#),
        Fault(
            "a comma and a word",
            #"""
            job: a
            transform:
              segments:
                s: {where: orders >= 2 and city = Paris, London}
            """#,
            gives: #"""
                Jobs/a.yaml:4:46: "where" ends at the comma, and "London" is no key
                  4 |     s: {where: orders >= 2 and city = Paris, London}
                    |                                              ^^^^^^
                  Inside { } an expression with a comma must be quoted: {where: '…, …'}.
                """#),
        Fault(
            "a merge key",
            #"""
            job: &x a
            <<: {description: b}
            """#,
            gives: #"""
                Jobs/a.yaml:2:1: "<<" merges nothing: YAML 1.2 has no merge keys
                  2 | <<: {description: b}
                    | ^^
                  Write the keys out; an alias (*name) may stand for a whole value.
                """#),
        Fault(
            "a list as a key",
            #"""
            ? [a, b]
            : c
            job: a
            """#,
            gives: #"""
                Jobs/a.yaml:1:3: a key must be a word, not a list or a mapping
                  1 | ? [a, b]
                    |   ^
                  Write "key: value".
                """#),
        Fault(
            "an empty value",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic:
                audience:
            """#,
            gives: #"""
                Jobs/a.yaml:6:5: "topic" has no value
                  6 |     topic:
                    |     ^^^^^
                  Write it: topic: greetings
                """#),
        Fault(
            "a campaign that lacks everything",
            #"""
            job: a
            load:
              - campaign: c
            """#,
            gives: #"""
                Jobs/a.yaml:3:5: the key "trigger" is missing
                  3 |   - campaign: c
                    |     ^^^^^^^^
                  Add it: trigger: birthday

                Jobs/a.yaml:3:5: the key "template" is missing
                  3 |   - campaign: c
                    |     ^^^^^^^^
                  Add it: template: birthday

                Jobs/a.yaml:3:5: the key "topic" is missing
                  3 |   - campaign: c
                    |     ^^^^^^^^
                  Add it: topic: greetings
                """#),
    ]
}
