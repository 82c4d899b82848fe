import Definitions
import Postgres

extension Trigger.TierMove {
    /// Who rose or fell to the tier that they have now.
    func candidates(_ programme: String, in context: TriggerContext) -> TriggerQuestion {
        TriggerQuestion(
            statement: .triggerTier,
            parameters: [
                .text(programme), context.name, context.topic, .instant(context.worthSince),
                context.zone, .text(self == .up ? "earned" : "downgraded"),
            ])
    }
}
