package import Foundation
package import Postgres
package import Problems

/// The one database that may send from its ledger.
///
/// A backup of a production database holds everything that its next mails need. Restored anywhere
/// else, on a staging machine for instance, it must not send them: the database that sent first is
/// the ledger's home, and another has to be told that it is one now.
///
/// A restored ledger has no home at first, not even where it came from: mail may have been sent since
/// the backup that it knows nothing of. A home is known by its server's cluster and its number there. A copy of a whole cluster's files
/// has both, and cannot be told from its original.
package struct Home: Sendable {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Whether the ledger is at home here; nil when nobody ever sent from it.
    package func isHere() async throws -> Bool? {
        try await connection.execute(.homeHere).first?.boolOrNil("is_home")
    }

    /// Lets a sender go on at home, and makes this the home of a ledger that has none.
    ///
    /// - Throws: a `.refused` problem in a copy.
    package func require(now: Date) async throws {
        switch try await isHere() {
        case true?: return
        case nil: try await connection.execute(.homeSettle, [.instant(now)])
        case false?: throw Self.elsewhere
        }
    }

    /// Leaves the ledger without a home, as it must be after a restore.
    package func leave(now: Date) async throws {
        try await connection.execute(.homeLeave, [.instant(now)])
    }

    /// Makes this the ledger's home. In a copy, what was due or in a sender's hands becomes
    /// unknown: it may have been sent from the original.
    ///
    /// - Returns: how many messages became unknown; nil where the ledger was at home already.
    package func adopt(now: Date) async throws -> Int? {
        try await connection.transaction { connection in
            if try await isHere() == true { return nil }
            let doubted = try await connection.execute(.homeDoubt, [.instant(now)]).affected
            try await connection.execute(.homeClear, [.instant(now)])
            try await connection.execute(.homeSettle, [.instant(now)])
            return doubted
        }
    }
}

extension Home {
    package static var elsewhere: Problem {
        Problem(
            .refused,
            "this database is a copy of one that sends mail, or was restored: nothing is sent"
                + " from it",
            hint: "If it is the one that shall send from now on, run `tidings db adopt`. To try"
                + " things out it needs nothing: plans and previews work.")
    }
}
