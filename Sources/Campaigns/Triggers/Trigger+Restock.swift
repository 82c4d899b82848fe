import Definitions
import Foundation
import Postgres

extension Trigger.Restock {
    /// Who waits for what arrived, ranked by tier, then first come.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let oldest = waitDays.map { context.tick.addingTimeInterval(-Double($0) * 86_400) }
        let programme = context.workspace.jobs.flatMap(\.programmes).first { $0.name == rankBy }
        return TriggerQuestion(
            statement: .triggerRestock,
            parameters: [
                context.name, context.topic, .instant(context.worthSince), .text(rankBy),
                .instant(oldest), .date(context.date.description),
                .textArray(programme?.levels.map(\.tier) ?? []),
                .textArray(programme?.priorities.map(String.init) ?? []),
            ])
    }
}
