import Definitions
import Foundation
import Logging
import Running
import Testing

@testable import tidings

struct ServedJobsTests {
    @Test(.timeLimit(.minutes(1)))
    func `the end of a run makes room for another at once`() async {
        let nudge = Nudge()
        let (begun, continuation) = AsyncStream.makeStream(of: String.self)
        let jobs = ServedJobs(
            atOnce: 1, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            ended: nudge.give
        ) { work in
            continuation.yield(work.job)
            return RunReport(
                runID: 1, job: work.job, date: LocalDate(daysSinceEpoch: 20_000), attempt: 1,
                startedAt: Date(timeIntervalSince1970: 0))
        }
        let work = ["first", "second"].map { Worker.Work.orphan(runID: 1, job: $0) }
        jobs.begin(work)
        await nudge.wait(atMost: .seconds(3600))
        jobs.begin([work[1]])
        var names = begun.makeAsyncIterator()
        #expect(await names.next() == "first")
        #expect(await names.next() == "second")
    }

    @Test(arguments: [
        // Half a second, or until 42.002 s.
        (41.25, 500), (41.75, 252), (41.9375, 64), (42, 500),
    ])
    func `the scheduler looks when a second begins`(second: Double, milliseconds: Int) {
        let pause = Server.untilNextSecond(after: Date(timeIntervalSince1970: second))
        #expect(pause == .milliseconds(milliseconds))
    }
}
