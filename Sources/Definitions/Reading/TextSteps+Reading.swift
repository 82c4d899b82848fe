import Problems

extension TextSteps {
    /// Reads what an entry of `map:` says of its text.
    ///
    /// - Parameter join: The value of `join:`, which the caller asked for as one of the inputs.
    static func read(
        _ keys: YAMLMapping, join: YAMLValue?, type: FieldType, names: DeclaredNames
    ) -> TextSteps {
        let with = keys.optional("with")
        let split = keys.optional("split")
        let lower = keys.optional("lower")
        let upper = keys.optional("upper")
        let trim = keys.optional("trim").text()
        let lookup = Lookup.read(keys.optional("lookup"), names: names)
        if with.isPresent, join == nil { with.fault(.withoutJoin) }
        // A field of several categories is split as it is.
        if split.isPresent, type == .categories { split.fault(.splitAlready) }
        let isLower = lower.boolean() == true
        let isUpper = upper.boolean() == true
        if isLower, isUpper { upper.fault(.lowerAndUpper) }
        return TextSteps(
            join: join.flatMap { Join.read($0, with: with) }, trim: trim ?? "",
            split: Split.read(split), letters: isLower ? .lower : isUpper ? .upper : nil,
            lookup: lookup)
    }
}

extension TextSteps.Join {
    fileprivate static func read(_ value: YAMLValue, with: YAMLValue) -> Self? {
        let separator = with.scalar()?.text ?? " "
        guard let values = value.list() else { return nil }
        let inputs = values.compactMap { $0.text() }
        if inputs.contains("$row") {
            value.fault(.joinedRow)
        } else if values.count < 2 {
            value.fault(.joinOfOne)
        }
        return Self(inputs: inputs, separator: separator)
    }
}

extension TextSteps.Split {
    /// Reads `{by: " ", take: 1}`.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        value.mapping { keys in
            let separator = keys.required("by", #"by: " ""#).scalar()?.text
            let takeValue = keys.required("take", "take: 1")
            let take = takeValue.scalar("a number").map { scalar in
                let isBack = scalar.text.hasPrefix("-")
                let count = YAMLValue.digits(isBack ? scalar.text.dropFirst() : scalar.text[...])
                return (isBack ? -1 : 1) * (count ?? 0)
            }
            if take == 0 { takeValue.fault(.takesNothing) }
            guard let separator, let take else { return nil }
            guard !separator.isEmpty else {
                value.fault(.splitByNothing)
                return nil
            }
            return Self(separator: separator, take: take)
        }
    }
}

extension TextSteps.Lookup {
    /// Reads `{file: lookups/countries.csv, from: code, to: name}` and the file itself.
    fileprivate static func read(_ value: YAMLValue, names: DeclaredNames) -> Self? {
        value.mapping { keys in
            let fileValue = keys.required("file", "file: lookups/countries.csv")
            let from = keys.required("from", "from: code").text()
            let to = keys.required("to", "to: name").text()
            guard let file = fileValue.text() else { return nil }
            do throws(ValueFault) {
                let bytes = try LookupFile.bytes(of: file, in: names.root)
                guard let from, let to else { return nil }
                return Self(file: file, from: from, to: to, bytes: bytes, place: fileValue.place)
            } catch {
                fileValue.fault(error)
                return nil
            }
        }
    }
}

extension ValueFault {
    fileprivate static let withoutJoin = Self(
        summary: "\"with\" stands between the values of \"join\", and there is no \"join\"",
        hint: "Write {join: [first, last], with: \" \"}, or take \"with\" out.")

    fileprivate static let splitAlready = Self(
        summary: "categories are never split in this way",
        hint: "Take \"split\" out: several categories are told apart by \";\".")

    fileprivate static let lowerAndUpper = Self(
        summary: "a text cannot be both in small and in capital letters",
        hint: "Take \"lower\" or \"upper\" out.")

    fileprivate static let joinedRow = Self(
        summary: "\"$row\" cannot be joined", hint: "Write {column: $row, prefix: …}.")

    fileprivate static let joinOfOne = Self(
        summary: "\"join\" takes two columns or more",
        hint: "Write {join: [first, last]}, or {column: NAME} for one column.")

    fileprivate static let takesNothing = Self(
        summary: "\"take\" counts parts from 1, or from the end with -1", hint: "Write \"take: 1\"."
    )

    fileprivate static let splitByNothing = Self(
        summary: "\"by\" is empty", hint: "Write what stands between the parts, as by: \" \".")
}
