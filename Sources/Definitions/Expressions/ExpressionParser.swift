package import Problems

/// Reads and checks one audience expression.
///
/// `or` binds weaker than `and`, `and` weaker than `not`. Keywords and fields may be written in
/// any letter case. A faulty condition is reported and left aside, so that the faults of those
/// beside it are reported with it.
package struct ExpressionParser {
    let names: ExpressionNames
    let source: ExpressionSource
    private let tokens: [Token]
    private var position = 0
    private var depth = 0
    /// Whether the rest is left unread, so that nothing more is said of it.
    private var hasGivenUp = false
    private var problems: [Problem]

    /// How deep parentheses may nest.
    private static let deepest = 50

    private init(_ source: ExpressionSource, names: ExpressionNames) {
        let lexer = ExpressionLexer(source)
        self.source = source
        self.names = names
        self.tokens = lexer.tokens
        self.problems = lexer.problems
    }

    /// The expression, or everything that is wrong with it.
    ///
    /// - Parameters:
    ///   - text: the expression; newlines are spaces.
    ///   - place: the place of its first character, with the text of that line.
    ///   - names: what the workspace defines.
    ///   - kind: what the expression must come to.
    package static func parse(
        _ text: String, at place: Place, names: ExpressionNames, expecting kind: ValueKind
    ) -> Result<CheckedExpression, Problems> {
        var parser = ExpressionParser(ExpressionSource(text, at: place), names: names)
        guard parser.problems.isEmpty else { return .failure(Problems(parser.problems)) }
        let tree = parser.tree(kind)
        guard parser.problems.isEmpty, let tree else { return .failure(Problems(parser.problems)) }
        return .success(CheckedExpression(text: text, tree: tree, hasRates: names.hasRates))
    }

    private mutating func tree(_ kind: ValueKind) -> CheckedExpression.Tree? {
        switch kind {
        case .condition:
            let condition = condition()
            if current.isSign(")") { problems.append(closesNothing()) }
            return condition.map { .condition($0) }
        case .amount:
            do throws(Problem) {
                let metric = try amount()
                guard current.kind == .end else { throw moreThanAmount() }
                return .amount(metric)
            } catch {
                problems.append(error)
                return nil
            }
        }
    }

    // MARK: Conditions of conditions

    private mutating func condition() -> Condition? {
        var parts = [conjunction()]
        while accept("or") { parts.append(conjunction()) }
        return Self.joined(parts, Condition.any) {
            if case .any(let parts) = $0 { parts } else { nil }
        }
    }

    private mutating func conjunction() -> Condition? {
        var parts = [unit()]
        while accept("and") { parts.append(unit()) }
        return Self.joined(parts, Condition.all) {
            if case .all(let parts) = $0 { parts } else { nil }
        }
    }

    /// One condition, or several with those of the same kind unfolded; nil if one is faulty.
    private static func joined(
        _ parts: [Condition?], _ join: ([Condition]) -> Condition,
        unfold: (Condition) -> [Condition]?
    ) -> Condition? {
        let sound = parts.compactMap { $0 }
        guard sound.count == parts.count else { return nil }
        let flat = sound.flatMap { unfold($0) ?? [$0] }
        return flat.count == 1 ? flat[0] : join(flat)
    }

    private mutating func unit() -> Condition? {
        depth += 1
        defer { depth -= 1 }
        let start = position
        do throws(Problem) {
            guard depth <= Self.deepest else {
                let problem = tooDeep()
                giveUp()
                throw problem
            }
            if accept("not") { return unit().map(Self.negated) }
            let condition: Condition?
            if acceptSign("(") {
                let opening = tokens[start]
                condition = self.condition()
                guard acceptSign(")") else { throw unclosed(opening) }
            } else {
                condition = try leaf()
            }
            guard isAtBoundary else { throw expectedAndOr() }
            return condition
        } catch {
            // What follows from giving up is not a fault of its own.
            if !hasGivenUp || depth > Self.deepest { problems.append(error) }
            skipUnit(from: start)
            return nil
        }
    }

    private mutating func giveUp() {
        hasGivenUp = true
        position = tokens.count - 1
    }

    private static func negated(_ condition: Condition) -> Condition {
        if case .not(let inner) = condition { inner } else { .not(condition) }
    }

    var isAtBoundary: Bool {
        current.kind == .end || current.isSign(")") || current.word == "and"
            || current.word == "or"
    }

    /// Goes on to the `and`, `or` or `)` that ends a faulty condition; the `and` of a `between`
    /// does not.
    private mutating func skipUnit(from start: Int) {
        let stop = max(position, start)
        var index = start
        var parentheses = 0
        var betweens = 0
        while tokens[index].kind != .end {
            let token = tokens[index]
            if token.isSign("(") { parentheses += 1 }
            if token.isSign(")") {
                if parentheses == 0, index >= stop { break }
                parentheses = max(0, parentheses - 1)
            }
            if token.word == "between", parentheses == 0 { betweens += 1 }
            if parentheses == 0, token.word == "and" {
                if betweens > 0 {
                    betweens -= 1
                } else if index >= stop {
                    break
                }
            }
            if parentheses == 0, token.word == "or", index >= stop { break }
            index += 1
        }
        position = max(index, stop)
    }

    // MARK: Tokens

    var current: Token { tokens[position] }

    /// The token after so many more, or the end.
    func ahead(_ count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    /// Steps over a keyword, if it is the next word.
    mutating func accept(_ keyword: String) -> Bool {
        guard current.word == keyword else { return false }
        advance()
        return true
    }

    /// Steps over several keywords, if they are the next words.
    mutating func accept(_ first: String, _ second: String) -> Bool {
        guard current.word == first, ahead(1).word == second else { return false }
        advance()
        advance()
        return true
    }

    mutating func acceptSign(_ sign: String) -> Bool {
        guard current.isSign(sign) else { return false }
        advance()
        return true
    }

    /// What was written from a token up to the current one.
    func written(from token: Token) -> String {
        let previous = tokens[max(0, position - 1)]
        return String(source.characters[token.start..<(previous.start + previous.length)])
    }

    func place(_ token: Token) -> Place { source.place(start: token.start, length: token.length) }

    func problem(_ summary: String, at token: Token, hint: String) -> Problem {
        Problem(.definition, summary, at: place(token), hint: hint)
    }

    /// What is expected where something else stands.
    func expected(_ what: String, hint: String) -> Problem {
        problem("expected \(what), found \(current.name)", at: current, hint: hint)
    }
}

extension ExpressionParser {
    private func closesNothing() -> Problem {
        problem("this parenthesis closes nothing", at: current, hint: "Remove it, or open one.")
    }

    private func moreThanAmount() -> Problem {
        expected("nothing more", hint: "An amount stands alone, as in spend(last 365 days).")
    }

    private func tooDeep() -> Problem {
        problem(
            "parentheses nest deeper than \(Self.deepest)", at: current,
            hint: "Make a segment of a part and write in segment NAME.")
    }

    /// Of a condition's or a function's parenthesis.
    func unclosed(_ opening: Token) -> Problem {
        guard current.kind == .end else {
            return expected(
                "\")\"", hint: "Close the parenthesis, or put a comma or \"and\" between.")
        }
        return problem(
            "this parenthesis is never closed", at: opening,
            hint: "Close it with \")\". Inside YAML braces { } put the whole expression in "
                + "quotes: a comma ends it there.")
    }

    private func expectedAndOr() -> Problem {
        let previous = tokens[max(0, position - 1)]
        if previous.kind == .word, current.kind == .word {
            return expected(
                "\"and\" or \"or\"",
                hint: "Put text of several words in quotes, as in "
                    + "\"\(previous.text) \(current.text)\".")
        }
        return expected("\"and\" or \"or\"", hint: afterNumber ?? Self.join)
    }

    private static let join = "Join conditions with \"and\" or \"or\"."

    /// What to do about what stands after a number and belongs to it, as others write it.
    private var afterNumber: String? {
        let previous = tokens[max(0, position - 1)]
        guard case .number = previous.kind else { return nil }
        if let word = current.word, Self.unit(word) != nil {
            return "Leave \"\(word)\" out: the amount says in what it is counted."
        }
        let next = tokens[min(position + 1, tokens.count - 1)]
        guard current.isSign(","), case .number = next.kind else { return nil }
        return "Write decimals with a point, as in \(previous.text).\(next.text)."
    }
}
