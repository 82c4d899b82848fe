import Problems

/// Numbers and money: functions with their windows and filters, and what they are compared with.
extension ExpressionParser {
    /// The functions, as errors list them.
    static let functions =
        ["spend", "orders", "items", "bought", "received", "accepted"]
        + EventKind.allCases.map(\.rawValue)

    func isMetric(_ word: String) -> Bool {
        Self.functions.contains(word) || word == "days" || word.hasPrefix("attributes.")
    }

    mutating func amount() throws(Problem) -> Metric {
        guard let word = current.word, !Keyword.all.contains(word) else {
            throw expectedAmount()
        }
        guard isMetric(word) else { throw notAnAmount(word) }
        let name = current
        advance()
        switch word {
        case "spend": return .spend(try orderScope())
        case "orders": return .orders(try orderScope())
        case "items", "bought": return .items(try orderScope())
        case "received", "accepted": return .received(try messageScope())
        case "days": return .daysSince(try daysSince())
        default: break
        }
        if let kind = EventKind(rawValue: word) { return .events(kind, try messageScope()) }
        return .attribute(String(name.text.dropFirst("attributes.".count)))
    }

    private mutating func daysSince() throws(Problem) -> Moment {
        if accept("since") {
            if accept("last", "order") { return .last_order_at }
            if accept("first", "order") { return .first_order_at }
            if accept("joining") { return .joined_on }
        }
        throw expected(
            "since last order, since first order or since joining",
            hint: "Write days since last order > 90.")
    }

    // MARK: Scopes

    private mutating func orderScope() throws(Problem) -> OrderScope {
        var scope = OrderScope()
        try arguments { parser, word throws(Problem) in
            switch word {
            case "product": scope.products.append(.product(try parser.filterTexts()))
            case "brand": scope.products.append(.brand(try parser.filterTexts()))
            case "author": scope.products.append(.author(try parser.filterTexts()))
            case "channel": scope.channels = try parser.filterTexts()
            case "category": scope.products.append(.categoryUnder(try parser.categories()))
            default:
                return ["product", "category", "brand", "author", "channel"]
            }
            return nil
        } window: {
            scope.window = $0
        }
        scope.products.sort { $0.description < $1.description }
        return scope
    }

    private mutating func messageScope() throws(Problem) -> MessageScope {
        var scope = MessageScope()
        try arguments { parser, word throws(Problem) in
            switch word {
            case "campaign":
                scope.campaigns = try parser.filterNames(
                    parser.names.campaigns, one: "campaign", many: "campaigns")
            case "topic":
                scope.topics = try parser.filterNames(
                    parser.names.topics, one: "topic", many: "topics")
            default: return ["campaign", "topic"]
            }
            return nil
        } window: {
            scope.window = $0
        }
        return scope
    }

    /// The arguments in parentheses, if there are any: each filter at most once, one window.
    ///
    /// - Parameter filter: reads a filter by its name; of another name, returns those it knows.
    private mutating func arguments(
        filter: (inout ExpressionParser, String) throws(Problem) -> [String]?,
        window: (Window) -> Void
    ) throws(Problem) {
        let opening = current
        guard acceptSign("(") else { return }
        guard !acceptSign(")") else { return }
        var seen: Set<String> = []
        repeat {
            let token = current
            let key = isWindow ? "window" : token.word ?? ""
            guard token.kind != .end else { throw unclosed(opening) }
            guard seen.insert(key).inserted else { throw twice(token, key) }
            if isWindow {
                window(try self.window())
            } else {
                advance()
                if let known = try filter(&self, key) { throw unknownFilter(token, known) }
            }
        } while acceptSign(",")
        guard acceptSign(")") else { throw unclosed(opening) }
    }

    private mutating func filterTexts() throws(Problem) -> [String] {
        if acceptSign("=") { return [try literal()] }
        if accept("in") { return try texts() }
        throw expected("= or in", hint: "Write product = \"…\" or product in (…).")
    }

