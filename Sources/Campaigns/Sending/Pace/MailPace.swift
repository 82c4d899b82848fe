import Definitions
import Foundation
import Synchronization

/// How fast mail may leave: in all and to a domain, by the workspace's rates and its warm-up.
///
/// What is said per second or minute spaces messages out; what is said per hour or day is a budget
/// that all senders of a ledger share. A budget counts what left in the hour or the day that ends
/// now, minute by minute; a warm-up counts the calendar day in the workspace's zone.
final class MailPace: Sendable {
    /// How many messages left for a domain in a minute.
    struct Left: Sendable {
        var minute: Date
        var domain: String
        var count: Int
    }

    private struct State {
        /// By senders other than this one, as the ledger said last.
        var others: [Left] = []
        var own: [Left] = []
        /// When the next message may leave, on the clock: in all ("") and by domain.
        var free: [String: Duration] = [:]
    }

    private let settings: MailSettings
    private let zone: TimeZone
    private let clock: PaceClock
    private let state = Mutex(State())

    init(_ settings: MailSettings, zone: TimeZone, clock: PaceClock) {
        self.settings = settings
        self.zone = zone
        self.clock = clock
    }

    /// Whether anything is shared with other senders: then the ledger has to know what left.
    var hasBudgets: Bool {
        let rates = settings.rates + settings.domainRates.values.flatMap { $0 }
        return settings.warmUp != nil || rates.contains { Self.isBudget($0) }
    }

    /// Whether messages have to wait for each other.
    var isSpaced: Bool {
        let rates = settings.rates + settings.domainRates.values.flatMap { $0 }
        return rates.contains { !Self.isBudget($0) }
    }

    /// Takes over what others have sent meanwhile.
    func know(_ others: [Left]) { state.withLock { $0.others = others } }

    /// How many messages may leave now, wherever they go.
    func room(at now: Date) -> Int { state.withLock { room("", $0, now) } }

    /// Takes a place in all budgets; false when one of them has none.
    func take(_ domain: String, at now: Date) -> Bool {
        guard hasBudgets else { return true }
        return state.withLock { state in
            guard room("", state, now) > 0, room(domain, state, now) > 0 else { return false }
            let minute = Self.minute(of: now)
            if let last = state.own.lastIndex(where: { $0.domain == domain && $0.minute == minute })
            {
                state.own[last].count += 1
            } else {
                state.own.removeAll { $0.minute < now.addingTimeInterval(-86_460) }
                state.own.append(Left(minute: minute, domain: domain, count: 1))
            }
            return true
        }
    }

    /// The name under which messages to a domain wait for each other; empty for most.
    func queue(of domain: String) -> String {
        settings.domainRates[domain]?.contains { !Self.isBudget($0) } == true ? domain : ""
    }

    /// How long messages of a queue have to wait from now.
    func delay(of queue: String) -> Duration {
        state.withLock { state in
            let now = clock.elapsed()
            let free = max(state.free[""] ?? .zero, state.free[queue] ?? .zero)
            return max(.zero, free - now)
        }
    }

    /// Waits until a message to a domain may leave, and takes its turn.
    func wait(for domain: String) async throws {
        let queue = queue(of: domain)
        let delay = delay(of: queue)
        if delay > .zero { try await clock.sleep(delay) }
        state.withLock { state in
            let now = clock.elapsed()
            state.free[""] = now + Self.spacing(settings.rates)
            if !queue.isEmpty {
                state.free[queue] = now + Self.spacing(settings.domainRates[queue] ?? [])
            }
        }
    }

    private func room(_ domain: String, _ state: borrowing State, _ now: Date) -> Int {
        let rates = domain.isEmpty ? settings.rates : settings.domainRates[domain] ?? []
        var room = Int.max
        for rate in rates where Self.isBudget(rate) {
            let start = now.addingTimeInterval(-Double(rate.unit.seconds))
            room = min(room, rate.count - Self.left(domain, since: start, state))
        }
        if domain.isEmpty, let warmUp = settings.warmUp {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            let start = calendar.startOfDay(for: now)
            room = min(room, warmUp.limit(at: now, in: zone) - Self.left("", since: start, state))
        }
        return max(0, room)
    }

    private static func left(
        _ domain: String, since start: Date, _ state: borrowing State
    ) -> Int {
        let first = minute(of: start)
        func sum(_ left: [Left]) -> Int {
            left.reduce(0) { sum, left in
                let counts = left.minute >= first && (domain.isEmpty || left.domain == domain)
                return counts ? sum + left.count : sum
            }
        }
        return sum(state.others) + sum(state.own)
    }

    private static func isBudget(_ rate: MailRate) -> Bool {
        rate.unit == .hour || rate.unit == .day
    }

    /// The time between two messages under the slowest of the rates that space them.
    private static func spacing(_ rates: [MailRate]) -> Duration {
        rates.filter { !isBudget($0) }
            .map { .seconds($0.unit.seconds) / $0.count }.max() ?? .zero
    }

    /// The beginning of a minute.
    static func minute(of date: Date) -> Date {
        let seconds = date.timeIntervalSince1970
        return Date(timeIntervalSince1970: (seconds / 60).rounded(.down) * 60)
    }
}

extension WarmUp {
    /// How many messages may leave on the day of an instant: before the first day as on it.
    func limit(at now: Date, in zone: TimeZone) -> Int {
        let days = max(0, LocalDate(now, in: zone).daysSinceEpoch - from.daysSinceEpoch)
        let limit = Double(firstDay) * pow(1 + grows / 100, Double(days))
        return limit < 1e12 ? Int(limit) : .max
    }
}
