import Problems

/// One of the five fields of a cron line: what it is called and what it may hold.
struct CronField {
    var name: String
    var range: ClosedRange<Int>
    /// Names for the values from the range's first on.
    var names: [String] = []

    /// The fields in their order. Sunday is 0 and 7, in the result only 7.
    static let all = [
        CronField(name: "minute", range: 0...59),
        CronField(name: "hour", range: 0...23),
        CronField(name: "day of month", range: 1...31),
        CronField(
            name: "month", range: 1...12,
            names: [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ]),
        CronField(
            name: "day of week", range: 0...7,
            names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ]

    private var isWeekday: Bool { range == 0...7 }

    /// The values that a field's text allows, ascending.
    ///
    /// A text is a list of `*`, `n`, `a-b`, each with a step behind `/` if need be; `n/s` is
    /// from n to the last.
    func values(of text: String) throws(ValueFault) -> [Int] {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            values.formUnion(try self.values(ofPart: part))
        }
        if isWeekday, values.remove(0) != nil { values.insert(7) }
        return values.sorted()
    }

    private func values(ofPart part: Substring) throws(ValueFault) -> [Int] {
        let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(pieces.count) else { throw .notAField(String(part), self) }
        var step = 1
        if pieces.count == 2 {
            guard let number = YAMLValue.digits(pieces[1]), number > 0, number <= range.upperBound
            else { throw .notAStep(String(part), self) }
            step = number
        }
        let span = try self.span(pieces[0], hasStep: pieces.count == 2)
        return Array(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }

    private func span(_ text: Substring, hasStep: Bool) throws(ValueFault) -> ClosedRange<Int> {
        if text == "*" { return isWeekday ? 1...7 : range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = value(ends[0]), let end = ends.last,
            var last = value(end)
        else { throw .notAField(String(text), self) }
        // FRI-SUN: Sunday ends a range as 7.
        if isWeekday, ends.count == 2, last == 0, first > 0 { last = 7 }
        if ends.count == 1 { return first...(hasStep ? range.upperBound : first) }
        guard first <= last else { throw .backwards(String(text), self) }
        return first...last
    }

    private func value(_ text: Substring) -> Int? {
        if let index = names.firstIndex(of: text.lowercased()) { return range.lowerBound + index }
        guard let number = YAMLValue.digits(text), range.contains(number) else { return nil }
        return number
    }
}

extension CronField {
    fileprivate var allowed: String {
        let numbers = "\(range.lowerBound)-\(range.upperBound)"
        guard let first = names.first, let last = names.last else { return numbers }
        return "\(numbers) or \(first.uppercased())-\(last.uppercased())"
    }
}

extension ValueFault {
    fileprivate static func notAField(_ text: String, _ field: CronField) -> Self {
        Self(
            summary: "\"\(text)\" cannot be the \(field.name) of a cron line",
            hint: "Write *, a value (\(field.allowed)), a list 1,2, a range 1-5 or a step */2.")
    }

    fileprivate static func notAStep(_ text: String, _ field: CronField) -> Self {
        Self(
            summary: "the step of \"\(text)\" is not a number from 1 to \(field.range.upperBound)",
            hint: "Write the step behind the slash, as */2.")
    }

    fileprivate static func backwards(_ text: String, _ field: CronField) -> Self {
        Self(
            summary: "the range \"\(text)\" runs backwards",
            hint: "Write it as two: from its beginning to the last \(field.name), and the rest.")
    }
}
