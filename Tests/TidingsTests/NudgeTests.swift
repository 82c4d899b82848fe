import Testing

@testable import tidings

/// Each would wait an hour if it were not for a nudge.
struct NudgeTests {
    @Test(.timeLimit(.minutes(1)))
    func `a nudge ends a wait, and one that came before it the next`() async {
        let nudge = Nudge()
        nudge.give()
        await nudge.wait(atMost: .seconds(3600))
        let waiting = Task { await nudge.wait(atMost: .seconds(3600)) }
        nudge.give()
        await waiting.value
    }

    @Test(.timeLimit(.minutes(1)))
    func `a wait ends with its task`() async {
        let waiting = Task { await Nudge().wait(atMost: .seconds(3600)) }
        waiting.cancel()
        await waiting.value
    }

    @Test(.timeLimit(.minutes(1)))
    func `a nudge that was heard is over`() async {
        let nudge = Nudge()
        nudge.give()
        nudge.give()
        await nudge.wait(atMost: .seconds(3600))
        let started = ContinuousClock.now
        await nudge.wait(atMost: .milliseconds(20))
        #expect(ContinuousClock.now - started >= .milliseconds(20))
    }
}
