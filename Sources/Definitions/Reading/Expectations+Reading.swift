extension Expectations {
    /// Reads `expect:`.
    static func read(_ value: YAMLValue) -> Expectations? {
        value.mapping { keys in
            Expectations(
                minimumRows: keys.optional("rows").integer(after: "at least"),
                rejects: Limit.read(keys.optional("rejects")),
                shrinkPercent: keys.optional("shrink").percent(after: "at most"))
        }
    }
}

extension Expectations.Limit {
    /// Reads `at most 10` or `at most 1%`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("\"at most 1%\"") else { return nil }
        let rest = YAMLValue.rest(of: scalar.text, after: "at most")
        if let percent = rest.flatMap({ YAMLValue.percent($0) }) { return .percent(percent) }
        if let count = rest.flatMap({ YAMLValue.digits($0) }) { return .count(count) }
        value.fault(.notALimit(scalar.shown, key: value.key))
        return nil
    }
}

extension ValueFault {
    fileprivate static func notALimit(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(key)\" cannot be \"\(shown)\"",
            hint: "Write a number or a share, as \"\(key): at most 10\" or \"\(key): at most 1%\".")
    }
}
