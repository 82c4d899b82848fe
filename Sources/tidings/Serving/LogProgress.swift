import Logging
import Problems
import Running
import Warehouse

/// Logs the steps of runs that nobody looks at.
struct LogProgress: RunProgress {
    let log: Logger

    func began(_ step: String, of job: String) {
        log.debug("begins", metadata: ["job": .string(job), "step": .string(step)])
    }

    func read(_ progress: FeedProgress, in step: String, of job: String) {}

    func ended(_ step: StepReport, of job: String) {
        var metadata: Logger.Metadata = [
            "job": .string(job), "step": .string(step.name),
            "seconds": .string("\((step.seconds * 1000).rounded() / 1000)"),
        ]
        guard let problem = step.problem else {
            return log.info("\(step.outcome.rawValue)", metadata: metadata)
        }
        metadata["outcome"] = .string(step.outcome.rawValue)
        log.error("\(problem.summary)", metadata: metadata)
    }
}
