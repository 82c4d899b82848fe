package import Definitions

/// What `tidings run` and `plan` were asked for.
package struct RunOptions: Sendable {
    /// The logical date. Defaults to today in each job's zone.
    package var date: LocalDate?
    /// The one step to run. Defaults to all.
    package var only: String?
    /// Whether what is due is sent. Defaults to yes.
    package var sends: Bool

    package init(date: LocalDate? = nil, only: String? = nil, sends: Bool = true) {
        self.date = date
        self.only = only
        self.sends = sends
    }
}
