import Problems

extension FeedQuery {
    static let example = "query: SELECT id, email FROM member"
    /// What a query may have beside it.
    static let keys = ["since", "parallel"]

    /// Reads `query:` with `since` and `parallel`.
    static func read(
        _ keys: YAMLMapping, query value: YAMLValue, _ limits: StepLimits
    ) -> FeedQuery? {
        let sinceValue = keys.optional("since")
        let since = Since.read(sinceValue)
        let parallel = Parallel.read(keys.optional("parallel"))
        guard let text = value.text() else { return nil }
        if usesSince(text), !sinceValue.isPresent { value.fault(.noSince) }
        if !usesSince(text), sinceValue.isPresent { sinceValue.fault(.sinceUnused) }
        return FeedQuery(
            text, since: since, timeoutSeconds: limits.timeoutSeconds, parallel: parallel)
    }

    /// Whether a query has the parameter `:since`; `::since` is a cast and `:since_x` another.
    private static func usesSince(_ query: String) -> Bool {
        let characters = Array(query)
        let name = Array(":since")
        return characters.indices.contains { start in
            guard characters[start...].starts(with: name) else { return false }
            let before = start > 0 ? characters[start - 1] : " "
            let end = start + name.count
            let after = end < characters.count ? characters[end] : " "
            return before != ":" && !(after.isLetter || after.isNumber || after == "_")
        }
    }
}

extension FeedQuery.Since {
    /// Reads `since: updated_at` or `since: {column: updated_at, overlap: 10 minutes}`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard value.isMapping else { return value.text().map { Self(column: $0) } }
        return value.mapping { keys in
            let column = keys.required("column", "column: updated_at").text()
            let overlap = keys.optional("overlap").duration()
            return column.map { Self(column: $0, overlapSeconds: overlap) }
        }
    }
}

extension FeedQuery.Parallel {
    /// Reads `parallel: {by: id, sessions: 4}`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        value.mapping { keys in
            let key = keys.required("by", "by: id").text()
            let sessions = keys.optional("sessions").integer(in: 2...16)
            return key.map { Self(key: $0, sessions: sessions ?? 4) }
        }
    }
}

extension ValueFault {
    fileprivate static let noSince = Self(
        summary: "the query asks for :since, but nothing says what that is",
        hint: "Add the column that grows with each change, as \"since: updated_at\".")

    fileprivate static let sinceUnused = Self(
        summary: "the query does not use :since",
        hint: "Add \"WHERE updated_at > :since\" to the query, or take \"since\" out.")
}
