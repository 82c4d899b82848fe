import Foundation
import Problems

/// The conditions that are not made of others.
extension ExpressionParser {
    mutating func leaf() throws(Problem) -> Condition {
        guard let word = current.word else { throw expectedCondition() }
        switch word {
        case "in": return try inSegment()
        case "was", "entered", "left": return try pastSegment(word)
        case "top": return try top()
        case "birthday", "anniversary": return try yearly()
        case "tier": return try tier()
        case "tier_since": return try tierSince()
        default: break
        }
        if let fractile = Fractile(name: word) { return try self.fractile(fractile) }
        if let moment = Moment.plain.first(where: { $0.description == word }) {
            advance()
            return try momentTest(moment)
        }
        if let field = CustomerField(rawValue: word) {
            let name = current
            advance()
            return try textTest(.customer(field), name)
        }
        if word.hasPrefix("attributes.") { return try attributeTest() }
        if word.hasPrefix("consent.") { return try consent() }
        if Keyword.all.contains(word) { throw expectedCondition() }
        guard isMetric else { throw unknownName() }
        return try metricTest()
    }

    // MARK: Segments

    private mutating func inSegment() throws(Problem) -> Condition {
        advance()
        return .inSegment(try segment())
    }

    private mutating func pastSegment(_ verb: String) throws(Problem) -> Condition {
        advance()
        if verb == "was" {
            guard accept("in") else { throw expectedSegment() }
        }
        let name = try segment()
        let past: Past =
            switch verb {
            case "entered": .enteredSegment(name)
            case "left": .leftSegment(name)
            default: .inSegment(name)
            }
        return .past(past, try pastWindow())
    }

    private mutating func segment() throws(Problem) -> String {
        guard accept("segment") else { throw expectedSegment() }
        return try name(among: names.segments, one: "segment", many: "segments")
    }

    /// The window of something past: `within last 90 days`, or without `within`.
    mutating func pastWindow() throws(Problem) -> Window {
        if accept("within") {
            _ = accept("the")
            return try window()
        }
        guard isWindow else {
            throw expected(
                "a window", hint: "Say when, as in within last 90 days, or since 2026-01-01.")
        }
        return try window()
    }

    // MARK: Days of the year

    private mutating func yearly() throws(Problem) -> Condition {
        let date = try yearlyDate()
        if date == .birthday, let isKnown = try acceptKnown() {
            return isKnown ? .known(.birthday) : .not(.known(.birthday))
        }
        if acceptSign("=") || current.word == "today" {
            guard accept("today") else { throw expectedYearlyTest() }
            return .yearly(date, .within(0...0))
        }
        if accept("within") {
            _ = accept("the")
            let isAhead = accept("next")
            guard isAhead || accept("last") else { throw expectedYearlyTest() }
            let number = current
            let span = try span()
            let days = span.unit == .week ? span.count * 7 : span.count
            guard span.unit == .day || span.unit == .week, days <= 366 else {
                throw problem(
                    "days of the year are looked for by days, at most 366", at: number,
                    hint: "Write within next 30 days, or in month 5.")
            }
            return .yearly(date, .within(isAhead ? 0...days : -days...0))
        }
        guard accept("in", "month") else { throw expectedYearlyTest() }
        return .yearly(date, .inMonth(try wholeNumber("a month from 1 to 12", 1...12)))
    }

    private mutating func yearlyDate() throws(Problem) -> YearlyDate {
        if accept("birthday") { return .birthday }
        advance()
        guard accept("of") else {
            throw expected("of", hint: "Write anniversary of joined_on within next 7 days.")
        }
        if accept("joined_on") { return .anniversary(.joinedOn) }
        if accept("first_order_at") { return .anniversary(.firstOrder) }
        if current.word?.hasPrefix("attributes.") == true {
            let name = current
            let attribute = try attribute(among: names.attributes.customers, prefix: "attributes.")
            guard attribute.type == .date || attribute.type == .open else {
                throw problem(
                    "\(name.text) is a \(attribute.type), not a date", at: name,
                    hint: "Declare it as date under attributes: in Jobs/workspace.yaml.")
            }
            return .anniversary(.attribute(attribute))
        }
        throw expected(
            "joined_on, first_order_at or attributes.NAME",
            hint: "Write anniversary of joined_on within next 7 days.")
    }

    // MARK: Ranks

    private mutating func top() throws(Problem) -> Condition {
        advance()
        let token = current
        guard case .number(let number) = token.kind else {
            throw expected("how many", hint: "Write top 5% by spend, or top 100 by spend.")
        }
        advance()
        guard acceptSign("%") else {
            guard number >= 1, let count = Int(token.text) else {
                throw problem(
                    "\"\(token.text)\" is no number of customers", at: token,
                    hint: "Write a whole number from 1, or a share with %.")
            }
            try acceptBy()
            return .top(.count(count), by: try amount())
        }
        guard number > 0, number <= 100 else {
            throw problem(
                "a share is above 0% and at most 100%", at: token,
                hint: "Write it as in top 5% by spend.")
        }
        guard accept("of") else {
            try acceptBy()
            return .top(.percent(number), by: try amount())
        }
        let start = current
        let metric = try amount()
        guard metric.isCounted else {
            throw problem(
                "\(written(from: start)) has no total of all customers", at: start,
                hint: "Write a count or a sum, as in top 80% of spend(last 365 days), or by.")
        }
        return .top(.total(number), by: metric)
    }

