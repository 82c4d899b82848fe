extension FileName {
    /// What a name that fits the pattern says.
    struct Match: Equatable, Sendable {
        /// The logical date that the name is for: of a month or a year, its first day; nil where
        /// the pattern has no date.
        var date: CivilDate?
    }

    /// What a name says that is the pattern's for some date; nil if it is not.
    func match(_ name: String) -> Match? {
        Matcher(pieces: pieces, name: Array(name)).match(at: 0, 0, [])
    }

    /// The pattern of each folder on the way, and of the file in it.
    var levels: [FileName] {
        var levels: [[Part]] = [[]]
        for part in parts {
            guard case .literal(let text) = part else {
                levels[levels.count - 1].append(part)
                continue
            }
            let texts = text.split(separator: "/", omittingEmptySubsequences: false)
            for (index, text) in texts.enumerated() {
                if index > 0 { levels.append([]) }
                if !text.isEmpty { levels[levels.count - 1].append(.literal(String(text))) }
            }
        }
        return levels.map(FileName.init(parts:))
    }

    /// The text, where it stands for nothing but itself.
    var literal: String? {
        var text = ""
        for part in parts {
            guard case .literal(let more) = part else { return nil }
            text += more
        }
        return text
    }

    private var pieces: [Matcher.Piece] {
        parts.flatMap { part -> [Matcher.Piece] in
            switch part {
            case .anything: return [.anything]
            case .literal(let text): return text.map { .character($0) }
            case .date(let days, let format):
                return Self.runs(of: format).flatMap { run -> [Matcher.Piece] in
                    guard run.isLetter else { return run.text.map { .character($0) } }
                    let isShort = run.text == "M" || run.text == "d"
                    let widths = isShort ? 1...2 : run.text.count...run.text.count
                    return [.number(run.text.first ?? "y", widths: widths, days: days)]
                }
            }
        }
    }
}

/// Fits a name to a pattern, trying each length that a star may stand for.
private struct Matcher {
    enum Piece {
        case character(Character)
        case number(Character, widths: ClosedRange<Int>, days: Int)
        case anything
    }

    /// A number of a date, as it was found.
    struct Found {
        var letter: Character
        var value: Int
        var days: Int
    }

    let pieces: [Piece]
    let name: [Character]

    func match(at piece: Int, _ index: Int, _ found: [Found]) -> FileName.Match? {
        guard piece < pieces.count else {
            return index == name.count ? Self.date(of: found) : nil
        }
        switch pieces[piece] {
        case .character(let character):
            guard index < name.count, name[index] == character else { return nil }
            return match(at: piece + 1, index + 1, found)
        case .number(let letter, let widths, let days):
            for width in widths.reversed() where index + width <= name.count {
                let digits = name[index..<(index + width)]
                guard digits.allSatisfy({ $0.isASCII && $0.isNumber }),
                    let value = Int(String(digits))
                else { continue }
                let all = found + [Found(letter: letter, value: value, days: days)]
                if let match = match(at: piece + 1, index + width, all) { return match }
            }
            return nil
        case .anything:
            var end = index
            while true {
                if let match = match(at: piece + 1, end, found) { return match }
                guard end < name.count, name[end] != "/" else { return nil }
                end += 1
            }
        }
    }

    /// The one date that gives all the numbers; nil if none does.
    private static func date(of found: [Found]) -> FileName.Match? {
        guard let first = found.first else { return FileName.Match(date: nil) }
        // Numbers of one shift belong together: take the shift that says most of its date.
        let shifts = Dictionary(grouping: found, by: \.days)
        let days = shifts.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
        let numbers = shifts[days ?? first.days] ?? []
        func number(_ letter: Character) -> Int? { numbers.first { $0.letter == letter }?.value }
        guard let year = number("y") else { return nil }
        let written = CivilDate(
            year: year < 100 ? 2000 + year : year, month: number("M") ?? 1, day: number("d") ?? 1)
        guard written.isValid else { return nil }
        let date = written.adding(days: -(days ?? first.days))
        let isSo = found.allSatisfy { item in
            let shifted = date.adding(days: item.days)
            switch item.letter {
            case "y": return item.value == (item.value < 100 ? shifted.year % 100 : shifted.year)
            case "M": return item.value == shifted.month
            default: return item.value == shifted.day
            }
        }
        return isSo ? FileName.Match(date: date) : nil
    }
}
