import Foundation
import Running
import Synchronization

/// Progress on stderr: a line that is drawn over on a terminal, plain lines elsewhere.
final class LineProgress: RunProgress {
    private struct State {
        var drawn = false
        var lastDrawn = ContinuousClock.now
    }
    private let state = Mutex(State())
    private let isTerminal = Console.isTerminal

    func began(_ step: String, of job: String) {
        if isTerminal { draw("\(job): \(step) …") }
    }

    func read(_ rows: Int, in step: String, of job: String) {
        guard isTerminal else { return }
        let isDue = state.withLock { state in
            guard ContinuousClock.now - state.lastDrawn > .milliseconds(100) else { return false }
            state.lastDrawn = ContinuousClock.now
            return true
        }
        if isDue { draw("\(job): \(step) … \(rows.grouped) rows") }
    }

    func ended(_ step: StepReport, of job: String) {
        if isTerminal {
            clear()
        } else {
            let seconds = String(format: "%.1f", step.seconds)
            Console.error("\(job): \(step.name) \(step.outcome.rawValue) in \(seconds) s")
        }
    }

    private func draw(_ text: String) {
        state.withLock { $0.drawn = true }
        Console.draw("\r\u{1B}[K\(text)")
    }

    private func clear() {
        let wasDrawn = state.withLock { state in
            defer { state.drawn = false }
            return state.drawn
        }
        if wasDrawn { Console.draw("\r\u{1B}[K") }
    }
}
