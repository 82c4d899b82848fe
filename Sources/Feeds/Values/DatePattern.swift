import Problems

/// A date's format as a marketer writes it: `dd.MM.yyyy HH:mm`.
///
/// `yyyy` year, `yy` year of two digits, `MM` or `M` month, `MMM` English month (short or long),
/// `dd` or `d` day, `HH` or `H` hour, `hh` or `h` hour of twelve with `a` for am and pm, `mm`
/// minute, `ss` second, `S…` fraction, `X` zone (`Z`, `+08:00`). A single letter takes one or two
/// digits, and so does a double one where no other number follows at once. Text in single quotes
/// and everything that is not a letter stands for itself; a blank stands for one or more.
struct DatePattern: Equatable, Sendable {
    enum Element: Equatable, Sendable {
        case year
        case shortYear
        case month(ClosedRange<Int>)
        case monthName
        case day(ClosedRange<Int>)
        case hour(ClosedRange<Int>)
        case hourOfTwelve(ClosedRange<Int>)
        case minute(ClosedRange<Int>)
        case second(ClosedRange<Int>)
        case fraction
        case half
        case zone
        case blank
        case literal(UInt8)
    }

    let text: String
    private(set) var elements: [Element] = []
    /// The patterns to try where this one does not fit; they may leave out month and day.
    private var others: [DatePattern] = []

    /// Reads patterns of which the first that fits counts.
    init(_ texts: [String], at place: Place?) throws {
        try self.init(texts.first ?? "", at: place)
        others = try texts.dropFirst().map { try DatePattern($0, at: place) }
    }

