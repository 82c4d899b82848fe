extension RowFilter {
    /// Reads an entry of `where:`: `state: paid`, `state: [paid, shipped]` or
    /// `state: {not: [test]}`.
    static func read(_ entry: YAMLEntry) -> RowFilter? {
        if entry.value.isMapping {
            return entry.value.mapping { keys in
                guard let values = texts(keys.required("not", "not: [test]")) else { return nil }
                return RowFilter(
                    input: entry.name, values: values, isNegated: true, place: entry.namePlace)
            }
        }
        guard let values = texts(entry.value) else { return nil }
        return RowFilter(
            input: entry.name, values: values, isNegated: false, place: entry.namePlace)
    }

    private static func texts(_ value: YAMLValue) -> [String]? {
        guard let values = value.listOrOne()?.compactMap({ $0.scalar()?.text }) else { return nil }
        if values.isEmpty { value.fault(.nothingToCompare) }
        return values
    }
}

extension ValueFault {
    fileprivate static let nothingToCompare = Self(
        summary: "an empty list keeps no row", hint: "Write at least one value.")
}
