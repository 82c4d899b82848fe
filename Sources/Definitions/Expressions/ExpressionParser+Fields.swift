import Problems

/// Tests of a customer's texts, answers, tiers, dates and instants.
extension ExpressionParser {
    // MARK: Texts

    mutating func textTest(_ field: TextField, _ name: Token) throws(Problem) -> Condition {
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.text(field)) : .not(.known(.text(field)))
        }
        let isNegated = current.word == "not" && ahead(1).word != "in" && accept("not")
        let test = try plainTextTest(name)
        return isNegated ? .not(.text(field, test)) : .text(field, test)
    }

    /// Against texts, one or a list of them.
    mutating func plainTextTest(_ name: Token) throws(Problem) -> TextTest {
        if acceptSign("=") { return .isOneOf([try literal()]) }
        if acceptSign("!=") { return .isNoneOf([try literal()]) }
        if accept("in") { return .isOneOf(try texts()) }
        if accept("not", "in") { return .isNoneOf(try texts()) }
        if accept("contains") { return .contains(try textOrTexts()) }
        if accept("starts", "with") { return .startsWith(try textOrTexts()) }
        if accept("ends", "with") { return .endsWith(try textOrTexts()) }
        throw notText(name)
    }

    private mutating func textOrTexts() throws(Problem) -> [String] {
        current.isSign("(") ? try texts() : [try literal()]
    }

    // MARK: Answers and lists

    mutating func consent() throws(Problem) -> Condition {
        let name = current
        let topic = String(name.text.dropFirst("consent.".count))
        guard names.topics.contains(topic) else {
            throw problem(
                "unknown topic \"\(topic)\"", at: name,
                hint: Suggestion.hint(for: topic, among: names.topics, known: "topics"))
        }
        advance()
        return try answerTest(.consent(topic: topic), name)
    }

    mutating func answerTest(_ answer: Answer, _ name: Token) throws(Problem) -> Condition {
        if isAtBoundary { return .answer(answer) }
        if current.word == "is", ["known", "unknown", "not"].contains(ahead(1).word ?? ""),
            let isKnown = try acceptKnown()
        {
            return isKnown ? .known(.answer(answer)) : .not(.known(.answer(answer)))
        }
        return try yesOrNo(name) ? .answer(answer) : .not(.answer(answer))
    }

    /// `= yes`, `= no`, `!= yes`, `is true` and the like.
    mutating func yesOrNo(_ name: Token) throws(Problem) -> Bool {
        let isNegated = acceptSign("!=")
        guard isNegated || acceptSign("=") || accept("is") else { throw expectedAnswer(name) }
        if accept("yes") || accept("true") { return !isNegated }
        if accept("no") || accept("false") { return isNegated }
        throw expectedAnswer(name)
    }

    /// `contains` one or one of several.
    mutating func contained(_ name: Token) throws(Problem) -> [String] {
        guard accept("contains") else {
            throw expected(
                "contains",
                hint: "\(name.text) is a list: write \(name.text) contains \"…\", or "
                    + "contains (…).")
        }
        return try textOrTexts()
    }

    // MARK: Tiers

    mutating func tier() throws(Problem) -> Condition {
        let name = current
        advance()
        let programme = try programme(name)
        let field = TextField.tier(programme: programme)
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.text(field)) : .not(.known(.text(field)))
        }
        guard accept("was") else { return .text(field, try tierTest(of: programme)) }
        let tiers = names.tiers[programme] ?? []
        let held: [String]
        if case .word = current.kind, current.word != "in", current.word != "not" {
            held = [try self.name(among: tiers, one: "tier", many: "tiers")]
        } else {
            held =
                switch try tierTest(of: programme) {
                case .isNoneOf(let others): tiers.filter { !others.contains($0) }.sorted()
                case .isOneOf(let tiers): tiers
                default: []
                }
        }
        return .past(.tier(programme: programme, held), try pastWindow())
    }

    private mutating func tierTest(of programme: String) throws(Problem) -> TextTest {
        let tiers = names.tiers[programme] ?? []
        if accept("in") { return .isOneOf(try tierNames(tiers)) }
        if accept("not", "in") { return .isNoneOf(try tierNames(tiers)) }
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected(
                "a comparison", hint: "Write tier = gold, tier in (gold, silver) or tier >= silver."
            )
        }
        advance()
        let tier = try self.name(among: tiers, one: "tier", many: "tiers")
        let rank = tiers.firstIndex(of: tier) ?? 0
        switch comparison {
        case .equal: return .isOneOf([tier])
        case .unequal: return .isNoneOf([tier])
        case .atLeast: return .isOneOf(tiers[rank...].sorted())
        case .atMost: return .isOneOf(tiers[...rank].sorted())
        // Nothing is above the highest: known to be false.
        case .greater: return .isNoneOf(tiers[...rank].sorted())
        case .less: return .isNoneOf(tiers[rank...].sorted())
        }
    }

    mutating func tierSince() throws(Problem) -> Condition {
        let name = current
        advance()
        return try momentTest(.tierSince(programme: try programme(name)))
    }

    mutating func programme(_ name: Token) throws(Problem) -> String {
        let opening = current
        if acceptSign("(") {
            let programme = try self.name(
                among: names.tiers.keys, one: "tier programme", many: "tier programmes")
            guard acceptSign(")") else { throw unclosed(opening) }
            return programme
        }
        guard let only = names.tiers.keys.first else {
            throw problem(
                "there is no tier programme", at: name,
                hint: "Define one under transform: tiers: in a job.")
        }
        guard names.tiers.count == 1 else {
            throw problem(
                "there are several tier programmes", at: name,
                hint: "Say which: "
                    + names.tiers.keys.sorted().map { "tier(\($0))" }.joined(separator: ", ") + ".")
        }
        return only
    }

    private mutating func tierNames(_ tiers: [String]) throws(Problem) -> [String] {
        try list { parser throws(Problem) in
            try parser.name(among: tiers, one: "tier", many: "tiers")
        }
    }

    // MARK: Dates and instants

    mutating func momentTest(_ moment: Moment) throws(Problem) -> Condition {
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.moment(moment)) : .not(.known(.moment(moment)))
        }
        if current.word == "between", !isBetweenAgo {
            let (low, high) = try pointsBetween(isDay: moment.isDay)
            return .all([
                .moment(moment, .compare(.atLeast, low)), .moment(moment, .compare(.atMost, high)),
            ])
        }
        return .moment(moment, try pointTest("\(moment)", isDay: moment.isDay))
    }

    /// The test of a day of rows.
    mutating func dayTest(_ what: String) throws(Problem) -> MomentTest {
        if current.word == "between", !isBetweenAgo {
            let start = current
            guard case (.day(let first), .day(let last)) = try pointsBetween(isDay: true) else {
                throw problem(
                    "between needs two dates here", at: start,
                    hint: "Write between 2026-01-01 and 2026-03-31, or between 365 and 90 days ago."
                )
            }
            return .within(.days(first, last))
        }
        return try pointTest(what, isDay: true)
    }

    /// Whether `between 365 and 90 days ago` comes next, and not two points in time.
    private var isBetweenAgo: Bool {
        if case .number = ahead(1).kind { ahead(2).word == "and" } else { false }
    }

    private mutating func pointsBetween(
        isDay: Bool
    ) throws(Problem) -> (low: TimePoint, high: TimePoint) {
        advance()
        let low = try timePoint(isDay: isDay)
        guard accept("and") else { throw expected("and", hint: "Write between A and B.") }
        return (low, try timePoint(isDay: isDay))
    }

    private mutating func pointTest(_ what: String, isDay: Bool) throws(Problem) -> MomentTest {
        if accept("within") {
            _ = accept("the")
            return .within(try window())
        }
        if current.word == "between" { return .within(try window()) }
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected(
                "a comparison",
                hint: "Write \(what) < 90 days ago, \(what) >= 2026-11-21 or \(what) is known.")
        }
        advance()
        return .compare(comparison, try timePoint(isDay: isDay))
    }
}

extension ExpressionParser {
    private func notText(_ name: Token) -> Problem {
        if current.kind == .sign, Comparison(rawValue: current.text) != nil {
            return problem(
                "\(name.text) is text and has no order for \"\(current.text)\"", at: current,
                hint: "Compare it with =, !=, in, contains, starts with or ends with.")
        }
        return expected(
            "a comparison",
            hint: "Write \(name.text) = \"…\", in (…), contains \"…\", starts with \"…\" or "
                + "is known.")
    }

    private func expectedAnswer(_ name: Token) -> Problem {
        expected("= yes or = no", hint: "Write \(name.text) = yes, = no or is known.")
    }
}
