import Definitions
import Foundation
import Testing

struct ScheduleReadingTests {
    @Test(arguments: schedules)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test(arguments: [
        ("{every: day, at: \"02:00\"}", Schedule.Rule.daily(.every, at: 120)),
        ("{every: weekdays, at: 9:05}", .daily(.weekdays, at: 545)),
        ("{every: Monday, at: 00:00}", .daily(.weekday(1), at: 0)),
        ("{every: sunday, at: 23:59}", .daily(.weekday(7), at: 1439)),
        (
            "{every: first monday, at: 9:00}",
            .daily(.monthlyWeekday(ordinal: 1, weekday: 1), at: 540)
        ),
        (
            "{every: last friday of month, at: 9:00}",
            .daily(.monthlyWeekday(ordinal: -1, weekday: 5), at: 540)
        ),
        ("{every: last day, at: 9:00}", .daily(.dayOfMonth(-1), at: 540)),
        ("{every: last day of the month, at: 9:00}", .daily(.dayOfMonth(-1), at: 540)),
        ("{every: day 15 of month, at: 9:00}", .daily(.dayOfMonth(15), at: 540)),
        ("{every: 30 minutes}", .everyMinutes(30)),
        ("{every: 2 hours}", .everyMinutes(120)),
        ("{every: hour}", .everyMinutes(60)),
        (
            "{cron: \"*/30 9-11 * * MON-WED,5\"}",
            .cron(
                CronLine(
                    text: "*/30 9-11 * * MON-WED,5", minutes: [0, 30], hours: [9, 10, 11],
                    daysOfMonth: Array(1...31), months: Array(1...12), weekdays: [1, 2, 3, 5]))
        ),
    ])
    func `a schedule is read in its human forms`(yaml: String, rule: Schedule.Rule) throws {
        let job = try TestWorkspace(job: "job: a\nschedule: \(yaml)\n").read().jobs.first
        #expect(job?.schedule == Schedule(rule: rule))
    }

    /// A job with a feed of a folder and one of a database.
    private static let feeds = """
        extract:
        - {feed: Tills, into: customers, from: stores, file: tills.csv, map: {id: a}}
        - {feed: members, into: customers, from: shop, query: SELECT 1 AS a, map: {id: a}}
        """

