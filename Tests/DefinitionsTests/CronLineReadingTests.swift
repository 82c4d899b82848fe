import Testing

@testable import Definitions

struct CronLineReadingTests {
    @Test(arguments: cronLines)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(
        .enabled(if: SharedData.isThere, "the cron cases are not part of the repository"),
        arguments: ["validity.csv", "errors.csv"])
    func `what others call valid or wrong is so here`(file: String) throws {
        for row in try SharedData.rows("cron-gronx/\(file)") {
            let fields = row[0].split(separator: " ", omittingEmptySubsequences: true)
            let isValid =
                fields.count == 5
                && zip(CronField.all, fields).allSatisfy { field, text in
                    (try? field.values(of: String(text))) != nil  // Only whether it is valid.
                }
            #expect(isValid == (file == "validity.csv" && row[1] == "true"), "\(row[0])")
        }
    }

    @Test(arguments: [
        ("*", [1, 2, 3, 4, 5, 6, 7]),
        ("0", [7]),
        ("7", [7]),
        ("fri-sun", [5, 6, 7]),
        ("0-2", [1, 2, 7]),
        ("1-5/2", [1, 3, 5]),
        ("mon,WED", [1, 3]),
    ])
    func `weekdays are counted from Monday`(text: String, days: [Int]) throws {
        #expect(try CronField.all[4].values(of: text) == days)
    }

    static let cronLines: [Fault] = [
        Fault(
            "four fields",
            #"""
            job: a
            schedule: {cron: "0 2 * *"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: a cron line has five fields, this one has 4
                  2 | schedule: {cron: "0 2 * *"}
                    |                   ^^^^^^^
                  They are minute, hour, day of month, month, day of week: "0 2 * * *".
                """#),
        Fault(
            "five wrong fields",
            #"""
            job: a
            schedule: {cron: "60 A-B */0 13 8-4"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: "60" cannot be the minute of a cron line
                  2 | schedule: {cron: "60 A-B */0 13 8-4"}
                    |                   ^^
                  Write *, a value (0-59), a list 1,2, a range 1-5 or a step */2.

                Jobs/a.yaml:2:22: "A-B" cannot be the hour of a cron line
                  2 | schedule: {cron: "60 A-B */0 13 8-4"}
                    |                      ^^^
                  Write *, a value (0-23), a list 1,2, a range 1-5 or a step */2.

                Jobs/a.yaml:2:26: the step of "*/0" is not a number from 1 to 31
                  2 | schedule: {cron: "60 A-B */0 13 8-4"}
                    |                          ^^^
                  Write the step behind the slash, as */2.

                Jobs/a.yaml:2:30: "13" cannot be the month of a cron line
                  2 | schedule: {cron: "60 A-B */0 13 8-4"}
                    |                              ^^
                  Write *, a value (1-12 or JAN-DEC), a list 1,2, a range 1-5 or a step */2.

                Jobs/a.yaml:2:33: "8-4" cannot be the day of week of a cron line
                  2 | schedule: {cron: "60 A-B */0 13 8-4"}
                    |                                 ^^^
                  Write *, a value (0-7 or SUN-SAT), a list 1,2, a range 1-5 or a step */2.
                """#),
        Fault(
            "a cron line with two readings",
            #"""
            job: a
            schedule: {cron: "0 9 1,15 * MON"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: the cron line restricts both the day of the month and the day of the week
                  2 | schedule: {cron: "0 9 1,15 * MON"}
                    |                   ^^^^^^^^^^^^^^
                  It could mean the days of month 1,15 and also every weekday MON, or only those days of month 1,15 that fall on weekday MON. Write "*" for one of them, or use "every", as "every: first monday".
                """#),
        Fault(
            "a cron line that never comes",
            #"""
            job: a
            schedule: {cron: "0 9 31 4,6 *"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: the cron line names a day that none of its months has
                  2 | schedule: {cron: "0 9 31 4,6 *"}
                    |                   ^^^^^^^^^^^^
                  April, June, September and November have 30 days, February has 28 or 29.
                """#),
    ]
}
