import Foundation
import Problems
import Running
import Synchronization
import Warehouse

/// Progress on stderr: a bar that is drawn over on a terminal, plain lines elsewhere.
final class LineProgress: RunProgress {
    private struct State {
        var isDrawn = false
        /// When the step began that is read.
        var started = ContinuousClock.now
        var lastDrawn = ContinuousClock.now
    }
    private let state = Mutex(State())
    private let isTerminal = Console.isTerminal

    func began(_ step: String, of job: String) {
        guard isTerminal else { return }
        state.withLock { $0.started = .now }
        draw(ProgressBar.cut("\(job): \(step) …", to: Console.columns - 1))
    }

    /// Draws at most ten times a second, and always when all is read: what comes then is the
    /// writing, of which nothing is heard.
    func read(_ progress: FeedProgress, in step: String, of job: String) {
        guard isTerminal else { return }
        let now = ContinuousClock.now
        let pace = state.withLock { state -> ReadingPace? in
            let isAll = progress.totalBytes.map { progress.bytes >= $0 } ?? false
            guard isAll || now - state.lastDrawn >= .milliseconds(100) else { return nil }
            state.lastDrawn = now
            return ReadingPace(progress, since: state.started, now: now)
        }
        guard let pace else { return }
        // A line that fills the last column wraps on some terminals.
        draw(ProgressBar(name: "\(job): \(step)", pace: pace).text(columns: Console.columns - 1))
    }

    func noted(_ text: String, in step: String, of job: String) {
        if isTerminal { clear() }
        Console.error("\(job): \(step) \(text)")
    }

    func ended(_ step: StepReport, of job: String) {
        if isTerminal {
            clear()
        } else {
            let seconds = String(format: "%.1f", step.seconds)
            Console.error("\(job): \(step.name) \(step.outcome.rawValue) in \(seconds) s")
        }
    }

    func warned(_ problem: Problem) {
        if isTerminal { clear() }
        Console.error(problem.text)
    }

    private func draw(_ text: String) {
        state.withLock { $0.isDrawn = true }
        Console.draw("\r\u{1B}[K\(text)")
    }

    private func clear() {
        let wasDrawn = state.withLock { state in
            defer { state.isDrawn = false }
            return state.isDrawn
        }
        if wasDrawn { Console.draw("\r\u{1B}[K") }
    }
}
