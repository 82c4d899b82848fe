import Definitions
import Foundation
import Postgres

extension Trigger.Order {
    /// Who ordered so many days before the date, or before what of the following days begins before
    /// the next run; an order that came in late, as long as its mail is not over.
    ///
    /// Mail that was due before the campaign was known is not its business.
    func candidates(in context: TriggerContext) -> TriggerQuestion {
        let untilNext = context.nextTick.timeIntervalSince(context.tick) / 86_400
        let reach = max(1, Int(untilNext.rounded(.up)))
        let known = LocalDate(context.campaignSince, in: context.workspace.timezone)
        let first = max(known, context.date.adding(days: -context.campaign.expiresDays))
        return TriggerQuestion(
            statement: .triggerOrder,
            parameters: [
                context.name, context.topic, .date(first.description),
                .date(context.date.adding(days: reach).description), .int(daysAfter),
                context.zone, .instant(context.nextTick),
            ])
    }
}
