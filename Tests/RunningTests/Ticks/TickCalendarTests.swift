import Definitions
import Foundation
import TestKit
import Testing

@testable import Running

struct TickCalendarTests {
    /// Zones with their odd habits: São Paulo and Tehran changed at midnight, Lord Howe by half an
    /// hour, Shanghai not since 1991.
    static let zones = [
        ("America/New_York", 2024, 2028), ("Europe/Paris", 2024, 2028),
        ("America/Sao_Paulo", 2014, 2018), ("Australia/Lord_Howe", 2024, 2028),
        ("Asia/Tehran", 2018, 2022), ("Asia/Shanghai", 1987, 1991), ("Asia/Shanghai", 2024, 2028),
    ]

    @Test(.enabled(if: PythonTicks.isThere), arguments: zones)
    func `a time of day comes in each zone and policy as Python reckons`(
        name: String, first: Int, last: Int
    ) throws {
        let zone = try #require(TimeZone(identifier: name))
        let expected = try PythonTicks.daily(zone: name, from: first, to: last)
        #expect(expected.count == PythonTicks.times.count * 4)
        for time in PythonTicks.times {
            for gap in Schedule.Gap.allCases {
                for twice in Schedule.Repeat.allCases {
                    let schedule = Schedule(
                        rule: .daily(.every, at: time), onGap: gap, onRepeat: twice)
                    let found = Self.ticks(of: schedule, zone, first, last)
                    let words = gap == .skip ? "skip" : "run-after"
                    let key = "\(time) \(words) \(twice.rawValue)"
                    #expect(found == expected[key], "\(name) \(key)")
                }
            }
        }
    }

    @Test(.enabled(if: PythonTicks.isThere), arguments: zones)
    func `every so many minutes passes over changes of the clocks as Python reckons`(
        name: String, first: Int, last: Int
    ) throws {
        let zone = try #require(TimeZone(identifier: name))
        for minutes in [45, 60, 420] {
            let found = Self.ticks(
                of: Schedule(rule: .everyMinutes(minutes)), zone, first, last)
            let expected = try PythonTicks.counted(
                zone: name, from: first, to: last, minutes: minutes)
            #expect(found == expected, "\(name) \(minutes)")
        }
    }

    /// Lines around all changes: at night, at midnight, on some days alone, of every hour, and of times
    /// of which one falls onto another.
    private static let cronLines = [
        "15 2 * * *", "*/30 1-3 * * *", "0 0 * * sun", "30 0,23 1-7 */2 *", "15,45 * * * *",
        "0 */2 * 3,10,11 mon-fri",
    ]

    @Test(.enabled(if: PythonTicks.isThere), arguments: zones)
    func `a cron line comes in each zone and policy as Python reckons`(
        name: String, first: Int, last: Int
    ) throws {
        let zone = try #require(TimeZone(identifier: name))
        for text in Self.cronLines {
            let line = try #require(try Self.cronLine(text))
            let expected = try PythonTicks.cron(text, zone: name, from: first, to: last)
            #expect(expected.count == 4)
            for gap in Schedule.Gap.allCases {
                for twice in Schedule.Repeat.allCases {
                    let schedule = Schedule(rule: .cron(line), onGap: gap, onRepeat: twice)
                    let found = Self.ticks(of: schedule, zone, first, last)
                    let key = "\(gap == .skip ? "skip" : "run-after") \(twice.rawValue)"
                    #expect(found == expected[key], "\(name) \(text) \(key)")
                }
            }
        }
    }

    /// The instants of the ticks of some years that run, by their logical dates.
    private static func ticks(
        of schedule: Schedule, _ zone: TimeZone, _ first: Int, _ last: Int
    ) -> [Int] {
        let calendar = TickCalendar(job: "nightly", schedule, zone: zone)
        guard let start = LocalDate("\(first)-01-01"), let end = LocalDate("\(last)-12-31") else {
            return []
        }
        return (start.daysSinceEpoch...end.daysSinceEpoch)
            .flatMap { calendar.ticks(on: LocalDate(daysSinceEpoch: $0)) }
            .filter { $0.skip == nil }.map { Int($0.at.timeIntervalSince1970) }
    }

