extension Cap {
    /// Reads an entry of `caps:`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Cap? {
        value.mapping { keys in
            let name = keys.optional("name").text()
            let topicsValue = keys.required("topics", "topics: all")
            let atMost = keys.required("at_most", "at_most: 1").integer(in: 0...1_000_000)
            let per = keys.required("per", "per: day")
            guard let window = Window.read(per), let atMost, topicsValue.isPresent else {
                return nil
            }
            let topics: [String]?
            if topicsValue.isScalar, topicsValue.scalar()?.text == "all" {
                topics = nil
            } else {
                topics = names.existingList(.topic, topicsValue)
            }
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

    /// Notes caps with the same name: a message says by which cap it is held back.
    static func checkNames(_ caps: [Cap], at value: YAMLValue) {
        var known: Set<String> = []
        for cap in caps where !known.insert(cap.name).inserted {
            value.fault(.sameName(cap.name))
        }
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
