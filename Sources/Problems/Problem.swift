/// Something that went wrong, where, and what to do next.
///
/// The one error type of Tidings. A summary never holds a row's value, an address or a secret:
/// it is written to logs and shown on consoles.
package struct Problem: Error, Hashable, Sendable {
    /// What went wrong: one sentence without a final full stop.
    package var summary: String
    /// Where: a place in a file, or a run, step or row. Defaults to nowhere.
    package var place: Place?
    /// What to do next. Never empty.
    package var hint: String
    /// What kind of failure it is; it decides the exit code.
    package var kind: Kind
    /// What the system below said, if anything did.
    package var cause: String?

    /// A problem of a kind, with what to do about it.
    package init(
        _ kind: Kind, _ summary: String, at place: Place? = nil, hint: String,
        cause: String? = nil
    ) {
        self.kind = kind
        self.summary = summary
        self.place = place
        self.hint = hint
        self.cause = cause
    }

    /// The same problem at a place, unless it already has one.
    package func at(_ place: Place?) -> Problem {
        guard self.place == nil else { return self }
        var placed = self
        placed.place = place
        return placed
    }
}

extension Problem {
    /// The kinds of failure, each with the exit code that scripts see.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Tidings itself is at fault.
        case bug
        /// The command line makes no sense.
        case usage
        /// A workspace, job, template or expression is wrong.
        case definition
        /// A database, mail server or disk is out of reach; trying again is safe.
        case infrastructure
        /// Not now: already running, or paused.
        case refused
        /// A job failed.
        case failed
        /// A feed is missing or stale, or a guard tripped.
        case guarded
        /// Messages whose fate is unknown need a person.
        case unknown

        /// The process exit code.
        package var exitCode: Int32 {
            switch self {
            case .bug: 70
            case .usage: 2
            case .definition: 3
            case .infrastructure: 8
            case .refused: 6
            case .failed: 1
            case .guarded: 7
            case .unknown: 9
            }
        }
    }
}
