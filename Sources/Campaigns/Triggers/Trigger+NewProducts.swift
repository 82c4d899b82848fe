import Definitions
import Foundation
import Postgres

extension Trigger.NewProducts {
    /// Products that are new to the customer and like what they bought, once in an ISO week.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let oldest = context.now.addingTimeInterval(-Double(newForDays) * 86_400)
        return TriggerQuestion(
            statement: .triggerNewProducts,
            parameters: [
                context.name, context.topic, .text("new-products:\(context.date.isoWeek)"),
                .instant(max(context.campaignSince, oldest)),
                .boolean(match.contains(.author)), .boolean(match.contains(.category)),
                .int(atMost), .int(atLeast),
            ])
    }
}
