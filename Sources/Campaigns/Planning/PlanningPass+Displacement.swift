import Definitions
import Foundation
import Postgres

extension PlanningPass {
    /// Plans the unsent mail of lower priority anew, whose place a campaign has taken; returns how
    /// many messages had to move or found no other place.
    func displace(by campaign: Campaign, on connection: Connection) async throws -> Int {
        let isNeeded = try await moveDisplaced(
            by: campaign.name, priority: campaign.priority, at: now, on: connection)
        guard isNeeded else { return 0 }
        try await connection.execute(.displacedOutbox, [.instant(now)])
        try await connection.execute(.displacedOutboxDrop)
        try await connection.execute(.voucherRelease)
        return try await connection.execute(.displacedWrite, [.instant(now)]).affected
    }

    /// Finds the displaced other places, as candidates; whether there may be any.
    func moveDisplaced(
        by campaign: String, priority: Int, at now: Date, on connection: Connection
    ) async throws -> Bool {
        try await connection.execute(.candidateClear)
        let turns =
            try await connection.execute(
                .displacedGather,
                [
                    .text(campaign), .int(priority), .instant(now),
                    .text(workspace.timezone.identifier),
                ]
            ).first?.int("turns") ?? 0
        for number in 0..<turns {
            try await place(turn: number + 1, on: connection)
            try await connection.execute(.displacedMove, [.int(number + 1)])
            try await connection.execute(.displacedDrop, [.int(number + 1)])
        }
        return turns > 0
    }
}
