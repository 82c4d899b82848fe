import Problems

/// Names, texts, lists, spans, windows and points in time.
extension ExpressionParser {
    /// A text in quotes, or a single word, number or date as it is written.
    mutating func literal() throws(Problem) -> String {
        let token = current
        switch token.kind {
        case .text, .number, .date: break
        case .word where !Keyword.all.contains(token.text.lowercased()): break
        default: throw expected("a value", hint: "Write a word, or text in quotes.")
        }
        guard !token.text.isEmpty else {
            throw problem(
                "an empty text matches nothing", at: token,
                hint: "For a value that is missing write is unknown.")
        }
        advance()
        return token.text
    }

    /// `(a, b)`, or `a` alone; sorted, without repeats.
    mutating func texts() throws(Problem) -> [String] {
        try list { parser throws(Problem) in try parser.literal() }
    }

    mutating func list<Value: Comparable & Hashable>(
        _ value: (inout ExpressionParser) throws(Problem) -> Value
    ) throws(Problem) -> [Value] {
        let opening = current
        guard acceptSign("(") else {
            throw expected("a list in parentheses", hint: "Write it as in (gold, silver).")
        }
        var values: Set<Value> = []
        repeat { values.insert(try value(&self)) } while acceptSign(",")
        guard acceptSign(")") else { throw unclosed(opening) }
        return values.sorted()
    }

    /// A word or text that something in the workspace is called.
    mutating func name(
        among known: some Collection<String>, one: String, many: String
    ) throws(Problem) -> String {
        let token = current
        let name = try literal()
        guard known.contains(name) else {
            let ready = one == "segment" ? ReadyClasses.set(of: name) : nil
            throw problem(
                "unknown \(one) \"\(name)\"", at: token,
                hint: ready.map { "Take it in with use: [\($0)] under transform." }
                    ?? Suggestion.hint(for: name, among: known, known: many))
        }
        return name
    }

    mutating func wholeNumber(_ what: String, _ range: ClosedRange<Int>) throws(Problem) -> Int {
        guard case .number = current.kind, let number = Int(current.text),
            range.contains(number)
        else { throw expected(what, hint: "Write a whole number.") }
        advance()
        return number
    }

    // MARK: Time

    static func unit(_ word: String) -> TimeSpan.Unit? {
        TimeSpan.Unit.allCases.first { $0.rawValue == word || $0.rawValue + "s" == word }
    }

    mutating func span() throws(Problem) -> TimeSpan {
        let digits = current.text.prefix { $0.isASCIIDigit }
        guard current.kind != .word || digits.isEmpty else {
            throw expected("a number", hint: "Write the unit as a word, as in \(digits) days.")
        }
        let count = try wholeNumber("a number", 1...1_000_000)
        return TimeSpan(count, try unit(after: count))
    }

    /// The unit of a count that was just read; the whole may not reach beyond a hundred years.
    private mutating func unit(after count: Int) throws(Problem) -> TimeSpan.Unit {
        guard let unit = current.word.flatMap(Self.unit) else {
            throw expected(
                "hours, days, weeks, months or years", hint: "Write it as in \(count) days.")
        }
        let longest: [TimeSpan.Unit: Int] = [
            .hour: 876_000, .day: 36_500, .week: 5_200, .month: 1_200, .year: 100,
        ]
        guard count <= longest[unit] ?? 0 else {
            throw problem(
                "\(TimeSpan(count, unit)) is more than a hundred years", at: current,
                hint: "Write a date, or leave the window away to count everything.")
        }
        advance()
        return unit
    }

    /// Whether the next word begins a window.
    var isWindow: Bool {
        ["last", "since", "between", "this", "ever", "today"].contains(current.word ?? "")
    }

    mutating func window() throws(Problem) -> Window {
        let start = current
        advance()
        switch start.word {
        case "ever": return .ever
        case "today": return .today
        case "last": return .last(try lastSpan())
        case "since": return .since(try date())
        case "between": return try betweenWindow()
        case "this":
            if accept("week") { return .thisWeek }
            if accept("month") { return .thisMonth }
            if accept("year") { return .thisYear }
            throw expected("week, month or year", hint: "Write this week, this month or this year.")
        default:
            throw problem(
                "expected a window, found \(start.name)", at: start,
                hint: "Write it as in last 90 days, since 2026-01-01 or this year.")
        }
    }

    private mutating func lastSpan() throws(Problem) -> TimeSpan {
        if let unit = current.word.flatMap(Self.unit) {
            throw problem(
                "\"last \(current.text)\" has no number", at: current,
                hint: "Write last 1 \(unit.rawValue), or this \(unit.rawValue).")
        }
        return try span()
    }

    private mutating func betweenWindow() throws(Problem) -> Window {
        if case .date(let first) = current.kind {
            advance()
            guard accept("and") else { throw expectedSecondDay() }
            let start = current
            let last = try date()
            guard first <= last else {
                throw problem(
                    "\(last) is before \(first)", at: start, hint: "Write the earlier day first.")
            }
            return .days(first, last)
        }
        let start = current
        let older = try wholeNumber("a number or a date", 1...1_000_000)
        guard accept("and") else { throw expectedAgo() }
        let newer = try wholeNumber("a number", 1...1_000_000)
        let unit = try unit(after: max(older, newer))
        guard accept("ago") else { throw expectedAgo() }
        guard older != newer else {
            throw problem(
                "the window from \(older) to \(newer) is empty", at: start,
                hint: "Write two different numbers, as in between 365 and 90 days ago.")
        }
        return .between(max(older, newer), min(older, newer), unit)
    }

    /// - Parameter isDay: whether only whole days can be compared.
    mutating func timePoint(isDay: Bool) throws(Problem) -> TimePoint {
        let start = current
        if case .date(let date) = current.kind {
            advance()
            return .day(date)
        }
        if accept("today") { return .today }
        if accept("yesterday") { return .ago(TimeSpan(1, .day)) }
        guard case .number = current.kind else {
            throw expected(
                "a date or a time ago", hint: "Write it as in 2026-11-21, 90 days ago or today.")
        }
        let span = try span()
        guard accept("ago") else {
            throw expected("ago", hint: "Write it as in \(span) ago.")
        }
        guard !isDay || span.unit != .hour else {
            throw problem(
                "a day is compared by days, not hours", at: start,
                hint: "Write days, as in 2 days ago.")
        }
        return .ago(span)
    }

    private mutating func date() throws(Problem) -> LocalDate {
        guard case .date(let date) = current.kind else {
            throw expected("a date", hint: "Write it as in 2026-11-21.")
        }
        advance()
        return date
    }
}

extension ExpressionParser {
    private func expectedAgo() -> Problem {
        expected("and … ago", hint: "Write it as in between 365 and 90 days ago.")
    }

    private func expectedSecondDay() -> Problem {
        expected("and", hint: "Write it as in between 2026-01-01 and 2026-03-31.")
    }
}
