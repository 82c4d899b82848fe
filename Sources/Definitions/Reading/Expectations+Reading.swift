extension Expectations {
    /// Reads `expect:` of a feed from a kind of input; nil when that is not known.
    static func read(_ value: YAMLValue, input: Feed.Input?) -> Expectations? {
        value.mapping { keys in
            let new = keys.optional("new columns")
            let missing = keys.present(among: ["missing columns"]).first?.value
            let newColumns = new.oneOf(NewColumns.self)
            for value in [new, missing].compactMap({ $0 }) where value.isPresent {
                checkColumns(value, input: input, isCompared: newColumns.map { $0 != .ignore })
            }
            return Expectations(
                minimumRows: keys.optional("rows").integer(after: "at least"),
                rejects: Limit.read(keys.optional("rejects")),
                shrinkPercent: keys.optional("shrink").percent(after: "at most"),
                newColumns: newColumns ?? .ignore,
                missingColumns: missing.flatMap { MissingColumns.read($0) } ?? .fail)
        }
    }

    /// Notes what keeps the columns of a file from being compared.
    private static func checkColumns(
        _ value: YAMLValue, input: Feed.Input?, isCompared: Bool?
    ) {
        guard let input else { return }
        guard case .csv(_, let format) = input else {
            value.fault(.columnsOfCSVOnly(value.key))
            return
        }
        guard value.key == "new columns", isCompared == true, format.columns.isEmpty else { return }
        value.fault(.nothingToCompare)
    }
}

extension Expectations.MissingColumns {
    /// Reads `fail` or `null`, which YAML takes for nothing written.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("a word"), !scalar.text.isEmpty else { return nil }
        guard let word = Self(rawValue: scalar.text.lowercased()) else {
            value.fault(.notAPolicy(scalar.shown))
            return nil
        }
        return word
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
    fileprivate static func columnsOfCSVOnly(_ key: String) -> Self {
        Self(summary: "\"\(key)\" is for CSV files only", hint: "Take it out.")
    }

    fileprivate static let nothingToCompare = Self(
        summary: "nothing says which columns are not new",
        hint: "Let `tidings check --pin FEED` write the file's columns under \"csv\".")

    fileprivate static func notAPolicy(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is nothing that \"missing columns\" can be",
            hint: "It can be: fail, null.")
    }

    fileprivate static func notALimit(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(key)\" cannot be \"\(shown)\"",
            hint: "Write a number or a share, as \"\(key): at most 10\" or \"\(key): at most 1%\".")
    }
}
