import Campaigns
package import Foundation
package import Problems
import Synchronization
package import Warehouse

/// Turns what a runner tells into the lines of its runs' logs.
package final class LoggedProgress: RunProgress {
    private struct State {
        /// The run of each job that is going on: a job has one at a time.
        var runs: [String: Int] = [:]
        /// What went wrong and is in the log already.
        var told: Set<Problem> = []
        var lastRead = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let clock: @Sendable () -> Date
    private let say: @Sendable (LogLine) -> Void

    /// How often a feed that is being read tells how far it is.
    private static let pace = Duration.seconds(10)

    /// - Parameter say: takes each line; called on any thread, and must not wait.
    package init(
        clock: @escaping @Sendable () -> Date, say: @escaping @Sendable (LogLine) -> Void
    ) {
        self.clock = clock
        self.say = say
    }

    package func began(_ run: RunReport) {
        guard run.runID > 0 else { return }
        state.withLock { $0.runs[run.job] = run.runID }
        tell(run.job, nil, .began, "begins for \(run.date), attempt \(run.attempt)")
    }

    package func began(_ step: String, of job: String) {
        state.withLock { $0.lastRead = .now }
        tell(job, step, .began, "begins")
    }

    package func read(_ progress: FeedProgress, in step: String, of job: String) {
        let isTime = state.withLock { state in
            guard ContinuousClock.now - state.lastRead >= Self.pace else { return false }
            state.lastRead = .now
            return true
        }
        if isTime { tell(job, step, .goesOn, "has read \(progress.rows) rows") }
    }

    package func noted(_ text: String, in step: String, of job: String) {
        tell(job, step, .goesOn, text)
    }

    package func ended(_ step: StepReport, of job: String) {
        if let problem = step.problem {
            fail(problem, of: job, step.name, outcome: step.outcome)
        } else if step.outcome == .cancelled {
            tell(job, step.name, .ended, "is not done: what it needs has not succeeded")
        } else {
            let seconds = (step.seconds * 1000).rounded() / 1000
            tell(
                job, step.name, .ended,
                "\(step.outcome.rawValue) in \(seconds) s\(Self.tried(step.tries))"
                    + step.figures.words(after: ": "))
        }
    }

    package func ended(_ run: RunReport) {
        for step in run.steps {
            // Mail was sent since the step was told of.
            guard case .campaign(_, let delivery) = step.figures else { continue }
            if let problem = step.problem {
                fail(problem, of: run.job, step.name, outcome: step.outcome)
            } else if delivery.accepted > 0 {
                tell(run.job, step.name, .goesOn, "\(delivery.accepted) sent")
            }
        }
        let outcome = run.outcome?.rawValue ?? "open"
        if let problem = run.problem {
            tell(run.job, nil, .ended, "\(outcome): \(problem.summary)", .error, problem.hint)
        } else {
            tell(run.job, nil, .ended, outcome, run.outcome == .succeeded ? .info : .error)
        }
        state.withLock { $0.runs[run.job] = nil }
    }

    package func warned(_ problem: Problem) {
        for job in state.withLock({ $0.runs.keys.sorted() }) {
            tell(job, nil, .goesOn, problem.summary, .error, problem.hint)
        }
    }

    private static func tried(_ tries: Int) -> String {
        tries > 1 ? " at try \(tries)" : ""
    }

    private func fail(
        _ problem: Problem, of job: String, _ step: String, outcome: Outcome
    ) {
        // Segments that fail together fail for one reason.
        guard state.withLock({ $0.told.insert(problem).inserted }) else { return }
        let place = problem.place.map { "\($0): " } ?? ""
        tell(
            job, step, .ended, "\(outcome.rawValue): \(place)\(problem.summary)", .error,
            problem.hint)
    }

    private func tell(
        _ job: String, _ step: String?, _ event: LogLine.Event, _ message: String,
        _ level: LogLine.Level = .info, _ hint: String? = nil
    ) {
        // What is only planned is nobody's run.
        guard let run = state.withLock({ $0.runs[job] }) else { return }
        say(
            LogLine(
                at: clock(), runID: run, job: job, step: step, event, level: level, message,
                hint: hint))
    }
}

extension StepReport.Figures {
    /// The figures that are not 0, in the order of the report: `read 1000, inserted 900`.
    fileprivate func words(after lead: String) -> String {
        guard case .object(let members) = json else { return "" }
        let words = members.compactMap { member -> String? in
            guard case .int(let number) = member.value, number != 0 else { return nil }
            return "\(member.name.replacing("_", with: " ")) \(number)"
        }
        return words.isEmpty ? "" : lead + words.joined(separator: ", ")
    }
}
