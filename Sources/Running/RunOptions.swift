package import Definitions

/// What `tidings run` and `plan` were asked for.
package struct RunOptions: Sendable {
    /// The logical date. Defaults to today in each job's zone.
    package var date: LocalDate?
    /// The one step to run. Defaults to all.
    package var only: String?
    /// Whether what is due is sent. Defaults to yes.
    package var sends: Bool

    /// Whether tiers and segments look at everybody, whoever can have changed. Defaults to no.
    package var everybody: Bool

    package init(
        date: LocalDate? = nil, only: String? = nil, sends: Bool = true, everybody: Bool = false
    ) {
        self.date = date
        self.only = only
        self.sends = sends
        self.everybody = everybody
    }
}
