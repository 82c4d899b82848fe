import Definitions
import Foundation
import Postgres

extension PlanningPass {
    /// Writes the decisions into the ledger, and what is planned where senders find it.
    func write(_ due: DueCampaign, on connection: Connection) async throws {
        let campaign = due.campaign
        let split = CustomerSplit(campaign)
        try await connection.execute(
            .messageWrite,
            [
                .int(due.runID), .date(date.description), .instant(now),
                .text(campaign.template), .json(split.variantsJSON), .text(split.variantSalt),
            ])
        if campaign.trigger.namesProducts {
            try await connection.execute(.messageProductClear)
            try await connection.execute(.messageProductWrite)
        }
        try await connection.execute(.outboxWrite, [.int(due.runID), .int(campaign.priority)])
    }

    /// Sets aside who gets nothing of this campaign, or nothing at all, to measure the others by.
    ///
    /// After placing: so they are those who would have been mailed. A control group does not miss
    /// what it asked for.
    func holdOut(_ campaign: Campaign, turn: Int, on connection: Connection) async throws {
        let split = CustomerSplit(campaign)
        let isAskedFor =
            campaign.trigger == .confirm
            || workspace.topics.first { $0.name == campaign.topic }?.consent == .requested
        for (salt, detail, percent) in [
            (split.holdoutSalt, "holdout", campaign.holdoutPercent),
            (CustomerSplit.controlSalt, "control", isAskedFor ? nil : workspace.controlPercent),
        ] {
            guard let percent, percent > 0 else { continue }
            try await connection.execute(
                .candidateHoldOut,
                [
                    .int(turn), .text(salt), .int(CustomerSplit.parts(percent)), .text(detail),
                ])
        }
    }
}

extension Trigger {
    /// Whether its messages carry products.
    fileprivate var namesProducts: Bool {
        switch self {
        case .newProducts, .order, .restock: true
        case .birthday, .confirm, .once, .segment, .tier: false
        }
    }
}
