extension Trigger.Birthday {
    /// Reads the settings of `birthday`, which may be absent.
    static func read(_ value: YAMLValue) -> Self? {
        guard value.isPresent else { return Self() }
        return value.mapping { keys in
            let leapDay = keys.optional("leap_day").oneOf(LeapDay.self)
            let calendar = keys.optional("calendar").oneOf(Calendar.self)
            let daysBefore = keys.optional("days_before").integer(in: 0...365)
            return Self(
                leapDay: leapDay ?? .february28, calendar: calendar ?? .asGiven,
                daysBefore: daysBefore ?? 0)
        }
    }
}
