import Problems

extension TierProgramme.Review {
    /// Reads `evaluation:`: `daily`, `monthly`, `monthly on day 15`, `anniversary of joining` or
    /// `anniversary of the tier`.
    static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("when levels may end") else { return nil }
        let words = scalar.text.lowercased().split(separator: " ").joined(separator: " ")
        switch words {
        case "daily": return .daily
        case "monthly": return .monthly(day: 1)
        case "anniversary of joining": return .anniversaryOfJoining
        case "anniversary of the tier": return .anniversaryOfTier
        default:
            let day = YAMLValue.rest(of: words, after: "monthly on day").flatMap {
                YAMLValue.digits($0)
            }
            if let day, (1...31).contains(day) { return .monthly(day: day) }
            value.fault(.notAReview(scalar.shown))
            return nil
        }
    }
}

extension ValueFault {
    fileprivate static func notAReview(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" does not say when levels may end",
            hint: "It can be: daily, monthly, monthly on day 15, anniversary of joining, "
                + "anniversary of the tier.")
    }
}