    @Test(.enabled(if: SharedData.isAvailable("cron-gronx")))
    func `a cron line comes next when others say`() throws {
        let file = try #require(SharedData.folder("cron-gronx")).appending(path: "cases.csv")
        let text = try String(contentsOf: file, encoding: .utf8)
        let style = Date.ISO8601FormatStyle().dateTimeSeparator(.space)
        var asked = 0
        for row in text.split(separator: "\n").dropFirst() {
            let isQuoted = row.hasPrefix("\"")
            let parts = row.split(separator: isQuoted ? "\"," : ",", maxSplits: 1)
            let expression = String(parts[0].drop { $0 == "\"" })
            let fields = parts[1].split(separator: ",").map(String.init)
            guard let line = try Self.cronLine(expression), fields[2] != "err" else { continue }
            let calendar = TickCalendar(job: "a", Schedule(rule: .cron(line)), zone: .gmt)
            let next = calendar.next(after: try style.parse("\(fields[0])Z"))
            // gronx leaves out the Sunday of 3-7; Vixie's cron, as everybody since, does not.
            let isSunday = fields[0] == "2011-06-18 23:09:00" && expression.hasSuffix("-7")
            let expected = isSunday ? "2011-06-19 00:00:00" : fields[2]
            #expect(next?.at == (try style.parse("\(expected)Z")), "\(expression)")
            asked += 1
        }
        // The rest has more fields, tags, L, W, # or both day fields, which Tidings refuses.
        #expect(asked == 41)
    }

    /// The line as a job file has it; nil for one that is refused.
    private static func cronLine(_ text: String) throws -> CronLine? {
        guard let workspace = try? Shop(jobs: ["schedule: {cron: '\(text)'}"]).read() else {
            return nil
        }
        guard case .cron(let line) = workspace.jobs[0].schedule?.rule else { return nil }
        return line
    }

