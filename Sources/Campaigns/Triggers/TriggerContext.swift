import Definitions
import Foundation
import Postgres

/// What a trigger needs to name its candidates.
struct TriggerContext: Sendable {
    var campaign: Campaign
    var workspace: Workspace
    var date: LocalDate
    /// The instant at which the run is due.
    var tick: Date
    /// The instant at which the job is due next.
    var nextTick: Date
    var now: Date
    /// Since when the campaign is known: what happened before is not its business.
    var campaignSince: Date
    /// Whether another pass decides: it only keeps its places.
    var isForeseen = false

    /// Since when an entry, a move or an arrival is still worth a mail.
    var worthSince: Date {
        max(campaignSince, now.addingTimeInterval(-Double(campaign.expiresSeconds)))
    }

    var zone: Value { .text(workspace.timezone.identifier) }
    var name: Value { .text(campaign.name) }
    var topic: Value { .text(campaign.topic) }
}

/// A statement that inserts into `candidate`, with its parameters.
struct TriggerQuestion: Sendable {
    var statement: Statement
    var parameters: [Value]
}

extension Trigger {
    /// The statement that names this trigger's candidates; a new trigger copies a neighbour.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        switch self {
        case .birthday(let birthday): birthday.candidates(in: context)
        case .confirm: Self.unconfirmed(in: context)
        case .newProducts(let newProducts): newProducts.candidates(in: context)
        case .once(let day): Self.candidates(once: day, in: context)
        case .order(let order): order.candidates(in: context)
        case .restock(let restock): restock.candidates(in: context)
        case .segment(let move, let segment): move.candidates(segment, in: context)
        case .tier(let move, let programme): move.candidates(programme, in: context)
        }
    }
}
