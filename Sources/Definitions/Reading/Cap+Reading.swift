extension Cap {
    /// Reads `caps:`. A message says by which cap it is held back: no two have the same name.
    static func readAll(_ value: YAMLValue, names: DeclaredNames) -> [Cap] {
        var caps: [Cap] = []
        for element in value.list() ?? [] {
            guard let cap = read(element, names: names) else { continue }
            if caps.contains(where: { $0.name == cap.name }) {
                element.fault(.sameName(cap.name))
            }
            caps.append(cap)
        }
        return caps
    }

    /// Reads an entry of `caps:`.
    private static func read(_ value: YAMLValue, names: DeclaredNames) -> Cap? {
        value.mapping { keys in
            let name = keys.optional("name").text()
            let topicsValue = keys.required("topics", "topics: all")
            let atMost = keys.required("at_most", "at_most: 1").integer(in: 1...1_000_000)
            let per = keys.required("per", "per: day")
            let window = Window.read(per)
            let isForAll = topicsValue.isScalar && topicsValue.node?.text == "all"
            let topics = isForAll ? nil : names.existingList(.topic, topicsValue)
            guard let window, let atMost else { return nil }
            let described = describe(
                atMost: atMost, window: window, per: per.scalar()?.text ?? "", topics: topics)
            return Cap(name: name ?? described, topics: topics, atMost: atMost, window: window)
        }
    }

    /// `1 per day`, or `3 per 14 days (greetings, new-products)`.
    private static func describe(
        atMost: Int, window: Window, per: String, topics: [String]?
    ) -> String {
        let count = "\(atMost) per \(per.lowercased())"
        return topics.map { "\(count) (\($0.joined(separator: ", ")))" } ?? count
    }
}

extension Cap.Window {
    /// Reads `per:`, a calendar window or an exact duration.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("a window") else { return nil }
        switch scalar.text.lowercased() {
        case "day": return .day
        case "week": return .week
        case "month": return .month
        default:
            guard let seconds = YAMLValue.seconds(scalar.text) else {
                value.fault(.notAWindow(scalar.shown))
                return nil
            }
            return .rolling(seconds: seconds)
        }
    }
}

extension ValueFault {
    fileprivate static func notAWindow(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a window",
            hint: "Write day, week or month (by the calendar), or an exact time as 14 days.")
    }

    fileprivate static func sameName(_ name: String) -> Self {
        Self(
            summary: "two caps are named \"\(name)\"",
            hint: "Delete one, or give it another \"name\".")
    }
}