    private mutating func filterNames(
        _ known: Set<String>, one: String, many: String
    ) throws(Problem) -> [String] {
        if acceptSign("=") { return [try name(among: known, one: one, many: many)] }
        guard accept("in") else {
            throw expected("= or in", hint: "Write \(one) = NAME or \(one) in (A, B).")
        }
        return try list { parser throws(Problem) in
            try parser.name(among: known, one: one, many: many)
        }
    }

    /// `under "A > B"`, the steps joined by ` > ` whatever blanks are written around it.
    private mutating func categories() throws(Problem) -> [String] {
        guard accept("under") else {
            throw expected("under", hint: "Write category under \"Fiction > Crime\".")
        }
        let paths = current.isSign("(") ? try texts() : [try literal()]
        return Set(paths.map(CategoryPath.normalised)).sorted()
    }

    // MARK: Comparisons

    /// The test of a number; of no metric (a quintile), only of plain numbers.
    mutating func numberTest(of metric: Metric?) throws(Problem) -> NumberTest {
        if accept("between") {
            let start = current
            let low = try number(of: metric)
            guard accept("and") else { throw expected("and", hint: "Write between 50 and 200.") }
            let high = try number(of: metric)
            guard low <= high else {
                throw problem(
                    "nothing is between \(low) and \(high)", at: start,
                    hint: "Write the smaller number first.")
            }
            return .between(low, high)
        }
        if accept("in") {
            let numbers = try list { parser throws(Problem) in try parser.number(of: metric) }
            return .isOneOf(numbers)
        }
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected("a comparison", hint: "Write one, as in >= 2 or between 50 and 200.")
        }
        advance()
        if metric != nil, let word = current.word, isMetric(word) {
            return .compareMetric(comparison, try amount())
        }
        return .compare(comparison, try number(of: metric))
    }

    /// A number; of money, with its currency's code if one is written.
    private mutating func number(of metric: Metric?) throws(Problem) -> Number {
        guard case .number(let number) = current.kind else {
            throw expected("a number", hint: "Write it in digits, as in 500 or 12.50.")
        }
        advance()
        let code = current
        guard code.kind == .word, code.text.count == 3, code.text.allSatisfy(\.isUppercase),
            !Keyword.all.contains(code.text.lowercased())
        else { return number }
        guard case .spend = metric else {
            throw problem(
                "only spend is money", at: code, hint: "Remove \(code.text).")
        }
        guard names.currency == nil || names.currency == code.text else {
            throw problem(
                "spend is counted in \(names.currency ?? ""), not in \(code.text)", at: code,
                hint: "Write the amount in \(names.currency ?? "").")
        }
        advance()
        return number
    }
}

extension ExpressionParser {
    private func expectedAmount() -> Problem {
        expected("an amount", hint: "Write one, as in spend(last 365 days) or orders.")
    }

    private func notAnAmount(_ word: String) -> Problem {
        let isCondition =
            CustomerField(rawValue: word) != nil || Moment(rawValue: word) != nil
            || ["birthday", "tier", "waiting", "top", "quintile"].contains(word)
        guard isCondition else {
            return problem(
                "unknown amount \"\(current.text)\"", at: current,
                hint: Suggestion.hint(
                    for: word, among: Self.functions + ["days since last order"],
                    known: "amounts"))
        }
        return problem(
            "\(current.text) is not an amount", at: current,
            hint: "Write one, as in spend(last 365 days), orders or days since last order.")
    }

    private func unknownFilter(_ token: Token, _ known: [String]) -> Problem {
        problem(
            "unknown filter \(token.name)", at: token,
            hint: Suggestion.closest(to: token.text, among: known).map {
                "Did you mean \"\($0)\"?"
            } ?? "The filters are: \(known.joined(separator: ", ")); windows are as in "
                + "last 90 days.")
    }

    private func twice(_ token: Token, _ key: String) -> Problem {
        problem(
            "a second \(key)", at: token,
            hint: key == "window"
                ? "One window is enough." : "Write one with a list, as in \(key) in (\"a\", \"b\")."
        )
    }
}
