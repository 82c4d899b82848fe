/// Hears how a run goes on, and shows it.
package protocol RunProgress: Sendable {
    /// A step of a job began.
    func began(_ step: String, of job: String)
    /// How many rows a feed has read so far.
    func read(_ rows: Int, in step: String, of job: String)
    /// A step came to an end.
    func ended(_ step: StepReport, of job: String)
}
