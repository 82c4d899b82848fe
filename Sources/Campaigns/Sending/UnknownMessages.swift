package import Foundation
package import Postgres
import Warehouse

/// Messages whose fate nobody can know, until a person decides it.
package struct UnknownMessages: Sendable {
    private let connection: Connection
    private let runIDs: [Int]
    private let campaign: String?
    private let customer: String?

    /// - Parameters:
    ///   - runIDs: the runs that planned them.
    ///   - campaign: One campaign alone; nil means all.
    ///   - customer: One customer alone, by id; nil means all.
    package init(
        of runIDs: [Int], campaign: String? = nil, customer: String? = nil,
        on connection: Connection
    ) {
        self.runIDs = runIDs
        self.campaign = campaign
        self.customer = customer
        self.connection = connection
    }

    /// They left: they count as accepted when they seemed to leave, and the waits that they answer
    /// are over.
    ///
    /// - Returns: how many.
    package func wereSent(at now: Date) async throws -> Int {
        try await connection.transaction { connection in
            let settled = try await settle(wereSent: true, at: now, on: connection)
            try await RestockWaits(connection).close(settled.map(\.key), at: now)
            return settled.count
        }
    }

    /// They never left: they are due again, and judged once more before they leave, unless they have
    /// expired.
    package func wereNotSent(at now: Date) async throws -> (planned: Int, expired: Int) {
        try await connection.transaction { connection in
            let settled = try await settle(wereSent: false, at: now, on: connection)
            let planned = settled.filter { $0.state == "planned" }.map(\.key)
            let expired = settled.filter { $0.state == "expired" }.map(\.key)
            try await connection.execute(.outboxAgain, planned.columns)
            try await connection.execute(.voucherReturn, expired.columns)
            return (planned.count, expired.count)
        }
    }

    private func settle(
        wereSent: Bool, at now: Date, on connection: Connection
    ) async throws -> [(key: MessageKey, state: String)] {
        let settled = try await connection.execute(
            .unknownSettle,
            [
                .textArray(runIDs.map(String.init)), .text(campaign), .text(customer),
                .boolean(wereSent), .instant(now),
            ]
        ).map { (key: try MessageKey($0), state: try $0.text("state")) }
        try await ChangeLog(connection).note(settled.map(\.key.customer), .message)
        return settled
    }
}
