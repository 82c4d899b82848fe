import Definitions
import Foundation
import Postgres

extension Trigger.NewProducts {
    /// Products that are new to the customer and like what they bought, once in an ISO week.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let campaigns = context.workspace.jobs.flatMap(\.campaigns).filter { campaign in
            if case .newProducts = campaign.trigger { true } else { false }
        }
        let oldest = context.now.addingTimeInterval(-Double(newForDays) * 86_400)
        return TriggerQuestion(
            statement: .triggerNewProducts,
            parameters: [
                context.name, context.topic, .text("new-products:\(context.date.isoWeek)"),
                .instant(max(context.campaignSince, oldest)),
                .boolean(match.contains(.author)), .boolean(match.contains(.category)),
                .boolean(match.contains(.together)), .int(atMost), .int(atLeast),
                .textArray(Set(campaigns.map(\.name) + [context.campaign.name]).sorted()),
            ])
    }
}
