import Definitions
import Foundation
import Testing

@testable import Running

struct TickRulesTests {
    private static let date = LocalDate(daysSinceEpoch: 20_778)

    /// Ticks so many seconds before noon.
    private static func ticks(_ seconds: TimeInterval...) -> [Tick] {
        seconds.map { Tick(job: "a", date: date, at: Shop.noon.addingTimeInterval(-$0)) }
    }

    private static func words(_ verdicts: [TickVerdict]) -> [String] {
        verdicts.map { "\($0.state.rawValue) \($0.reason ?? "")" }
    }

    private static func rules(
        missed: Schedule.Missed = .runLatest, within: Int? = nil,
        overlap: Schedule.Overlap = .skip
    ) -> TickRules {
        TickRules(
            schedule: Schedule(
                rule: .everyMinutes(60), missed: missed, withinSeconds: within, overlap: overlap))
    }

    @Test(arguments: [
        (
            Schedule.Missed.runLatest,
            [
                "missed a later tick runs instead (missed: run latest)",
                "missed a later tick runs instead (missed: run latest)", "due ",
            ]
        ),
        (.runAll, ["due ", "due ", "due "]),
        (
            .skip,
            [
                "missed nothing was there to run it (missed: skip)",
                "missed nothing was there to run it (missed: skip)",
                "missed nothing was there to run it (missed: skip)",
            ]
        ),
    ])
    func `what came while nobody was there runs as the schedule says`(
        policy: Schedule.Missed, expected: [String]
    ) {
        let verdicts = Self.rules(missed: policy).arrived(
            Self.ticks(9000, 5400, 1800), at: Shop.noon)
        #expect(Self.words(verdicts) == expected)
    }

    @Test(arguments: Schedule.Missed.allCases)
    func `what is noticed in time runs whatever is done about missed ones`(
        policy: Schedule.Missed
    ) {
        let verdicts = Self.rules(missed: policy).arrived(Self.ticks(1), at: Shop.noon)
        #expect(Self.words(verdicts) == ["due "])
    }

    @Test func `a tick that the schedule lets go by is skipped, and a moved one says so`() {
        var skipped = Self.ticks(1)[0]
        skipped.time = 150
        skipped.change = .leftOut
        skipped.skip = .gap
        var moved = skipped
        moved.skip = nil
        let verdicts = Self.rules().arrived([skipped, moved], at: Shop.noon)
        #expect(
            Self.words(verdicts) == [
                "skipped the clocks are put forward past 02:30 (on_gap: skip)",
                "due the clocks are put forward past 02:30: it comes as much later",
            ])
    }

    @Test func `a tick waits for the job before, until the next one comes`() {
        let waiting = TickRules.Circumstances(doneBefore: [], after: "nightly")
        let (gone, ready) = Self.rules().settle(Self.ticks(60), at: Shop.noon, waiting)
        #expect(gone.isEmpty && ready.isEmpty)
        let (later, none) = Self.rules().settle(Self.ticks(3660, 60), at: Shop.noon, waiting)
        #expect(Self.words(later) == ["missed nightly had not succeeded for \(Self.date)"])
        #expect(none.isEmpty)
        let done = TickRules.Circumstances(doneBefore: [Self.date], after: "nightly")
        #expect(Self.rules().settle(Self.ticks(60), at: Shop.noon, done).ready == Self.ticks(60))
    }

    @Test func `a tick that could not begin within its window is missed, with what it waited for`()
    {
        let waiting = TickRules.Circumstances(doneBefore: [], after: "nightly")
        let (gone, _) = Self.rules(within: 3600).settle(Self.ticks(3601), at: Shop.noon, waiting)
        #expect(
            Self.words(gone)
                == ["missed nightly had not succeeded for \(Self.date) (within: 1 hour)"])
        let (late, _) = Self.rules(within: 5400).settle(
            Self.ticks(5401), at: Shop.noon, TickRules.Circumstances())
        #expect(Self.words(late) == ["missed nothing could run it in time (within: 90 minutes)"])
        #expect(
            Self.rules(within: 3600).settle(
                Self.ticks(3600), at: Shop.noon, TickRules.Circumstances()
            ).ready.count == 1)
    }

    @Test func `a tick that comes during a run is skipped or queued; one from before is neither`() {
        let running = TickRules.Circumstances(
            runningSince: Shop.noon.addingTimeInterval(-120))
        let during = Self.rules().settle(Self.ticks(60), at: Shop.noon, running)
        #expect(Self.words(during.gone) == ["skipped the run before was not over (overlap: skip)"])
        let queued = Self.rules(overlap: .queue).settle(
            Self.ticks(60), at: Shop.noon, running)
        #expect(queued.gone.isEmpty && queued.ready.isEmpty)
        let before = Self.rules(missed: .runAll).settle(
            Self.ticks(180), at: Shop.noon, running)
        #expect(before.gone.isEmpty && before.ready.isEmpty)
    }

    @Test func `a paused job's ticks are skipped`() {
        let (gone, ready) = Self.rules().settle(
            Self.ticks(60), at: Shop.noon, TickRules.Circumstances(isPaused: true))
        #expect(Self.words(gone) == ["skipped it was paused"])
        #expect(ready.isEmpty)
    }

    @Test func `a schedule is the same as long as its ticks are`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        let daily = Schedule(rule: .daily(.weekdays, at: 120))
        #expect(daily.fingerprint(in: zone) == "weekdays at 120 in Europe/Paris, run after, first")
        var other = daily
        other.missed = .skip
        other.withinSeconds = 60
        other.jitterSeconds = 60
        #expect(other.fingerprint(in: zone) == daily.fingerprint(in: zone))
        other.onGap = .skip
        #expect(other.fingerprint(in: zone) != daily.fingerprint(in: zone))
        #expect(daily.fingerprint(in: .gmt) != daily.fingerprint(in: zone))
    }
}
