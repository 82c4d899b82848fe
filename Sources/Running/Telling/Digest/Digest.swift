import Definitions
package import Foundation

/// What happened in a day, for people: what ran, what came in, who moved, who got mail and who not.
package struct Digest: Sendable {
    package struct Run: Sendable, Equatable {
        package var runID: Int
        package var job: String
        package var date: String
        /// nil while it goes on.
        package var outcome: Outcome?
        package var attempts: Int
    }

    package struct Feed: Sendable, Equatable {
        package var name: String
        package var read: Int
        package var inserted: Int
        package var updated: Int
        package var unchanged: Int
        package var duplicate: Int
        package var filtered: Int
        package var rejected: Int
        package var deleted: Int
        /// The last run that has rejects of it.
        package var rejectsRun: Int?
    }

    package struct Tiers: Sendable, Equatable {
        package var programme: String
        package var up: Int
        package var down: Int
    }

    package struct Segment: Sendable, Equatable {
        package var name: String
        package var members: Int
        package var entered: Int
        package var left: Int
    }

    /// Who got no mail for one reason.
    package struct Suppressed: Sendable, Equatable {
        package var reason: String
        /// Of `capped`, the cap.
        package var cap: String?
        package var customers: Int
    }

    package struct Mail: Sendable, Equatable {
        package var campaign: String
        package var planned: Int
        package var sent: Int
        package var refused: Int
        package var expired: Int
        package var waiting: Int
        package var unknown: Int
        package var suppressed: [Suppressed]

        var isNothing: Bool {
            planned + sent + refused + expired + waiting + unknown == 0 && suppressed.isEmpty
        }
    }

    package var workspace: String
    package var zone: TimeZone
    package var from: Date
    package var until: Date
    package var runs: [Run] = []
    package var feeds: [Feed] = []
    package var tiers: [Tiers] = []
    package var segments: [Segment] = []
    package var mail: [Mail] = []
    /// What is wrong at its end.
    package var troubles: [Trouble] = []

    init(_ workspace: Workspace, from: Date, until: Date) {
        self.workspace = workspace.name
        zone = workspace.timezone
        self.from = from
        self.until = until
    }

    var sent: Int { mail.reduce(0) { $0 + $1.sent } }
}
