import Definitions
import Postgres

extension Trigger {
    /// Who said yes to the campaign's topic and has not confirmed it since.
    static func unconfirmed(in context: TriggerContext) -> TriggerQuestion {
        TriggerQuestion(
            statement: .triggerConfirm,
            parameters: [context.name, context.topic, .instant(context.worthSince)])
    }
}