    private mutating func acceptBy() throws(Problem) {
        guard accept("by") else {
            throw expected("by", hint: "Say by what, as in top 5% by spend(last 365 days).")
        }
    }

    private mutating func fractile(_ fractile: Fractile) throws(Problem) -> Condition {
        advance()
        guard accept("by") else {
            throw expected("by", hint: "Say by what, as in \(fractile) by spend = 1.")
        }
        let metric = try amount()
        let start = current
        let test = try numberTest(of: "\(fractile)", isMoney: false)
        let all = 1...fractile.rawValue
        let written = test.amounts.compactMap { amount -> Number? in
            if case .number(let number) = amount { number } else { nil }
        }
        guard written.allSatisfy({ number in all.contains { Number($0) == number } }) else {
            throw problem(
                "a \(fractile) is a whole number from 1 to \(fractile.rawValue)", at: start,
                hint: "\(fractile.rawValue) has the highest amounts, as in \(fractile) by spend "
                    + "= \(fractile.rawValue).")
        }
        let classes = all.filter { test.holds(Number($0)) }
        guard !classes.isEmpty, classes.count < fractile.rawValue else {
            throw problem(
                classes.isEmpty ? "no \(fractile) is so" : "every \(fractile) is so", at: start,
                hint: "Write some of 1 to \(fractile.rawValue), as in \(fractile) by spend "
                    + ">= \(fractile.rawValue - 1).")
        }
        return .fractile(fractile, of: metric, classes)
    }

    // MARK: Amounts

    mutating func metricTest() throws(Problem) -> Condition {
        let name = current
        let metric = try amount()
        if !metric.isCounted, let isKnown = try acceptKnown() {
            return isKnown ? .known(.number(metric)) : .not(.known(.number(metric)))
        }
        if isVerb(name), isAtBoundary { return .number(metric, .compare(.greater, 0)) }
        guard
            current.kind == .sign && Comparison(rawValue: current.text) != nil
                || current.word == "between" || current.word == "in" || current.word == "not"
        else { throw notCompared(name) }
        if accept("not") {
            return .not(.number(metric, try numberTest(of: metric)))
        }
        return .number(metric, try numberTest(of: metric))
    }

    /// Whether a function may stand alone: `bought(…)` means more than none.
    private func isVerb(_ name: Token) -> Bool {
        let verbs =
            ["bought", "received", "accepted", "waiting"] + EventKind.allCases.map(\.rawValue)
        return verbs.contains(name.text.lowercased())
    }

    /// `is known` or `is unknown`, if `is` comes next.
    mutating func acceptKnown() throws(Problem) -> Bool? {
        guard accept("is") else { return nil }
        if accept("known") || accept("not", "unknown") { return true }
        guard accept("unknown") || accept("not", "known") else {
            throw expected(
                "known or unknown", hint: "Write is known or is unknown; compare with =.")
        }
        return false
    }
}

extension Fractile {
    init?(name: String) {
        guard let fractile = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = fractile
    }
}

extension NumberTest {
    /// Whether it holds of a number; what it is compared with are numbers.
    fileprivate func holds(_ number: Number) -> Bool {
        switch self {
        case .compare(let comparison, .number(let other)): comparison.holds(number, other)
        case .between(.number(let low), .number(let high)): low <= number && number <= high
        case .isOneOf(let numbers): numbers.contains(number)
        case .compare, .between: false
        }
    }
}

extension ExpressionParser {
    private func expectedCondition() -> Problem {
        expected("a condition", hint: "Write one, as in city = \"Hangzhou\" or orders >= 2.")
    }

    private func expectedSegment() -> Problem {
        expected("segment", hint: "Write in segment NAME, or FIELD in (a, b).")
    }

    private func expectedYearlyTest() -> Problem {
        expected(
            "within next, within last, in month or today",
            hint: "Write birthday within next 7 days, birthday in month 5 or birthday today.")
    }

    private func notCompared(_ name: Token) -> Problem {
        problem(
            "\(written(from: name)) is a number, not a condition", at: name,
            hint: "Compare it, as in \(written(from: name)) >= 1.")
    }

    /// A word in a condition's or an amount's first place that nothing is called.
    func unknownName() -> Problem {
        let word = current.text
        var known = CustomerField.allCases.map(\.rawValue) + Moment.plain.map(\.description)
        known += [
            "birthday", "anniversary of", "tier", "tier_since", "attributes.NAME",
            "consent.TOPIC", "top", "in segment", "was in segment", "entered segment",
            "left segment",
        ]
        known += Fractile.allCases.map { "\($0)" } + Self.functions + Self.otherAmounts
        let hint =
            names.segments.contains(word)
            ? "Write in segment \(word)."
            : Suggestion.hint(for: word, among: known, known: "names")
        return problem("unknown name \"\(word)\"", at: current, hint: hint)
    }
}
