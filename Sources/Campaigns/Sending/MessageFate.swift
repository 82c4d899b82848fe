import Foundation
import Mail
import Transfer

/// What became of a claimed message.
enum MessageFate: Sendable, Equatable {
    case accepted(detail: String)
    /// Refused for good, and whose fault that is.
    case refused(detail: String, fault: SMTPRefusal = .policy)
    /// Refused for now.
    case retrying(detail: String)
    case unknown(detail: String)
    case suppressed(reason: String, detail: String?)
    case expired
    /// Its campaign is gone from the workspace.
    case cancelled

    /// The fate of a delivery; nil when nothing was handed over and everything may stop.
    init?(_ delivery: Delivery) {
        switch delivery {
        case .accepted(let detail): self = .accepted(detail: detail)
        case .refused(let fault, let code, let detail):
            self = .refused(detail: "\(code) \(detail)", fault: fault)
        case .later(let code, let detail): self = .retrying(detail: "\(code) \(detail)")
        case .unknown(let detail): self = .unknown(detail: detail)
        case .unreachable: return nil
        }
    }

    /// A fate as the journal noted it.
    init?(journalState state: String, _ detail: String?) {
        let words = state.split(separator: "/")
        switch words.first {
        case "accepted": self = .accepted(detail: detail ?? "")
        case "refused":
            let fault = words.last.flatMap { SMTPRefusal(rawValue: String($0)) }
            self = .refused(detail: detail ?? "", fault: fault ?? .policy)
        case "retrying": self = .retrying(detail: detail ?? "")
        case "unknown": self = .unknown(detail: detail ?? "")
        default: return nil
        }
    }

    /// The ledger's state.
    var state: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .retrying: "retrying"
        case .unknown: "unknown"
        case .suppressed: "suppressed"
        case .expired: "expired"
        case .cancelled: "cancelled"
        }
    }

    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }

    /// Whether it is tried again later.
    var isRetried: Bool {
        if case .retrying = self { true } else { false }
    }

    /// Whether it is settled that nobody can have read it.
    var reachedNobody: Bool {
        switch self {
        case .refused, .suppressed, .expired, .cancelled: true
        case .accepted, .retrying, .unknown: false
        }
    }

    /// How the journal notes it: `refused/address` says whose fault a refusal was.
    var journalState: String {
        if case .refused(_, let fault) = self { "\(state)/\(fault.rawValue)" } else { state }
    }

    /// Whether the address is of no use any more.
    var endsAddress: Bool {
        if case .refused(_, .address) = self { true } else { false }
    }

    var reason: String? {
        if case .suppressed(let reason, _) = self { reason } else { nil }
    }

    var detail: String? {
        switch self {
        case .accepted(let detail), .refused(let detail, _), .retrying(let detail),
            .unknown(let detail):
            detail
        case .suppressed(_, let detail): detail
        case .expired, .cancelled: nil
        }
    }

    /// When a message that was refused for now is tried again: after 5 minutes, then twice as long
    /// each time, at most 4 hours.
    static func retryDelay(after attempts: Int) -> TimeInterval {
        min(300 * pow(2, Double(min(attempts, 10))), 4 * 3600)
    }
}
