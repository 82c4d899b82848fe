extension StepLimits {
    /// Reads `retry` and `timeout` of a job or a step.
    static func read(_ keys: YAMLMapping) -> StepLimits {
        StepLimits(
            retry: Retry.read(keys.optional("retry")),
            timeoutSeconds: keys.optional("timeout").duration())
    }
}

extension StepLimits.Retry {
    /// Reads `3 times`, `none` or `{times: 3, wait: 1 minute}`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        if value.isMapping {
            return value.mapping { keys in
                let times = keys.required("times", "times: 3").integer(in: range)
                let wait = keys.optional("wait").duration()
                return times.map { Self(times: $0, waitSeconds: wait ?? waitSeconds) }
            }
        }
        guard let scalar = value.scalar("how often") else { return nil }
        if scalar.text == "none" { return .never }
        let words = scalar.text.split(separator: " ")
        guard words.count == 2, ["time", "times"].contains(words[1]),
            let times = YAMLValue.digits(words[0]), range.contains(times)
        else {
            value.fault(.notARetry(scalar.shown))
            return nil
        }
        return Self(times: times)
    }

    private static let range = 0...20
}

extension ValueFault {
    fileprivate static func notARetry(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" does not say how often a step is tried again",
            hint: "Write 3 times, at most 20 times, {times: 3, wait: 1 minute}, or none.")
    }
}