    /// Reads a pattern; a letter that means nothing is a problem at the place.
    init(_ text: String, at place: Place?) throws {
        self.text = text
        let characters = Array(text)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            var end = index + 1
            if character == "'" {
                while end < characters.count, characters[end] != "'" { end += 1 }
                guard end < characters.count else { throw Self.openQuote(text, at: place) }
                let literal = end == index + 1 ? "'" : String(characters[(index + 1)..<end])
                elements += literal.utf8.map(Element.literal)
                end += 1
            } else if character.isASCII, character.isLetter {
                while end < characters.count, characters[end] == character { end += 1 }
                let next = end < characters.count ? characters[end] : " "
                let isNumberNext = next.isASCII && next.isLetter && next != "a"
                guard
                    let element = Self.element(
                        character, count: end - index, isNumberNext: isNumberNext)
                else { throw Self.unknown(String(characters[index..<end]), text, at: place) }
                elements.append(element)
            } else if character == " " {
                elements.append(.blank)
            } else {
                elements += String(character).utf8.map(Element.literal)
            }
            index = end
        }
    }

    private static func element(
        _ letter: Character, count: Int, isNumberNext: Bool
    ) -> Element? {
        let digits = count == 2 && isNumberNext ? 2...2 : 1...2
        switch (letter, count) {
        case ("y", 4): return .year
        case ("y", 2): return .shortYear
        case ("M", 1...2): return .month(digits)
        case ("M", 3...4): return .monthName
        case ("d", 1...2): return .day(digits)
        case ("H", 1...2): return .hour(digits)
        case ("h", 1...2): return .hourOfTwelve(digits)
        case ("m", 1...2): return .minute(digits)
        case ("s", 1...2): return .second(digits)
        case ("S", 1...9): return .fraction
        case ("a", 1): return .half
        case ("X", 1...3), ("x", 1...3), ("Z", 1): return .zone
        default: return nil
        }
    }

    /// The patterns as a reader sees them: `yyyyMMdd, yyyyMM or yyyy`.
    var texts: String {
        guard let last = others.last else { return text }
        let all = [text] + others.dropLast().map(\.text)
        return all.joined(separator: ", ") + " or " + last.text
    }

    /// Whether the pattern has a year, a month and a day.
    var hasWholeDate: Bool { hasYear && hasMonthAndDay }

    var hasYear: Bool { elements.contains { $0 == .year || $0 == .shortYear } }

    var hasMonthAndDay: Bool {
        var hasMonth = false
        var hasDay = false
        for element in elements {
            switch element {
            case .month, .monthName: hasMonth = true
            case .day: hasDay = true
            default: continue
            }
        }
        return hasMonth && hasDay
    }

    /// What a text says by the first pattern that fits; nil if it is written otherwise.
    func read(_ cursor: inout ByteCursor) -> DateTimeParts? {
        let start = cursor
        if let parts = readWhole(&cursor, isPartial: false) { return parts }
        for other in others {
            cursor = start
            if let parts = other.readWhole(&cursor, isPartial: true) { return parts }
        }
        return nil
    }

    private func readWhole(_ cursor: inout ByteCursor, isPartial: Bool) -> DateTimeParts? {
        var parts = DateTimeParts()
        if isPartial, !hasMonthAndDay {
            parts.month = 1
            parts.day = 1
        }
        var isAfternoon: Bool?
        for element in elements {
            switch element {
            case .year: parts.year = cursor.takeNumber(4...4)
            case .shortYear:
                guard let year = cursor.takeNumber(2...2) else { return nil }
                parts.year = year + (year < 69 ? 2000 : 1900)
                parts.isYearShort = true
            case .month(let digits): parts.month = cursor.takeNumber(digits) ?? 0
            case .monthName: parts.month = Self.takeMonth(&cursor) ?? 0
            case .day(let digits): parts.day = cursor.takeNumber(digits) ?? 0
            case .hour(let digits): parts.hour = cursor.takeNumber(digits) ?? -1
            case .hourOfTwelve(let digits):
                guard let hour = cursor.takeNumber(digits), 1...12 ~= hour else { return nil }
                parts.hour = hour % 12
            case .minute(let digits): parts.minute = cursor.takeNumber(digits) ?? -1
            case .second(let digits): parts.second = cursor.takeNumber(digits) ?? -1
            case .fraction: guard parts.readFraction(&cursor) else { return nil }
            case .half:
                let half = cursor.takeLetters(2)
                guard half == Array("am".utf8) || half == Array("pm".utf8) else { return nil }
                isAfternoon = half == Array("pm".utf8)
            case .zone: guard parts.readZone(&cursor), parts.offset != nil else { return nil }
            case .blank:
                guard cursor.blankWidth > 0 else { return nil }
                cursor.skipBlanks()
            case .literal(let byte): guard cursor.take(byte) else { return nil }
            }
        }
        if isAfternoon == true { parts.hour += 12 }
        guard cursor.isAtEnd, parts.month > 0, parts.day > 0, parts.isTimeValid,
            parts.year != nil || !hasYear
        else { return nil }
        return parts
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ].map { Array($0.utf8) }

    private static func takeMonth(_ cursor: inout ByteCursor) -> Int? {
        let name = cursor.takeLetters(9)
        guard name.count >= 3 else { return nil }
        // "Sept" is as usual as "Sep"; a full stop may follow the short form.
        guard let index = months.firstIndex(where: { $0.starts(with: name) }) else { return nil }
        if name.count < months[index].count { _ = cursor.take(UInt8(ascii: ".")) }
        return index + 1
    }
}

extension DatePattern {
    private static func unknown(_ letters: String, _ text: String, at place: Place?) -> Problem {
        Problem(
            .definition, "\"\(letters)\" means nothing in the date format \"\(text)\"", at: place,
            hint: "The parts are yyyy, yy, MM, M, MMM, dd, d, HH, H, hh, h, a, mm, ss, S and X; "
                + "other letters stand in single quotes.")
    }

    private static func openQuote(_ text: String, at place: Place?) -> Problem {
        Problem(
            .definition, "a quote is not closed in the date format \"\(text)\"", at: place,
            hint: "Close the single quote.")
    }
}
