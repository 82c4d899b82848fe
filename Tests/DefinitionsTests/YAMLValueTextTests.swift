import Definitions
import Testing

struct YAMLValueTextTests {
    @Test(arguments: texts)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(
        arguments: [
            ("NO", "NO"), ("yes", "yes"), ("12:30", "12:30"), ("00123", "00123"), ("1e3", "1e3"),
            ("0x1F", "0x1F"), ("1_000", "1_000"), ("2026-11-21", "2026-11-21"), (".inf", ".inf"),
            ("true", "true"), ("'null'", "null"), ("\"~\"", "~"), ("null", nil), ("~", nil),
            ("NULL", nil), ("", nil), ("\"a\\tb\\u4e66\"", "a\tb书"), ("'it''s'", "it's"),
            ("!!int 007", "007"), ("&x a # not b", "a"), ("a#b", "a#b"),
            (">\n  one\n  two\n", "one two\n"), ("|-\n  one\n  two\n", "one\ntwo"),
        ] as [(String, String?)])
    func `a text is what the file says`(yaml: String, text: String?) throws {
        let job = try TestWorkspace(job: "job: a\ndescription: \(yaml)\n").read().jobs.first
        #expect(job?.description == text)
    }

    @Test(arguments: [
        ("true", true), ("True", true), ("TRUE", true), ("false", false), ("\"false\"", false),
        ("null", false),
    ])
    func `true and false are read as YAML 1_2 says`(yaml: String, value: Bool) throws {
        let job = """
            job: a
            transform: {segments: {s: {where: orders >= 2, include_existing: \(yaml)}}}
            """
        #expect(try TestWorkspace(job: job).read().jobs.first?.segments[0].includeExisting == value)
    }

    @Test func `an alias stands for the whole value, and its fault is told once`() throws {
        let job = """
            job: a
            transform:
              segments:
                one: &rule {where: orders >= 2, guard: change at most 30%}
                two: *rule
            """
        let segments = try #require(TestWorkspace(job: job).read().jobs.first?.segments)
        #expect(segments.map(\.name) == ["one", "two"])
        #expect(segments.map(\.guardPercent) == [30, 30])
        let faulty = job.replacing("30%", with: "30")
        #expect(try TestWorkspace(job: faulty).problems.count == 1)
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
