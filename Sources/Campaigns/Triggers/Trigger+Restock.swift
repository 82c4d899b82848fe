import Definitions
import Foundation
import Postgres

extension Trigger.Restock {
    /// Who waits for what arrived, ranked by tier, then first come.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let oldest = waitDays.map { context.tick.addingTimeInterval(-Double($0) * 86_400) }
        let levels =
            context.workspace.jobs.flatMap(\.programmes).first { $0.name == rankBy }?.levels ?? []
        let priorities = levels.enumerated().map { rank, level in level.priority ?? rank }
        return TriggerQuestion(
            statement: .triggerRestock,
            parameters: [
                context.name, context.topic, .instant(context.worthSince), .text(rankBy),
                .instant(oldest), .date(context.date.description),
                .textArray(levels.map(\.tier)), .textArray(priorities.map(String.init)),
            ])
    }
}
