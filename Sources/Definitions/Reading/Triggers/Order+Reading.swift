extension Trigger.Order {
    /// Reads the settings of `order`: `{days_after: 14}`.
    static func read(_ value: YAMLValue) -> Self? {
        guard value.isPresent else {
            value.fault(.noDaysAfter)
            return nil
        }
        return value.mapping { keys in
            keys.required("days_after", "days_after: 14").integer(in: 0...365)
                .map { Self(daysAfter: $0) }
        }
    }
}

extension ValueFault {
    fileprivate static let noDaysAfter = Self(
        summary: "the trigger \"order\" needs a number of days",
        hint: "Write how long after an order the mail goes, as {order: {days_after: 14}}.")
}
