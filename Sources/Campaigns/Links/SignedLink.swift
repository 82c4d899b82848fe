package import Foundation

/// What a link in a mail stands for: who got it, with which message, what it does, until when.
package struct SignedLink: Hashable, Sendable {
    package enum Action: UInt8, Sendable, CaseIterable {
        case unsubscribe = 1
        case preferences
        case confirm
        case click
        case open
    }

    package var action: Action
    package var customer: String
    /// '' for links that belong to no message.
    package var campaign: String
    package var occurrence: String
    package var topic: String
    /// Where a click leads; '' for all others.
    package var url: String
    /// From then on it does nothing any more. In whole seconds.
    package var expires: Date

    package init(
        _ action: Action, customer: String, campaign: String = "", occurrence: String = "",
        topic: String = "", url: String = "", expires: Date
    ) {
        self.action = action
        self.customer = customer
        self.campaign = campaign
        self.occurrence = occurrence
        self.topic = topic
        self.url = url
        self.expires = Date(timeIntervalSince1970: expires.timeIntervalSince1970.rounded(.down))
    }

    /// How long links of an action are good for, in days. The law asks for a month at least where
    /// somebody wants no more mail.
    package static func days(_ action: Action) -> Int {
        switch action {
        case .unsubscribe: 365
        case .preferences: 90
        case .confirm: 14
        case .click, .open: 365
        }
    }
}

extension SignedLink {
    /// The link's parts, each text after its length, as what is signed.
    var bytes: [UInt8] {
        var bytes = [action.rawValue]
        let seconds = UInt64(max(0, expires.timeIntervalSince1970))
        bytes += (0..<5).map { UInt8(truncatingIfNeeded: seconds >> (8 * $0)) }
        for part in [customer, campaign, occurrence, topic, url] {
            let text = Array(part.utf8)
            bytes += [UInt8(truncatingIfNeeded: text.count >> 8), UInt8(text.count & 0xFF)]
            bytes += text
        }
        return bytes
    }

    /// A link from its parts; nil when they are no link's.
    init?(bytes: [UInt8]) {
        guard bytes.count >= 6, let action = Action(rawValue: bytes[0]) else { return nil }
        let seconds = (0..<5).reduce(UInt64(0)) { $0 | UInt64(bytes[1 + $1]) << (8 * UInt64($1)) }
        var parts: [String] = []
        var rest = bytes[6...]
        while rest.count >= 2 {
            let count = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            guard rest.count >= count,
                let part = String(validating: rest.prefix(count), as: UTF8.self)
            else { return nil }
            parts.append(part)
            rest = rest.dropFirst(count)
        }
        guard parts.count == 5, rest.isEmpty else { return nil }
        self.init(
            action, customer: parts[0], campaign: parts[1], occurrence: parts[2],
            topic: parts[3], url: parts[4], expires: Date(timeIntervalSince1970: Double(seconds)))
    }

    /// Whether its parts are short enough for a link that servers and mail programs take.
    var isShort: Bool {
        [customer, campaign, occurrence, topic, url].allSatisfy { $0.utf8.count < 2_000 }
    }
}
