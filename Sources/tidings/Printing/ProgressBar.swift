import Running

/// One line that shows how far a feed is read, cut to the width of a terminal.
///
/// ```
/// nightly: store-orders  ████████▌             43%  1,234,567 rows  215,000/s  0:12 left
/// ```
/// What does not fit is left out, the least telling part first; a name that is too long is cut.
struct ProgressBar {
    /// The job and the step.
    let name: String
    let pace: ReadingPace

    /// The line in at most so many columns.
    func text(columns: Int) -> String {
        let rows = "\(pace.rows.grouped) rows"
        let rate = pace.rowsPerSecond.map { "\($0.grouped)/s" }
        guard let share = pace.share else {
            return fitted([[rows, rate], [rows], []], columns: columns)
        }
        let percent = Self.percent(share)
        guard share < 1 else {
            return fitted(
                [[percent, rows, "writing …"], [percent, "writing …"], [percent]], columns: columns)
        }
        let left = pace.secondsLeft.map { "\(Self.clock($0)) left" }
        return fitted(
            [[percent, rows, rate, left], [percent, rows, left], [percent, left], [percent]],
            bar: share, columns: columns)
    }

    /// The first choice of parts that fits behind the name, with a bar where there is room for it.
    private func fitted(
        _ choices: [[String?]], bar share: Double? = nil, columns: Int
    ) -> String {
        for parts in choices.map({ $0.compactMap { $0 } }) {
            let rest = parts.map { "  \($0)" }.joined()
            let free = columns - name.columns - rest.columns
            guard free >= 0 else { continue }
            let room = min(free - 2, Self.widestBar)
            guard let share, room >= Self.narrowestBar else { return name + rest }
            return "\(name)  \(Self.bar(share, columns: room))\(rest)"
        }
        let rest = (choices.last ?? []).compactMap { $0 }.map { "  \($0)" }.joined()
        guard rest.columns + 1 < columns else { return Self.cut(name, to: columns) }
        return Self.cut(name, to: columns - rest.columns) + rest
    }

    private static let widestBar = 30
    private static let narrowestBar = 8

    /// A bar of full blocks, with eighths at its end.
    static func bar(_ share: Double, columns: Int) -> String {
        let eighths = Int((share * Double(columns * 8)).rounded(.down))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let full = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return full + String(repeating: " ", count: columns - full.count)
    }

    /// Whole percents, rounded down, so that 100% means all, three columns wide.
    static func percent(_ share: Double) -> String {
        let number = "\(Int(share * 100))%"
        return String(repeating: " ", count: max(0, 3 - number.count)) + number
    }

    /// `0:09`, `12:34`, `1:02:03`.
    static func clock(_ seconds: Int) -> String {
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    /// As much of a text as so many columns hold, with an ellipsis where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        guard text.columns > columns else { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        for character in text {
            guard kept.columns + String(character).columns < columns else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
