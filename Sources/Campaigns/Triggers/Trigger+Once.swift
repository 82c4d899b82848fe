import Definitions
import Foundation
import Postgres

extension Trigger {
    /// Everybody, when the day has come or begins before the next run; days further ahead are
    /// foreseen over the workspace's reserve. A run that comes late plans what is not over.
    static func candidates(once day: LocalDate, in context: TriggerContext) -> TriggerQuestion {
        let untilNext = context.nextTick.timeIntervalSince(context.tick) / 86_400
        let reach = max(1, context.workspace.reserveDays, Int(untilNext.rounded(.up)))
        let late = context.campaign.expiresDays
        let isNear =
            context.date.adding(days: -late) <= day && day <= context.date.adding(days: reach)
        return TriggerQuestion(
            statement: .triggerOnce,
            parameters: [
                context.name, context.topic, .date(isNear ? day.description : nil), context.zone,
                .instant(context.nextTick), .boolean(context.isForeseen),
            ])
    }
}

extension Campaign {
    /// On how many days after its own a mail may still leave.
    var expiresDays: Int { (expiresSeconds + 86_399) / 86_400 }
}
