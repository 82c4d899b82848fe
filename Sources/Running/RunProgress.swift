package import Warehouse

/// Hears how a run goes on, and shows it.
package protocol RunProgress: Sendable {
    /// A step of a job began.
    func began(_ step: String, of job: String)
    /// How far a feed is read.
    func read(_ progress: FeedProgress, in step: String, of job: String)
    /// A step came to an end.
    func ended(_ step: StepReport, of job: String)
}
