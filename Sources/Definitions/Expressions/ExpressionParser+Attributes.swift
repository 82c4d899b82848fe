import Problems

/// Custom attributes, by the types that the workspace declares for them.
extension ExpressionParser {
    /// Reads the name of an attribute, `attributes.NAME`, `order.NAME` or `product.NAME`.
    ///
    /// - Parameter declared: the attributes of the entity; when there are none, any name is one.
    mutating func attribute(
        among declared: [String: AttributeType], prefix: String
    ) throws(Problem) -> Attribute {
        let token = current
        let name = String(token.text.dropFirst(prefix.count))
        guard !name.isEmpty, !name.hasSuffix(".") else {
            throw problem(
                "the attribute has no name", at: token,
                hint: "Write it as in \(prefix)favourite_author.")
        }
        guard let type = declared[name] ?? (declared.isEmpty ? .open : nil) else {
            throw problem(
                "unknown attribute \"\(name)\"", at: token,
                hint: Suggestion.hint(for: name, among: declared.keys, known: "attributes"))
        }
        advance()
        return Attribute(name, type)
    }

    mutating func attributeTest() throws(Problem) -> Condition {
        let name = current
        let attribute = try attribute(among: names.attributes.customers, prefix: "attributes.")
        if accept("is", "unreadable") {
            guard attribute.type.mayMisfit else { throw alwaysReadable(name) }
            return .unreadable(attribute)
        }
        switch attribute.type {
        case .text: return try textTest(.attribute(attribute), name)
        case .number, .money: return try numberTest(of: attribute, name)
        case .date: return try momentTest(.attribute(attribute))
        case .boolean: return try answerTest(.attribute(attribute), name)
        case .list:
            if let isKnown = try acceptKnown() {
                return isKnown ? .known(.list(attribute)) : .not(.known(.list(attribute)))
            }
            let isNegated = accept("not")
            let test = Condition.list(attribute, contains: try contained(name))
            return isNegated ? .not(test) : test
        case .open:
            if isNumberAhead { return try numberTest(of: attribute, name) }
            if isPointAhead { return try momentTest(.attribute(attribute)) }
            return try textTest(.attribute(attribute), name)
        }
    }

    private mutating func numberTest(
        of attribute: Attribute, _ name: Token
    ) throws(Problem) -> Condition {
        let metric = Metric.attribute(attribute)
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.number(metric)) : .not(.known(.number(metric)))
        }
        let isNegated = accept("not")
        let test = Condition.number(metric, try numberTest(of: metric))
        return isNegated ? .not(test) : test
    }

    /// Whether an undeclared attribute is compared as a number: by order, or with an amount.
    var isNumberAhead: Bool {
        let isOrder =
            current.word == "between"
            || current.kind == .sign && ["<", "<=", ">", ">="].contains(current.text)
        guard isOrder, case .number = ahead(1).kind else { return false }
        // Between 365 and 90 days ago are days.
        if current.word == "between", ahead(2).word == "and", case .number = ahead(3).kind {
            return ahead(4).word.flatMap(Self.unit) == nil
        }
        return !isPoint(1)
    }

    /// Whether an undeclared attribute is compared as a day.
    var isPointAhead: Bool {
        if current.word == "within" || current.word == "between" { return true }
        return current.kind == .sign && Comparison(rawValue: current.text) != nil && isPoint(1)
    }

    /// Whether a date, `today` or `N days ago` comes after so many tokens.
    private func isPoint(_ count: Int) -> Bool {
        switch ahead(count).kind {
        case .date: true
        case .word: ["today", "yesterday"].contains(ahead(count).word ?? "")
        case .number: ahead(count + 1).word.flatMap(Self.unit) != nil
        default: false
        }
    }
}

extension AttributeType {
    /// Whether a text may be none of the type.
    package var mayMisfit: Bool {
        switch self {
        case .open, .text, .list: false
        case .number, .money, .date, .boolean: true
        }
    }
}

extension AttributeType: CustomStringConvertible {
    package var description: String {
        switch self {
        case .open, .text: "text"
        case .number: "number"
        case .money: "money"
        case .date: "date"
        case .boolean: "boolean"
        case .list: "list"
        }
    }
}

extension ExpressionParser {
    private func alwaysReadable(_ name: Token) -> Problem {
        problem(
            "\(name.text) is read as it is, so it is never unreadable", at: name,
            hint: "Write is unknown, or declare another type under attributes: in "
                + "Jobs/workspace.yaml.")
    }
}
