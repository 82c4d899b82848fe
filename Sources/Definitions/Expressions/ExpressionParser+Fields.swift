import Problems

/// Tests of a customer's texts, tiers, dates and instants.
extension ExpressionParser {
    mutating func attribute() throws(Problem) -> Condition {
        let token = current
        let name = String(token.text.dropFirst("attributes.".count))
        guard !name.isEmpty, !name.hasSuffix(".") else {
            throw problem(
                "the attribute has no name", at: token,
                hint: "Write it as in attributes.favourite_author.")
        }
        advance()
        let isOrder = current.kind == .sign && ["<", "<=", ">", ">="].contains(current.text)
        if isOrder || current.word == "between", case .number = ahead(1).kind, !isPointAhead(1) {
            return .number(.attribute(name), try numberTest(of: .attribute(name)))
        }
        if let comparison = Comparison(rawValue: current.text), current.kind == .sign,
            isPointAhead(1)
        {
            advance()
            let start = current
            let point = try timePoint()
            if case .ago(let span) = point, span.unit == .hour {
                throw problem(
                    "an attribute is compared by days, not hours", at: start,
                    hint: "Write days, as in 2 days ago.")
            }
            return .text(.attribute(name), .onDay(comparison, point))
        }
        return try textTest(.attribute(name), token)
    }

    /// Whether a date, `today` or `N days ago` comes after so many tokens.
    private func isPointAhead(_ count: Int) -> Bool {
        switch ahead(count).kind {
        case .date: true
        case .word: ["today", "yesterday"].contains(ahead(count).word ?? "")
        case .number: ahead(count + 1).word.flatMap(Self.unit) != nil
        default: false
        }
    }

    mutating func textTest(_ field: TextField, _ name: Token) throws(Problem) -> Condition {
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.text(field)) : .not(.known(.text(field)))
        }
        if acceptSign("=") { return .text(field, .isOneOf([try literal()])) }
        if acceptSign("!=") { return .text(field, .isNoneOf([try literal()])) }
        if accept("in") { return .text(field, .isOneOf(try texts())) }
        if accept("not", "in") { return .text(field, .isNoneOf(try texts())) }
        let isNegated = accept("not")
        let test: TextTest
        if accept("contains") {
            test = .contains(try literal())
        } else if accept("starts", "with") {
            test = .startsWith(try literal())
        } else {
            throw notText(name)
        }
        return isNegated ? .not(.text(field, test)) : .text(field, test)
    }

    mutating func tier() throws(Problem) -> Condition {
        let name = current
        advance()
        let programme = try programme(name)
        let field = TextField.tier(programme: programme)
        let tiers = names.tiers[programme] ?? []
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.text(field)) : .not(.known(.text(field)))
        }
        if accept("in") { return .text(field, .isOneOf(try tierNames(tiers))) }
        if accept("not", "in") { return .text(field, .isNoneOf(try tierNames(tiers))) }
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected(
                "a comparison", hint: "Write tier = gold, tier in (gold, silver) or tier >= silver."
            )
        }
        advance()
        let tier = try self.name(among: tiers, one: "tier", many: "tiers")
        let rank = tiers.firstIndex(of: tier) ?? 0
        switch comparison {
        case .equal: return .text(field, .isOneOf([tier]))
        case .unequal: return .text(field, .isNoneOf([tier]))
        case .atLeast: return .text(field, .isOneOf(tiers[rank...].sorted()))
        case .atMost: return .text(field, .isOneOf(tiers[...rank].sorted()))
        // Nothing is above the highest: known to be false.
        case .greater: return .text(field, .isNoneOf(tiers[...rank].sorted()))
        case .less: return .text(field, .isNoneOf(tiers[rank...].sorted()))
        }
    }

    private mutating func programme(_ name: Token) throws(Problem) -> String {
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

    mutating func momentTest(_ moment: Moment) throws(Problem) -> Condition {
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.moment(moment)) : .not(.known(.moment(moment)))
        }
        if accept("within") {
            _ = accept("the")
            return .moment(moment, .within(try window()))
        }
        if current.word == "between" {
            if case .number = ahead(1).kind, ahead(2).word == "and" {
                return .moment(moment, .within(try window()))
            }
            advance()
            let low = try timePoint()
            guard accept("and") else {
                throw expected("and", hint: "Write between A and B.")
            }
            let high = try timePoint()
            return .all([
                .moment(moment, .compare(.atLeast, low)), .moment(moment, .compare(.atMost, high)),
            ])
        }
        guard current.kind == .sign, let comparison = Comparison(rawValue: current.text) else {
            throw expected(
                "a comparison",
                hint: "Write \(moment) < 90 days ago, \(moment) >= 2026-11-21 or "
                    + "\(moment) is known.")
        }
        advance()
        return .moment(moment, .compare(comparison, try timePoint()))
    }
}

extension ExpressionParser {
    private func notText(_ name: Token) -> Problem {
        if current.kind == .sign, Comparison(rawValue: current.text) != nil {
            return problem(
                "\(name.text) is text and has no order for \"\(current.text)\"", at: current,
                hint: "Compare it with =, !=, in, contains or starts with.")
        }
        return expected(
            "a comparison",
            hint: "Write \(name.text) = \"…\", in (…), contains \"…\", starts with \"…\" or "
                + "is known.")
    }
}
