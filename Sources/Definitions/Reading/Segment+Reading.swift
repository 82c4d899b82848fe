extension Segment {
    /// Reads an entry of `segments:`, an expression or a mapping with `where`.
    static func read(_ entry: YAMLEntry, names: DeclaredNames) -> Segment? {
        let name = names.declared(.segment, entry.asName)
        if entry.value.isScalar {
            let expression = CheckedExpression.read(
                entry.value, expecting: .condition, names: names)
            guard let name, let expression else { return nil }
            return Segment(name: name, expression: expression, place: entry.namePlace)
        }
        return entry.value.mapping { keys in
            let expression = CheckedExpression.read(
                keys.required("where", "where: orders >= 2"), expecting: .condition, names: names)
            let guardPercent = keys.optional("guard").percent(after: "change at most")
            let includeExisting = keys.optional("include_existing").boolean()
            guard let name, let expression else { return nil }
            return Segment(
                name: name, expression: expression, guardPercent: guardPercent,
                includeExisting: includeExisting ?? false, place: entry.namePlace)
        }
    }
}