    @Test func `a job runs when files of one of its feeds arrive`() throws {
        let yaml = "job: a\nschedule: {every: arrival of Tills, within: 2 hours}\n" + Self.feeds
        #expect(
            try TestWorkspace(job: yaml).read().jobs.first?.schedule
                == Schedule(rule: .arrival(feed: "Tills"), withinSeconds: 7200))
    }

    @Test(arguments: [
        (
            "{every: arrival of tils}",
            """
            Jobs/a.yaml:2:19: the job has no feed "tils" whose files could arrive
              2 | schedule: {every: arrival of tils}
                |                   ^^^^^^^^^^^^^^^
              Did you mean "Tills"?
            """
        ),
        (
            "{every: arrival of members}",
            """
            Jobs/a.yaml:2:19: the feed "members" reads no folder: nobody sees its files arrive
              2 | schedule: {every: arrival of members}
                |                   ^^^^^^^^^^^^^^^^^^
              Let the job look by itself, as {every: 15 minutes}.
            """
        ),
        (
            "{every: arrival of Tills, overlap: skip}",
            """
            Jobs/a.yaml:2:46: "overlap" does not go with the arrival of files
              2 | schedule: {every: arrival of Tills, overlap: skip}
                |                                              ^^^^
              Take it out: a file that arrives is loaded as soon as the job does not run.
            """
        ),
    ])
    func `a fault of an arrival says what, where and what to do`(
        schedule: String, text: String
    ) throws {
        let yaml = "job: a\nschedule: \(schedule)\n" + Self.feeds
        #expect(try TestWorkspace(job: yaml).texts == [text])
    }

    @Test func `a schedule says what becomes of the ticks that cannot be`() throws {
        let yaml = """
            job: a
            schedule:
              every: day
              at: 2:30
              timezone: Europe/Paris
              missed: run all
              within: 90 minutes
              on_gap: skip
              on_repeat: both
              overlap: queue
              jitter: 5 minutes
              blackout: [2026-12-25, {from: 2027-02-06, to: 2027-02-12, holds: sends}]
            """
        #expect(
            try TestWorkspace(job: yaml).read().jobs.first?.schedule
                == Schedule(
                    rule: .daily(.every, at: 150), timezone: TimeZone(identifier: "Europe/Paris"),
                    missed: .runAll, withinSeconds: 5400, onGap: .skip, onRepeat: .both,
                    overlap: .queue, jitterSeconds: 300,
                    blackouts: [
                        .init(from: "2026-12-25", until: "2026-12-25"),
                        .init(from: "2027-02-06", until: "2027-02-12", held: .sends),
                    ]))
    }

    static let schedules: [Fault] = [
        Fault(
            "a schedule that does not say when",
            #"""
            job: a
            schedule: {missed: skip}
            """#,
            gives: #"""
                Jobs/a.yaml:2:12: the schedule does not say when
                  2 | schedule: {missed: skip}
                    |            ^^^^^^
                  Write {every: day, at: "02:00"}, or {cron: "0 2 * * *"}.
                """#),
        Fault(
            "a schedule without a time",
            #"""
            job: a
            schedule: {every: day}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: the schedule does not say at what time
                  2 | schedule: {every: day}
                    |                   ^^^
                  Add it, as {every: day, at: "02:00"}.
                """#),
        Fault(
            "a schedule that says it twice",
            #"""
            job: a
            schedule: {every: day, at: 2:00, cron: "0 2 * * *"}
            """#,
            gives: #"""
                Jobs/a.yaml:2:12: a schedule has "every" or "cron", not both
                  2 | schedule: {every: day, at: 2:00, cron: "0 2 * * *"}
                    |            ^^^^^
                  Take one of them out.
                """#),
        Fault(
            "a day that is none",
            #"""
            job: a
            schedule: {every: monday morning, at: 2:00}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: "every: monday morning" is no schedule
                  2 | schedule: {every: monday morning, at: 2:00}
                    |                   ^^^^^^^^^^^^^^
                  Write day, weekdays, monday, first monday, last friday, last day of month, day 15 of month, 30 minutes, 2 hours or arrival of FEED.
                """#),
        Fault(
            "minutes at a time",
            #"""
            job: a
            schedule: {every: 30 minutes, at: 2:00}
            """#,
            gives: #"""
                Jobs/a.yaml:2:35: "at" does not go with minutes or hours
                  2 | schedule: {every: 30 minutes, at: 2:00}
                    |                                   ^^^^
                  Take it out, or write "every: day".
                """#),
        Fault(
            "too many minutes",
            #"""
            job: a
            schedule: {every: 48 hours}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: minutes are counted within a day
                  2 | schedule: {every: 48 hours}
                    |                   ^^^^^^^^
                  Write 1 to 1440 minutes, or "every: day" with a time.
                """#),
        Fault(
            "words of a schedule",
            #"""
            job: a
            schedule: {every: day, at: 2:00, missed: run last, within: 0 hours, on_gap: run, overlap: wait}
            """#,
            gives: #"""
                Jobs/a.yaml:2:42: "run last" is nothing that "missed" can be
                  2 | schedule: {every: day, at: 2:00, missed: run last, within: 0 hours, on_gap: run, overlap: wait}
                    |                                          ^^^^^^^^
                  Did you mean "run latest"?

                Jobs/a.yaml:2:60: "0 hours" is not a length of time
                  2 | schedule: {every: day, at: 2:00, missed: run last, within: 0 hours, on_gap: run, overlap: wait}
                    |                                                            ^^^^^^^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.

                Jobs/a.yaml:2:77: "run" is nothing that "on_gap" can be
                  2 | schedule: {every: day, at: 2:00, missed: run last, within: 0 hours, on_gap: run, overlap: wait}
                    |                                                                             ^^^
                  It can be: run after, skip.

                Jobs/a.yaml:2:91: "wait" is nothing that "overlap" can be
                  2 | schedule: {every: day, at: 2:00, missed: run last, within: 0 hours, on_gap: run, overlap: wait}
                    |                                                                                           ^^^^
                  It can be: skip, queue.
                """#),
        Fault(
            "blackouts",
            #"""
            job: a
            schedule: {every: day, at: 2:00, blackout: [2027-02-30, {from: 2027-02-06, to: 2027-02-01, holds: all}]}
            """#,
            gives: #"""
                Jobs/a.yaml:2:45: "2027-02-30" is not a date
                  2 | schedule: {every: day, at: 2:00, blackout: [2027-02-30, {from: 2027-02-06, to: 2027-02-01, holds: all}]}
                    |                                             ^^^^^^^^^^
                  Write year, month and day, as 2026-11-21.

                Jobs/a.yaml:2:80: "to" is before "from"
                  2 | schedule: {every: day, at: 2:00, blackout: [2027-02-30, {from: 2027-02-06, to: 2027-02-01, holds: all}]}
                    |                                                                                ^^^^^^^^^^
                  Both days are inclusive: exchange them.

                Jobs/a.yaml:2:99: "all" is nothing that "holds" can be
                  2 | schedule: {every: day, at: 2:00, blackout: [2027-02-30, {from: 2027-02-06, to: 2027-02-01, holds: all}]}
                    |                                                                                                   ^^^
                  It can be: sends, extracts, both.
                """#),
        Fault(
            "at with cron",
            #"""
            job: a
            schedule: {cron: "0 9 * * *", at: 9:00}
            """#,
            gives: #"""
                Jobs/a.yaml:2:35: "at" does not go with "cron"
                  2 | schedule: {cron: "0 9 * * *", at: 9:00}
                    |                                   ^^^^
                  The cron line's first two fields are the minute and the hour.
                """#),
    ]
}
