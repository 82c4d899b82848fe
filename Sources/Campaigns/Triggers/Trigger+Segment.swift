import Definitions
import Postgres

extension Trigger.SegmentMove {
    /// Who entered or left a segment, or is in it.
    func candidates(_ segment: String, in context: TriggerContext) -> TriggerQuestion {
        let start: [Value] = [.text(segment), context.name, context.topic]
        let since = Value.instant(context.worthSince)
        return switch self {
        case .enters:
            TriggerQuestion(
                statement: .triggerSegmentEnters, parameters: start + [since, context.zone])
        case .leaves:
            TriggerQuestion(
                statement: .triggerSegmentLeaves, parameters: start + [since, context.zone])
        case .in:
            TriggerQuestion(statement: .triggerSegmentIn, parameters: start + [context.zone])
        }
    }
}