    @Test(arguments: [
        // 2026-11-21 is a Saturday.
        ("{every: weekdays, at: '02:00'}", "2026-11-23T02:00:00Z"),
        ("{every: saturday, at: '12:00'}", "2026-11-28T12:00:00Z"),
        ("{every: first monday, at: '02:00'}", "2026-12-07T02:00:00Z"),
        ("{every: last friday, at: '02:00'}", "2026-11-27T02:00:00Z"),
        ("{every: last day of month, at: '02:00'}", "2026-11-30T02:00:00Z"),
        ("{every: day 31 of month, at: '02:00'}", "2026-12-31T02:00:00Z"),
        ("{every: 50 minutes}", "2026-11-21T12:30:00Z"),
        ("{cron: '0 0 29 2 *'}", "2028-02-29T00:00:00Z"),
        ("{cron: '*/15 9-17 * * mon-fri'}", "2026-11-23T09:00:00Z"),
    ])
    func `the next tick is the calendar's`(schedule: String, expected: String) throws {
        let job = try Shop(jobs: ["schedule: \(schedule)"]).read().jobs[0]
        let calendar = TickCalendar(
            job: "a", try #require(job.schedule), zone: .gmt)
        let noon = try Date("2026-11-21T12:00:00Z", strategy: .iso8601)
        #expect(calendar.next(after: noon)?.at.ISO8601Format() == expected)
    }

    @Test func `a cron line for every hour misses none when the clocks change`() throws {
        let line = try #require(try Self.cronLine("20 * * * *"))
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        let calendar = TickCalendar(job: "a", Schedule(rule: .cron(line)), zone: zone)
        for (date, hours) in [("2026-10-25", 25), ("2026-03-29", 23), ("2026-11-21", 24)] {
            let ticks = calendar.ticks(on: try #require(LocalDate(date)))
            let steps = zip(ticks, ticks.dropFirst()).map { $1.at.timeIntervalSince($0.at) }
            #expect(ticks.count == hours)
            #expect(Set(steps) == [3600])
            #expect(ticks.allSatisfy { $0.skip == nil })
        }
    }

    @Test func `jitter stays within its bound and never moves a tick`() throws {
        let schedule = Schedule(rule: .everyMinutes(60), jitterSeconds: 600)
        let date = try #require(LocalDate("2026-11-21"))
        let ticks = TickCalendar(job: "a", schedule, zone: .gmt).ticks(on: date)
        let again = TickCalendar(job: "a", schedule, zone: .gmt).ticks(on: date)
        let other = TickCalendar(job: "b", schedule, zone: .gmt).ticks(on: date)
        let delays = ticks.map { $0.due.timeIntervalSince($0.at) }
        #expect(ticks == again)
        #expect(delays.allSatisfy { (0...600).contains($0) })
        #expect(Set(delays).count > 12)
        #expect(delays != other.map { $0.due.timeIntervalSince($0.at) })
    }

    @Test(arguments: [
        ("sends", "2027-02-08", Schedule.Blackout.Held.sends, nil),
        ("extracts", "2027-02-06", .extracts, nil),
        ("both", "2027-02-10", .both, Tick.Skip.blackout),
        ("both", "2027-02-11", nil, nil),
    ])
    func `a blackout holds on its days, both included`(
        holds: String, date: String, held: Schedule.Blackout.Held?, skip: Tick.Skip?
    ) throws {
        let held0 = try #require(Schedule.Blackout.Held(rawValue: holds))
        let schedule = Schedule(
            rule: .daily(.every, at: 120),
            blackouts: [.init(from: "2027-02-06", until: "2027-02-10", held: held0)])
        let tick = TickCalendar(job: "a", schedule, zone: .gmt)
            .ticks(on: try #require(LocalDate(date)))[0]
        #expect(tick.held == held)
        #expect(tick.skip == skip)
    }

    @Test func `a job without a schedule has the ticks of the job that it comes after`() throws {
        let workspace = try Shop(jobs: [
            "schedule: {every: day, at: '02:00'}", "after: job-0", "description: by hand",
        ]).read()
        let noon = try Date("2026-11-21T12:00:00Z", strategy: .iso8601)
        let ticks = workspace.ticks(of: workspace.jobs, from: noon, count: 4, withSkipped: false)
        #expect(
            ticks.map { "\($0.job) \($0.at.ISO8601Format())" } == [
                "job-0 2026-11-22T02:00:00Z", "job-1 2026-11-22T02:00:00Z",
                "job-0 2026-11-23T02:00:00Z", "job-1 2026-11-23T02:00:00Z",
            ])
    }

    @Test func `what a change of the clocks, a blackout and jitter do is told`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        func reasons(_ date: String, _ schedule: Schedule) throws -> [[String]] {
            TickCalendar(job: "a", schedule, zone: zone)
                .ticks(on: try #require(LocalDate(date))).map(\.reasons)
        }
        let daily = Schedule.Rule.daily(.every, at: 150)
        let early = Schedule.Rule.daily(.every, at: 90)
        #expect(
            try reasons("2026-03-08", Schedule(rule: daily))
                == [["the clocks are put forward past 02:30: it comes as much later"]])
        #expect(
            try reasons("2026-03-08", Schedule(rule: daily, onGap: .skip))
                == [["the clocks are put forward past 02:30 (on_gap: skip)"]])
        #expect(
            try reasons("2026-11-01", Schedule(rule: early)) == [
                ["the clocks are put back, 01:30 comes twice: this is the first"],
                ["the clocks are put back, 01:30 comes twice: the first counts (on_repeat: first)"],
            ])
        #expect(
            try reasons("2026-11-01", Schedule(rule: early, onRepeat: .both))[1]
                == ["the clocks are put back, 01:30 comes twice: this is the second"])
        let blackout = Schedule.Blackout(from: "2026-11-21", until: "2026-11-21", held: .sends)
        #expect(
            try reasons(
                "2026-11-21", Schedule(rule: daily, jitterSeconds: 600, blackouts: [blackout]))[0][
                    0]
                == "blackout: no mail is sent on 2026-11-21")
    }
}
