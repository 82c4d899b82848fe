import Testing

struct YAMLValueTextTests {
    @Test(arguments: texts)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let texts: [Fault] = [
        Fault(
            "a name with a space",
            #"""
            job: my job
            """#,
            gives: #"""
                Jobs/a.yaml:1:6: "my job" is not a name
                  1 | job: my job
                    |      ^^^^^^
                  A name has letters, digits, hyphens and underscores only, as "new-readers".
                """#),
        Fault(
            "a yes for true",
            #"""
            job: a
            transform:
              segments:
                s: {where: orders >= 2, include_existing: yes}
            """#,
            gives: #"""
                Jobs/a.yaml:4:47: "include_existing" must be true or false, not "yes"
                  4 |     s: {where: orders >= 2, include_existing: yes}
                    |                                               ^^^
                  Write true or false; YAML 1.2 has no yes, no, on and off.
                """#),
        Fault(
            "an unknown zone of sending",
            #"""
            job: a
            load:
              - campaign: c
                trigger: birthday
                template: birthday
                topic: greetings
                send: {at: 9:00, in: customers time zone}
            """#,
            gives: #"""
                Jobs/a.yaml:7:26: "customers time zone" is nothing that "in" can be
                  7 |     send: {at: 9:00, in: customers time zone}
                    |                          ^^^^^^^^^^^^^^^^^^^
                  Did you mean "customer's time zone"?
                """#),
        Fault(
            "an unknown time zone",
            #"""
            job: a
            schedule: {every: day, at: 2:00, timezone: Asia/Shangai}
            """#,
            gives: #"""
                Jobs/a.yaml:2:44: "Asia/Shangai" is not a time zone
                  2 | schedule: {every: day, at: 2:00, timezone: Asia/Shangai}
                    |                                            ^^^^^^^^^^^^
                  Did you mean "Asia/Shanghai"?
                """#),
    ]
}
