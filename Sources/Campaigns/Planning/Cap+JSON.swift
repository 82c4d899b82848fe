package import Definitions
import Foundation

/// A cap as the placing statement reads it.
private struct CapRow: Encodable {
    var name: String
    var topics: [String]?
    var at_most: Int
    /// `day`, `week` or `month` of the customer's calendar; null for a rolling window.
    var calendar: String?
    var seconds: Int?
}

extension Cap.Window {
    /// How far before an instant a message can still fall into a window that holds the instant or a
    /// later one, in seconds: days of the calendar begin up to 26 hours apart.
    fileprivate func reachSeconds(before instant: Date) -> Double {
        switch self {
        case .day: return 2 * 86_400
        case .week: return 8 * 86_400
        case .month:
            // The zone where the month begins last.
            let behind = TimeZone(secondsFromGMT: -12 * 3_600) ?? .gmt
            return Double(LocalDate(instant, in: behind).day + 2) * 86_400
        case .rolling(let seconds): return Double(seconds)
        }
    }

    fileprivate var calendar: String? {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .rolling: nil
        }
    }

    fileprivate var seconds: Int? {
        if case .rolling(let seconds) = self { seconds } else { nil }
    }
}

extension [Cap] {
    /// A JSON array for `jsonb_to_recordset`.
    var json: String {
        JSONText.of(
            map {
                CapRow(
                    name: $0.name, topics: $0.topics, at_most: $0.atMost,
                    calendar: $0.window.calendar, seconds: $0.window.seconds)
            })
    }
}

extension Workspace {
    /// Before when nothing falls into a window of any cap that holds an instant.
    func capHorizon(before instant: Date) -> Date {
        instant.addingTimeInterval(
            -(caps.map { $0.window.reachSeconds(before: instant) }.max() ?? 0))
    }

    /// The topics with their consent rule, for `jsonb_to_recordset`.
    package var topicsJSON: String {
        JSONText.of(
            topics.map {
                TopicRow(name: $0.name, consent: $0.consent.rawValue, confirm: $0.confirms)
            })
    }
}

private struct TopicRow: Encodable {
    var name: String
    var consent: String
    var confirm: Bool
}
