import Definitions

/// Places messages slowly and obviously, one by one and hour by hour.
///
/// Times are hours since 1 March 2027, 00:00 UTC: a Monday, of a month of 31 days.
struct ReferencePlanner {
    struct Booked {
        var at: Int
        var topic: String
        /// Of a message that a higher priority may displace; nil for what stays.
        var unsent: Unsent?

        /// As it counts: what is late leaves now at the earliest, and not at all once it is over.
        func seen(at now: Int) -> Booked? {
            guard let unsent else { return self }
            guard unsent.expires > now else { return nil }
            var message = self
            message.at = max(at, now)
            return message
        }
    }

    struct Unsent {
        var name: String
        var priority: Int
        /// When it was due, before anything put it off.
        var due: Int
        var expires: Int
    }

    enum Decision: Equatable {
        case planned(Int)
        case capped(String)
        case quiet
    }

    let caps: [Cap]
    /// In hours.
    let quiet: (from: Int, to: Int)?
    /// The customer's hours ahead of UTC.
    let offset: Int
    let now: Int
    private(set) var booked: [Booked]

    init(
        caps: [Cap], quiet: (from: Int, to: Int)?, offset: Int, now: Int, booked: [Booked]
    ) {
        self.caps = caps
        self.quiet = quiet
        self.offset = offset
        self.now = now
        self.booked = booked
    }

    /// Decides about a message; what it displaces moves, or is gone.
    mutating func plan(topic: String, priority: Int, expires: Int) -> Decision {
        let others = booked.filter { ($0.unsent?.priority ?? priority) >= priority }
        let slot = (now..<expires).first { !isQuiet($0) }
        guard let slot else { return .quiet }
        let decision = place(preferring: slot, from: now, expires, topic, beside: others)
        if case .planned(let hour) = decision {
            booked.append(Booked(at: hour, topic: topic))
            displace(below: priority)
        }
        return decision
    }

    /// Keeps a place for a message that is due on a day to come, which another pass plans; it
    /// displaces nothing.
    mutating func reserve(topic: String, priority: Int, due: Int, expires: Int) {
        let others = booked.filter { ($0.unsent?.priority ?? priority) >= priority }
        guard let slot = (due..<expires).first(where: { !isQuiet($0) }) else { return }
        let decision = place(preferring: slot, from: due, expires, topic, beside: others)
        if case .planned(let hour) = decision { booked.append(Booked(at: hour, topic: topic)) }
    }

    private mutating func displace(below priority: Int) {
        let lower = booked.compactMap(\.unsent).filter { $0.priority < priority }
            .sorted { ($1.priority, $0.name) < ($0.priority, $1.name) }
        for unsent in lower {
            guard let index = booked.firstIndex(where: { $0.unsent?.name == unsent.name }) else {
                continue
            }
            var message = booked.remove(at: index)
            let others = booked.filter {
                ($0.unsent?.priority ?? unsent.priority) >= unsent.priority
            }
            let decision = place(
                preferring: message.at, from: max(now, unsent.due), unsent.expires, message.topic,
                beside: others)
            if case .planned(let hour) = decision {
                message.at = hour
                booked.append(message)
            }
        }
    }

    /// The preferred hour if it is free, else the first free one.
    private func place(
        preferring slot: Int, from first: Int, _ expires: Int, _ topic: String,
        beside others: [Booked]
    ) -> Decision {
        let full = fullCaps(at: slot, topic, others)
        guard let cap = full.min() else { return .planned(slot) }
        guard first < expires else { return .capped(cap) }
        let free = (first..<expires).first { hour in
            !isQuiet(hour) && fullCaps(at: hour, topic, others).isEmpty
        }
        return free.map(Decision.planned) ?? .capped(cap)
    }

    private func isQuiet(_ hour: Int) -> Bool {
        guard let quiet else { return false }
        let hour = hourOfDay(hour + offset)
        return quiet.from <= quiet.to
            ? quiet.from <= hour && hour < quiet.to : hour >= quiet.from || hour < quiet.to
    }

    private func fullCaps(at slot: Int, _ topic: String, _ others: [Booked]) -> [String] {
        caps.filter { covers($0, topic) && isFull($0, slot, others) }.map(\.name)
    }

    private func covers(_ cap: Cap, _ topic: String) -> Bool {
        cap.topics?.contains(topic) ?? true
    }

    /// Whether one more at the slot would be too many in some window that holds it.
    private func isFull(_ cap: Cap, _ slot: Int, _ others: [Booked]) -> Bool {
        let hours = others.filter { covers(cap, $0.topic) }.map(\.at)
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
