package import Definitions

/// What a run is asked for.
package struct RunOptions: Sendable {
    /// Why a run is there.
    package enum Cause: String, Sendable { case tick, hand, backfill, retry }

    /// The logical date. Defaults to the tick's, or to today in each job's zone.
    package var date: LocalDate?
    /// The tick that it is for; nil for a run by hand.
    package var tick: Tick?
    /// The one step to run. Defaults to all.
    package var only: String?
    /// Whether what is due is sent. Defaults to yes.
    package var sends: Bool
    /// Defaults to by hand, or to the tick's if there is one.
    package var cause: Cause

    /// Whether tiers and segments look at everybody, whoever can have changed. Defaults to no.
    package var everybody: Bool

    package init(
        date: LocalDate? = nil, tick: Tick? = nil, only: String? = nil, sends: Bool = true,
        cause: Cause? = nil, everybody: Bool = false
    ) {
        self.date = date ?? tick?.date
        self.tick = tick
        self.only = only
        self.sends = sends
        self.everybody = everybody
        self.cause = cause ?? (tick == nil ? .hand : .tick)
    }
}
