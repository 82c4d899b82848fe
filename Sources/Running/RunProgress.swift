package import Problems
package import Warehouse

/// Hears how a run goes on, and shows it.
package protocol RunProgress: Sendable {
    /// A run began, or goes on after its process was killed.
    func began(_ run: RunReport)
    /// A step of a job began.
    func began(_ step: String, of job: String)
    /// How far a feed is read.
    func read(_ progress: FeedProgress, in step: String, of job: String)
    /// What is to know of a step that goes on, in words.
    func noted(_ text: String, in step: String, of job: String)
    /// A step came to an end; that of a campaign with planning, before mail is sent.
    func ended(_ step: StepReport, of job: String)
    /// A run came to an end.
    func ended(_ run: RunReport)
    /// Something did not work that stops no step.
    func warned(_ problem: Problem)
}

/// Who looks at steps alone need not hear of runs and waits.
extension RunProgress {
    package func began(_ run: RunReport) {}
    package func noted(_ text: String, in step: String, of job: String) {}
    package func ended(_ run: RunReport) {}
}
