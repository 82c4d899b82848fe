/// How often a step is tried again, and how long it may take.
package struct StepLimits: Sendable, Equatable {
    /// How a step that failed in passing is tried again: the network, a server that restarts, two
    /// transactions in each other's way. What is wrong with the data or a definition stays so.
    package struct Retry: Sendable, Equatable {
        /// 0 means never.
        package var times: Int
        /// How long to wait before the first time; each further wait is twice as long.
        package var waitSeconds: Int

        package static let waitSeconds = 30
        package static let never = Retry(times: 0)
        /// What holds for runs of the schedule, at which nobody looks, unless the job says otherwise.
        package static let usual = Retry(times: 3)

        package init(times: Int, waitSeconds: Int = Self.waitSeconds) {
            self.times = times
            self.waitSeconds = waitSeconds
        }
    }

    /// nil means the job's; of a job, ``Retry/usual`` for runs of the schedule and never by hand.
    package var retry: Retry?
    /// How long one try may take; nil means the job's; of a job, as long as it takes.
    package var timeoutSeconds: Int?

    package init(retry: Retry? = nil, timeoutSeconds: Int? = nil) {
        self.retry = retry
        self.timeoutSeconds = timeoutSeconds
    }
}
