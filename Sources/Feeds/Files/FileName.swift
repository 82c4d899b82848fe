import Definitions
import Problems

/// A file pattern, taken apart: literal text, dates and stars.
///
/// `{date}` is the run's logical date as yyyy-MM-dd, `{date:yyyyMMdd}` in another form of the
/// letters y, M and d, `{date-1}` a day before, `{date-1:yyyyMMdd}` both; `*` stands for any
/// characters but a slash.
struct FileName: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case literal(String)
        case date(days: Int, format: String)
        case anything
    }

    let parts: [Part]

    /// Reads a pattern; an unknown placeholder, or a path that leaves the folder, is a problem.
    init(_ pattern: FilePattern, at place: Place) throws {
        var parts: [Part] = []
        var rest = Substring(pattern.text)
        while let open = rest.firstIndex(of: "{") {
            parts += Self.literals(rest[..<open])
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw Self.unknown(String(rest[open...]), at: place)
            }
            guard let part = Self.date(rest[rest.index(after: open)..<close]) else {
                throw Self.unknown(String(rest[open...close]), at: place)
            }
            parts.append(part)
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + Self.literals(rest)
        try checkPath(at: place)
    }

    init(parts: [Part]) { self.parts = parts }

    private static func literals(_ text: Substring) -> [Part] {
        let texts = text.split(separator: "*", omittingEmptySubsequences: false)
        let parts = texts.flatMap { text -> [Part] in
            text.isEmpty ? [.anything] : [.literal(String(text)), .anything]
        }
        return Array(parts.dropLast())
    }

    /// Whether the pattern may mean several files of a date.
    var hasStar: Bool { parts.contains(.anything) }

    private static func date(_ text: Substring) -> Part? {
        guard text.hasPrefix("date") else { return nil }
        let halves = text.dropFirst(4).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var days = 0
        if let shift = halves.first, !shift.isEmpty {
            guard shift.first == "-" || shift.first == "+", let number = Int(shift),
                abs(number) <= 3660
            else { return nil }
            days = number
        }
        let format = halves.count > 1 ? String(halves[1]) : "yyyy-MM-dd"
        guard !format.isEmpty, !format.contains("/") else { return nil }
        let isKnown = runs(of: format).allSatisfy { run in
            !run.isLetter || ["yyyy", "yy", "MM", "M", "dd", "d"].contains(run.text)
        }
        return isKnown ? .date(days: days, format: format) : nil
    }

    /// The name for a date; a star stays one.
    func text(for date: CivilDate) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .date(let days, let format): Self.text(of: date.adding(days: days), format)
            case .anything: "*"
            }
        }.joined()
    }

    /// The pattern for one date: without dates.
    func on(_ date: CivilDate) -> FileName {
        FileName(
            parts: parts.map { part in
                guard case .date(let days, let format) = part else { return part }
                return .literal(Self.text(of: date.adding(days: days), format))
            })
    }

    private static func text(of date: CivilDate, _ format: String) -> String {
        runs(of: format).map { run in
            switch run.text {
            case "yyyy": padded(date.year, 4)
            case "yy": padded(date.year % 100, 2)
            case "MM": padded(date.month, 2)
            case "M": String(date.month)
            case "dd": padded(date.day, 2)
            case "d": String(date.day)
            default: run.text
            }
        }.joined()
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Runs of the same letter, and what stands between them.
    static func runs(of format: String) -> [(text: String, isLetter: Bool)] {
        var runs: [(text: String, isLetter: Bool)] = []
        for character in format {
            if let last = runs.last, last.isLetter, last.text.last == character {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), character.isLetter))
            }
        }
        return runs
    }

    private func checkPath(at place: Place) throws {
        let text = text(for: CivilDate(year: 2000, month: 1, day: 1))
        let components = text.split(separator: "/", omittingEmptySubsequences: false)
        let leaves = components.contains { $0 == ".." || $0 == "." || $0.isEmpty }
        if leaves || text.contains("\u{0}") { throw Self.leaves(at: place) }
        if Self.isUnfinished(text) { throw Self.unfinished(at: place) }
    }

    /// Whether a name says that its file is still being written.
    static func isUnfinished(_ name: String) -> Bool {
        [".part", ".tmp", ".filepart"].contains { name.lowercased().hasSuffix($0) }
    }
}

extension FileName {
    private static func unknown(_ text: String, at place: Place) -> Problem {
        Problem(
            .definition, "\(text) means nothing in a file's name", at: place,
            hint: "Write {date}, {date:yyyyMMdd}, {date-1} or {date-1:yyyyMMdd}.")
    }

    static func leaves(at place: Place) -> Problem {
        Problem(
            .definition, "the file's name leaves the source's folder", at: place,
            hint: "Write a name below the folder, without \"..\" and without a slash in front.")
    }

    private static func unfinished(at place: Place) -> Problem {
        Problem(
            .definition, "the file's name is one of files that are still being written", at: place,
            hint: "Files that end in .part, .tmp or .filepart are never read: "
                + "name the file that they become.")
    }
}
