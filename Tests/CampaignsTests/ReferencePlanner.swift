import Definitions

/// Places messages slowly and obviously, one by one.
///
/// Times are hours since 1 March 2027, 00:00 UTC: a Monday, of a month of 31 days.
struct ReferencePlanner {
    struct Booked {
        var at: Int
        var topic: String
    }

    enum Decision: Equatable {
        case planned(Int)
        case capped(String)
        case quiet
    }

    let caps: [Cap]
    /// In hours.
    let quiet: (from: Int, to: Int)?

    /// - Parameter offset: the customer's hours ahead of UTC.
    func place(
        due: Int, expires: Int, topic: String, offset: Int, beside booked: [Booked]
    ) -> Decision {
        var firstCap: String?
        var day = 0
        while due + 24 * day < expires {
            let slot = awake(due + 24 * day, offset)
            day += 1
            guard slot < expires else { continue }
            let full = caps.filter { cap in
                covers(cap, topic) && isFull(cap, slot, offset, booked)
            }
            if full.isEmpty { return .planned(slot) }
            firstCap = firstCap ?? full.map(\.name).min()
        }
        return firstCap.map(Decision.capped) ?? .quiet
    }

    private func awake(_ hour: Int, _ offset: Int) -> Int {
        guard let quiet else { return hour }
        var hour = hour
        while isQuiet(hourOfDay(hour + offset), quiet.from, quiet.to) { hour += 1 }
        return hour
    }

    private func isQuiet(_ hour: Int, _ from: Int, _ to: Int) -> Bool {
        from <= to ? from <= hour && hour < to : hour >= from || hour < to
    }

    private func covers(_ cap: Cap, _ topic: String) -> Bool {
        cap.topics?.contains(topic) ?? true
    }

    /// Whether one more at the slot would be too many in some window that holds it.
    private func isFull(_ cap: Cap, _ slot: Int, _ offset: Int, _ booked: [Booked]) -> Bool {
        let hours = booked.filter { covers(cap, $0.topic) }.map(\.at)
        switch cap.window {
        case .day:
            return hours.count { day($0 + offset) == day(slot + offset) } >= cap.atMost
        case .week:
            return hours.count { day($0 + offset) / 7 == day(slot + offset) / 7 } >= cap.atMost
        case .month:
            return hours.count { day($0 + offset) / 31 == day(slot + offset) / 31 } >= cap.atMost
        case .rolling(let seconds):
            let length = seconds / 3_600
            return ((slot - length + 1)...slot).contains { opens in
                hours.count { opens <= $0 && $0 < opens + length } >= cap.atMost
            }
        }
    }

    private func day(_ hour: Int) -> Int { Int((Double(hour) / 24).rounded(.down)) }
    private func hourOfDay(_ hour: Int) -> Int { hour - 24 * day(hour) }
}
