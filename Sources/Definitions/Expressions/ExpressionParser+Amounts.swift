import Problems

/// Numbers and money, and what they are compared with.
extension ExpressionParser {
    /// The first words of amounts, as errors list them; each with a function's parentheses.
    static let functions =
        ["spend", "orders", "items", "bought", "received", "accepted", "waiting"]
        + EventKind.allCases.map(\.rawValue)

    /// Amounts of several words or without parentheses, as errors list them.
    static let otherAmounts = [
        "average order", "distinct products", "days between orders", "days since last order", "age",
    ]

    /// Whether an amount begins here.
    var isMetric: Bool {
        guard let word = current.word else { return false }
        return Self.functions.contains(word)
            || ["count", "days", "average", "distinct", "age"].contains(word)
            || word.hasPrefix("attributes.")
    }

    mutating func amount() throws(Problem) -> Metric {
        guard let word = current.word, !Keyword.all.contains(word) else {
            throw expectedAmount()
        }
        guard isMetric else { throw notAnAmount(word) }
        if word.hasPrefix("attributes.") { return try attributeAmount() }
        let name = current
        advance()
        switch word {
        case "orders", "count": return .orders(.count, try orderScope())
        case "spend": return .orders(.spend, try orderScope())
        case "items", "bought": return .orders(.items, try orderScope())
        case "distinct" where accept("products"): return .orders(.products, try orderScope())
        case "average" where accept("order"): return .orders(.average, try orderScope())
        case "days" where accept("between", "orders"):
            return .orders(.daysBetween, try orderScope())
        case "days" where accept("since"): return .daysSince(try event())
        case "received", "accepted": return .messages(.received, try messageScope(.received))
        case "waiting": return .waiting(try waitingScope())
        case "age": return .age
        default: break
        }
        guard let kind = EventKind(rawValue: word) else { throw unfinishedAmount(name) }
        return .messages(.events(kind), try messageScope(.events(kind)))
    }

    private mutating func attributeAmount() throws(Problem) -> Metric {
        let name = current
        let attribute = try attribute(among: names.attributes.customers, prefix: "attributes.")
        switch attribute.type {
        case .open, .number, .money: return .attribute(attribute)
        default: throw noNumber(name, attribute.type)
        }
    }

    /// What comes after `days since`.
    private mutating func event() throws(Problem) -> Moment {
        if accept("last", "order") { return .lastOrder }
        if accept("first", "order") { return .firstOrder }
        if accept("joining") { return .joinedOn }
        if accept("waiting") { return .waitingSince }
        if current.word == "tier" {
            let name = current
            advance()
            return .tierSince(programme: try programme(name))
        }
        if current.word?.hasPrefix("attributes.") == true {
            let name = current
            let attribute = try attribute(among: names.attributes.customers, prefix: "attributes.")
            guard attribute.type == .open || attribute.type == .date else {
                throw noDate(name, attribute.type)
            }
            return .attribute(attribute)
        }
        throw expected(
            "last order, first order, joining, tier, waiting or attributes.NAME",
            hint: "Write days since last order > 90.")
    }

    // MARK: Comparisons

    /// The test of an amount.
    mutating func numberTest(of metric: Metric) throws(Problem) -> NumberTest {
        let isMoney = metric.isMoney
        let what = metric.name
        if accept("between") {
            let start = current
            let low = try operand(of: what, isMoney: isMoney)
            guard accept("and") else { throw expected("and", hint: "Write between 50 and 200.") }
            let high = try operand(of: what, isMoney: isMoney)
            if case .number(let low) = low, case .number(let high) = high, low > high {
                throw nothingBetween(low, high, at: start)
            }
            return .between(low, high)
        }
        if accept("in") {
            return .isOneOf(
                try list { parser throws(Problem) in
                    try parser.number(of: what, isMoney: isMoney)
                })
        }
        let comparison = try comparison()
        return .compare(comparison, try operand(of: what, isMoney: isMoney))
    }

    /// The test of a field of rows, only against numbers.
    mutating func numberTest(of what: String, isMoney: Bool?) throws(Problem) -> NumberTest {
        if accept("between") {
            let start = current
            let low = try number(of: what, isMoney: isMoney)
            guard accept("and") else { throw expected("and", hint: "Write between 50 and 200.") }
            let high = try number(of: what, isMoney: isMoney)
            guard low <= high else { throw nothingBetween(low, high, at: start) }
            return .between(.number(low), .number(high))
        }
        if accept("in") {
            return .isOneOf(
                try list { parser throws(Problem) in
                    try parser.number(of: what, isMoney: isMoney)
                })
        }
        let comparison = try comparison()
        return .compare(comparison, .number(try number(of: what, isMoney: isMoney)))
    }

