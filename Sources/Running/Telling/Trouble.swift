package import Definitions
package import Foundation

/// Something that went wrong, as the record shows it: it lasts, or is over by now.
package struct Trouble: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A job's last run failed.
        case failed
        /// A guard stopped it, or a feed was missing.
        case guarded
        /// Ticks came and nothing ran.
        case missed
        /// A run was not over when it had to be.
        case late
        /// Messages need a person.
        case unknown
        /// The mail server refuses everybody.
        case mail
        /// The database is out of reach: known to a serving process alone, and in no record.
        case database

        /// What it is an incident of: a job that fails in another way has not recovered.
        func key(of subject: String) -> String {
            "\(self == .guarded ? .failed : self) \(subject)"
        }
    }

    /// What went wrong within, and what to do about it.
    package struct Detail: Sendable, Equatable {
        package var text: String
        package var hint: String?
    }

    package var kind: Kind
    /// The job; of unknown messages the campaign; of the mail server and the database
    /// nothing.
    package var subject: String
    package var date: LocalDate?
    package var runID: Int?
    /// Up to when what happened is part of it.
    package var through: Date
    package var isOver: Bool
    /// One sentence without a full stop: what is wrong; of what is over, what ended it.
    package var summary: String
    package var details: [Detail] = []
    package var hint: String

    var key: String { kind.key(of: subject) }
}
