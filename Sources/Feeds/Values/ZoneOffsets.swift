import Foundation

/// Local times of one zone as instants, day by day from a table.
///
/// A zone is asked once a local day; nearly all days have one offset. On a day near a change the
/// exact second of the change is kept. A time in the gap of a spring night is shifted forward by
/// the gap's length; of a time that an autumn night has twice, the first is meant.
final class ZoneOffsets {
    private struct Day {
        /// Seconds east of Greenwich before the change.
        var before: Int
        var after: Int
        /// When the offset changes, in seconds since 1970; `Int.max` if it does not.
        var change: Int
    }

    private let zone: TimeZone
    private var days: [Int: Day] = [:]
    private var last = (number: Int.min, day: Day(before: 0, after: 0, change: .max))

    init(_ zone: TimeZone) { self.zone = zone }

    /// The instant of a local time; both in seconds since 1970-01-01 00:00:00.
    func instant(ofLocal local: Int) -> Int {
        let number = (local >= 0 ? local : local - 86_399) / 86_400
        if number != last.number { last = (number, day(number)) }
        let day = last.day
        let early = local - day.before
        if early < day.change { return early }
        let late = local - day.after
        return late >= day.change ? late : early
    }

    private func day(_ number: Int) -> Day {
        if let day = days[number] { return day }
        let start = (number - 1) * 86_400
        let end = (number + 2) * 86_400
        var day = Day(before: offset(at: start), after: offset(at: end), change: .max)
        if day.before != day.after {
            var low = start
            var high = end
            while high - low > 1 {
                let middle = (low + high) / 2
                if offset(at: middle) == day.before { low = middle } else { high = middle }
            }
            day.change = high
        }
        // Thirty years of days; a feed of nonsense must not fill the memory.
        if days.count < 12_000 { days[number] = day }
        return day
    }

    private func offset(at seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
}