    private mutating func comparison() throws(Problem) -> Comparison {
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected("a comparison", hint: "Write one, as in >= 2 or between 50 and 200.")
        }
        advance()
        return comparison
    }

    private mutating func operand(of what: String, isMoney: Bool?) throws(Problem) -> Amount {
        let start = current
        if let share = try percentile() {
            let metric = try amount()
            try check(isMoney, what, against: metric, at: start)
            return .percentile(share, of: metric)
        }
        guard isMetric else { return .number(try number(of: what, isMoney: isMoney)) }
        let metric = try amount()
        try check(isMoney, what, against: metric, at: start)
        return .metric(metric)
    }

    /// Money compares with money.
    private func check(
        _ isMoney: Bool?, _ what: String, against other: Metric, at token: Token
    ) throws(Problem) {
        guard let isMoney, let otherIsMoney = other.isMoney, isMoney != otherIsMoney else { return }
        throw problem(
            "\(isMoney ? what : other.name) is money, \(isMoney ? other.name : what) is not",
            at: token, hint: "Compare money with money, and numbers with numbers.")
    }

    /// `p75 of` or `median of`, if they come next.
    private mutating func percentile() throws(Problem) -> Int? {
        guard let word = current.word, ahead(1).word == "of" else { return nil }
        let digits = word.dropFirst()
        guard
            word == "median"
                || word.hasPrefix("p") && !digits.isEmpty
                    && digits.allSatisfy(\.isASCIIDigit)
        else { return nil }
        guard let share = word == "median" ? 50 : Int(digits), (1...99).contains(share) else {
            throw problem(
                "a percentile is p1 to p99", at: current,
                hint: "Write it as in p75 of days between orders.")
        }
        advance()
        advance()
        return share
    }

    /// A number; of money, with its currency's code if one is written.
    private mutating func number(of what: String, isMoney: Bool?) throws(Problem) -> Number {
        guard case .number(let number) = current.kind else {
            throw expected("a number", hint: "Write it in digits, as in 500 or 12.50.")
        }
        advance()
        let code = current
        guard code.kind == .word, code.text.count == 3, code.text.allSatisfy(\.isUppercase),
            !Keyword.all.contains(code.text.lowercased())
        else { return number }
        guard isMoney == true else { throw notMoney(what, isMoney, code) }
        guard names.currency == nil || names.currency == code.text else {
            throw problem(
                "\(what) is counted in \(names.currency ?? ""), not in \(code.text)", at: code,
                hint: "Write the amount in \(names.currency ?? "").")
        }
        advance()
        return number
    }
}

extension Metric {
    /// As errors call it: without its scope.
    fileprivate var name: String {
        switch self {
        case .orders(let measure, _): measure.rawValue
        case .messages(.received, _): "received"
        case .messages(.events(let kind), _): kind.rawValue
        case .waiting: "waiting"
        case .daysSince, .attribute, .age: description
        }
    }
}

extension ExpressionParser {
    private func expectedAmount() -> Problem {
        expected("an amount", hint: "Write one, as in spend(last 365 days) or orders.")
    }

    /// A first word of an amount that nothing of it follows.
    private func unfinishedAmount(_ name: Token) -> Problem {
        switch name.word {
        case "average": expected("order", hint: "Write average order(last 365 days).")
        case "distinct": expected("products", hint: "Write distinct products(last 365 days).")
        default:
            expected(
                "since or between orders",
                hint: "Write days since last order, or days between orders.")
        }
    }

    private func notAnAmount(_ word: String) -> Problem {
        let isCondition =
            CustomerField(rawValue: word) != nil
            || Moment.plain.contains { $0.description == word }
            || ["birthday", "tier", "tier_since", "top", "anniversary"].contains(word)
            || Fractile(name: word) != nil
        guard isCondition else {
            return problem(
                "unknown amount \"\(current.text)\"", at: current,
                hint: Suggestion.hint(
                    for: word, among: Self.functions + Self.otherAmounts, known: "amounts"))
        }
        return problem(
            "\(current.text) is not an amount", at: current,
            hint: "Write one, as in spend(last 365 days), orders or days since last order.")
    }

    private func noNumber(_ name: Token, _ type: AttributeType) -> Problem {
        problem(
            "\(name.text) is a \(type), not a number", at: name,
            hint: "Declare it as number or money under attributes: in Jobs/workspace.yaml.")
    }

    private func noDate(_ name: Token, _ type: AttributeType) -> Problem {
        problem(
            "\(name.text) is a \(type), not a date", at: name,
            hint: "Declare it as date under attributes: in Jobs/workspace.yaml.")
    }

    private func nothingBetween(_ low: Number, _ high: Number, at token: Token) -> Problem {
        problem(
            "nothing is between \(low) and \(high)", at: token,
            hint: "Write the smaller number first.")
    }

    private func notMoney(_ what: String, _ isMoney: Bool?, _ code: Token) -> Problem {
        isMoney == nil
            ? problem(
                "\(what) is not declared as money", at: code,
                hint: "Declare it under attributes: in Jobs/workspace.yaml, or remove "
                    + "\(code.text).")
            : problem("\(what) is not money", at: code, hint: "Remove \(code.text).")
    }
}
