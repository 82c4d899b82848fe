import Definitions
import Foundation
import Problems
import Synchronization
import TestKit
import Testing

@testable import Running

/// Work without a database, on a clock that a test moves.
struct StepTriesTests {
    private final class Log: Sendable {
        let lines = Mutex<[String]>([])
        let tries = Mutex(0)
    }
    private let clock = ManualClock()
    private let log = Log()

    private static let away = Problem(.infrastructure, "the shop is away", hint: "Wait.")

    private func tries(_ limits: StepLimits, canHelp: Bool = true) -> StepTries {
        StepTries(
            subject: #"feed "members""#, place: Place("Jobs/a.yaml", line: 4, column: 3),
            limits: limits, leases: [], clock: clock,
            note: { [log] text in log.lines.withLock { $0.append(text) } }, prepare: { canHelp })
    }

    /// Fails so often before it succeeds.
    private func work(failing count: Int, by problem: Problem = away)
        -> @Sendable () async throws
        -> Int
    {
        { [log] in
            let number = log.tries.withLock { tries in
                tries += 1
                return tries
            }
            if number <= count { throw problem }
            return number
        }
    }

    @Test func `what fails in passing is tried again, each time twice as late`() async throws {
        let tries = tries(StepLimits(retry: .init(times: 3, waitSeconds: 60)))
        async let done = tries.run(work(failing: 2))
        let salt = #"feed "members" of []"#
        for number in 1...2 {
            await clock.sleeping()
            #expect(log.tries.withLock { $0 } == number)
            let wait = StepTries.wait(
                after: number, of: .init(times: 3, waitSeconds: 60), salt: salt)
            #expect((60 * number...75 * number).contains(wait))
            clock.advance(by: .seconds(wait) - .milliseconds(1))
            await clock.sleeping()
            #expect(log.tries.withLock { $0 } == number)
            clock.advance(by: .milliseconds(1))
        }
        let (result, count) = await done
        #expect(try result.get() == 3)
        #expect(count == 3)
        #expect(log.lines.withLock { $0.count } == 2)
        #expect(
            log.lines.withLock { $0 }.allSatisfy {
                $0.hasPrefix("failed in passing: the shop is away; try ")
            })
    }

    @Test(arguments: [
        Problem.Kind.definition, .failed, .guarded, .bug, .refused, .unknown, .usage,
    ])
    func `a fault of the data or a definition is not tried again`(kind: Problem.Kind) async {
        let problem = Problem(kind, "it is wrong", hint: "Mend it.")
        let (result, count) = await tries(StepLimits(retry: .usual))
            .run(work(failing: 1, by: problem))
        #expect(count == 1)
        #expect(throws: problem) { try result.get() }
        #expect(log.lines.withLock { $0 } == [])
    }

    @Test func `the last try's fault is the step's, and none follows where none can help`() async {
        let (never, once) = await tries(StepLimits(retry: .never)).run(work(failing: 9))
        #expect(once == 1)
        #expect(throws: Self.away) { try never.get() }
        let (alone, one) = await tries(StepLimits(retry: .usual), canHelp: false)
            .run(work(failing: 9))
        #expect(one == 1)
        #expect(throws: Self.away) { try alone.get() }
    }

    @Test func `waits double, differ from run to run, and end at an hour`() {
        let retry = StepLimits.Retry(times: 20, waitSeconds: 30)
        let waits = (1...20).map { StepTries.wait(after: $0, of: retry, salt: "a") }
        for (index, wait) in waits.enumerated() {
            let plain = min(3600, 30 << index)
            #expect((plain...min(3600, plain * 5 / 4)).contains(wait), "\(index)")
        }
        let others = Set((1...50).map { StepTries.wait(after: 3, of: retry, salt: "run \($0)") })
        #expect(others.count > 10)
    }

    @Test func `a try that takes too long is ended, and has failed`() async throws {
        let tries = tries(StepLimits(retry: .usual, timeoutSeconds: 1800))
        async let done: (Swift.Result<Int, any Error>, Int) = tries.run { [clock] in
            try await clock.sleep(for: .seconds(86_400))
            return 1
        }
        await clock.sleeping(2)
        clock.advance(by: .seconds(1800))
        let (result, count) = await done
        #expect(count == 1)
        let problem = #expect(throws: Problem.self) { try result.get() }
        #expect(
            problem?.text == """
                Jobs/a.yaml:4:3: the feed "members" took longer than 30 minutes
                  It was ended and changed nothing. Look what it waited for, or give it more time, as "timeout: 2 hours".
                """)
        #expect(problem?.kind == .failed)
    }

    @Test func `what is done in time is done, and its time does not count on`() async throws {
        let tries = tries(StepLimits(timeoutSeconds: 5))
        #expect(try await tries.run(work(failing: 0)).result.get() == 1)
        clock.advance(by: .seconds(10))
        #expect(try await tries.run(work(failing: 0)).result.get() == 2)
    }

    @Test func `who is cancelled while it waits for its next try goes no further`() async {
        let tries = tries(StepLimits(retry: .usual))
        let task = Task { await tries.run(work(failing: 9)) }
        await clock.sleeping()
        task.cancel()
        let (result, _) = await task.value
        #expect(throws: CancellationError.self) { try result.get() }
        #expect(log.tries.withLock { $0 } == 1)
    }
}
