import Synchronization

/// Ends the wait of one who would look by and by, because there is something to see now.
final class Nudge: Sendable {
    private struct State {
        var isGiven = false
        var wait: Task<Void, Never>?
    }

    private let state = Mutex(State())

    /// Ends the wait, or the next one if nobody waits.
    func give() {
        state.withLock { state in
            state.isGiven = true
            state.wait?.cancel()
        }
    }

    /// Waits for a nudge or until time is over; ends at once when the task is cancelled.
    func wait(atMost time: Duration) async {
        // It ends early only by a nudge, or when the process is to end.
        let wait = Task<Void, Never> { try? await Task.sleep(for: time) }
        let isGiven = state.withLock { state in
            state.wait = wait
            return state.isGiven
        }
        if isGiven { wait.cancel() }
        await withTaskCancellationHandler {
            await wait.value
        } onCancel: {
            wait.cancel()
        }
        // Whoever waited looks now: what was given until here is seen.
        state.withLock { $0 = State() }
    }
}
