import Logging
import Running

extension Logger {
    /// Logs what runs say that nobody looks at; their ends are told by who began them.
    func progress(_ clock: ServeClock) -> LoggedProgress {
        LoggedProgress(clock: clock.now) { line in
            guard line.step != nil || line.event != .ended else { return }
            var metadata: Logger.Metadata = [
                "job": .string(line.job), "run": .stringConvertible(line.runID),
            ]
            metadata["step"] = line.step.map { .string($0) }
            metadata["hint"] = line.hint.map { .string($0) }
            log(level: line.level == .error ? .error : .info, "\(line.message)", metadata: metadata)
        }
    }
}
