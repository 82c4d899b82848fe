import Foundation
import Problems

/// The conditions that are not made of others.
extension ExpressionParser {
    mutating func leaf() throws(Problem) -> Condition {
        guard let word = current.word else { throw expectedCondition() }
        switch word {
        case "in": return try inSegment()
        case "top": return try top()
        case "quintile": return try quintile()
        case "birthday": return try birthday()
        case "waiting": return try waiting()
        case "tier": return try tier()
        default: break
        }
        if let moment = Moment(rawValue: word) {
            advance()
            return try momentTest(moment)
        }
        if let field = CustomerField(rawValue: word) {
            let name = current
            advance()
            return try textTest(.customer(field), name)
        }
        if word.hasPrefix("attributes.") { return try attribute() }
        guard isMetric(word) else { throw unknownName() }
        return try metricTest()
    }

    private mutating func inSegment() throws(Problem) -> Condition {
        advance()
        guard accept("segment") else { throw expectedSegment() }
        return .inSegment(try name(among: names.segments, one: "segment", many: "segments"))
    }

    private mutating func birthday() throws(Problem) -> Condition {
        advance()
        if let isKnown = try acceptKnown() {
            return isKnown ? .known(.birthday) : .not(.known(.birthday))
        }
        if acceptSign("=") || current.word == "today" {
            guard accept("today") else { throw expectedBirthdayTest() }
            return .birthday(.withinNext(days: 0))
        }
        if accept("within") {
            _ = accept("the")
            guard accept("next") else { throw expectedBirthdayTest() }
            let number = current
            let span = try span()
            let days = span.unit == .week ? span.count * 7 : span.count
            guard span.unit == .day || span.unit == .week, days <= 366 else {
                throw problem(
                    "a birthday is foreseen by days, at most 366", at: number,
                    hint: "Write birthday within next 30 days, or birthday in month 5.")
            }
            return .birthday(.withinNext(days: days))
        }
        guard accept("in", "month") else { throw expectedBirthdayTest() }
        return .birthday(.inMonth(try wholeNumber("a month from 1 to 12", 1...12)))
    }

    private mutating func waiting() throws(Problem) -> Condition {
        advance()
        guard accept("for") else { return .waiting([]) }
        if current.isSign("(") { return .waiting(try texts()) }
        return .waiting([try literal()])
    }

    private mutating func top() throws(Problem) -> Condition {
        advance()
        let token = current
        guard case .number(let number) = token.kind else {
            throw expected("how many", hint: "Write top 5% by spend, or top 100 by spend.")
        }
        advance()
        let share: TopShare
        if acceptSign("%") {
            guard number > 0, number <= 100 else {
                throw problem(
                    "a share is above 0% and at most 100%", at: token,
                    hint: "Write it as in top 5% by spend.")
            }
            share = .percent(number)
        } else {
            guard number >= 1, let count = Int(token.text) else {
                throw problem(
                    "\"\(token.text)\" is no number of customers", at: token,
                    hint: "Write a whole number from 1, or a share with %.")
            }
            share = .count(count)
        }
        guard accept("by") else {
            throw expected("by", hint: "Say by what, as in top 5% by spend(last 365 days).")
        }
        return .top(share, by: try amount())
    }

    private mutating func quintile() throws(Problem) -> Condition {
        advance()
        guard accept("by") else {
            throw expected("by", hint: "Say by what, as in quintile by spend = 5.")
        }
        let metric = try amount()
        let start = current
        let test = try numberTest(of: nil)
        let classes: [Number] =
            switch test {
            case .compare(_, let number): [number]
            case .between(let low, let high): [low, high]
            case .isOneOf(let numbers): numbers
            case .compareMetric: [0]
            }
        guard classes.allSatisfy({ (1...5).map { Number($0) }.contains($0) }) else {
            throw problem(
                "a quintile is 1, 2, 3, 4 or 5", at: start,
                hint: "5 has the highest amounts, as in quintile by spend = 5.")
        }
        return .quintile(of: metric, test)
    }

    mutating func metricTest() throws(Problem) -> Condition {
        let name = current
        let metric = try amount()
        if isVerb(name), current.kind == .end || isAfterCondition {
            return .number(metric, .compare(.greater, 0))
        }
        guard
            current.kind == .sign && Comparison(rawValue: current.text) != nil
                || current.word == "between" || current.word == "in" || current.word == "not"
        else { throw notCompared(name) }
        if accept("not") {
            return .not(.number(metric, try numberTest(of: metric)))
        }
        return .number(metric, try numberTest(of: metric))
    }

    private var isAfterCondition: Bool {
        current.word == "and" || current.word == "or" || current.isSign(")")
    }

    /// Whether a function may stand alone: `bought(…)` means more than none.
    private func isVerb(_ name: Token) -> Bool {
        let verbs = ["bought", "received", "accepted"] + EventKind.allCases.map(\.rawValue)
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

extension ExpressionParser {
    private func expectedCondition() -> Problem {
        expected("a condition", hint: "Write one, as in city = \"Hangzhou\" or orders >= 2.")
    }

    private func expectedSegment() -> Problem {
        expected("segment", hint: "Write in segment NAME, or FIELD in (a, b).")
    }

    private func expectedBirthdayTest() -> Problem {
        expected(
            "within next, in month, today or is known",
            hint: "Write birthday within next 7 days, birthday in month 5 or birthday today.")
    }

    private func notCompared(_ name: Token) -> Problem {
        problem(
            "\(name.text) is a number, not a condition", at: name,
            hint: "Compare it, as in \(written(from: name)) >= 1.")
    }

    /// A word in a condition's or an amount's first place that nothing is called.
    func unknownName() -> Problem {
        let word = current.text
        var known = CustomerField.allCases.map(\.rawValue) + Moment.allCases.map(\.rawValue)
        known += [
            "birthday", "tier", "attributes.NAME", "waiting", "top", "quintile", "in segment",
        ]
        known += Self.functions + ["days since last order"]
        let hint =
            names.segments.contains(word)
            ? "Write in segment \(word)."
            : Suggestion.hint(for: word, among: known, known: "names")
        return problem("unknown name \"\(word)\"", at: current, hint: hint)
    }
}
