import Running

/// A message of the ledger in plain words.
struct MessageText {
    /// As `messages --json` shows it.
    let message: JSONValue

    var text: String {
        "\(message["campaign"]) (\(message["occurrence"])): \(fate)"
    }

    private var fate: String {
        let detail = message["detail"].isEmpty ? "" : " (\(message["detail"]))"
        switch message["state"] {
        case "accepted": return "sent \(minute("accepted_at"))"
        case "planned": return "planned for \(minute("send_at"))"
        case "claimed": return "being sent"
        case "retrying": return "to be tried again"
        case "refused": return "refused by the mail server\(detail)"
        case "unknown": return "sent or not: nobody knows, a person must decide"
        case "expired": return "too late to be worth sending"
        case "cancelled": return "cancelled"
        default: return "no mail on \(minute("planned_at").prefix(10)): \(reason)\(detail)"
        }
    }

    private var reason: String { Self.words(for: message["reason"]) }

    /// What a reason of the ledger means.
    static func words(for reason: String) -> String {
        switch reason {
        case "no-consent": "no consent to the topic"
        case "unsubscribed": "unsubscribed"
        case "bounced": "mail to the address came back for good"
        case "complained": "complained about mail"
        case "invalid-address": "no address that mail can go to"
        case "capped": "has had enough mail, by a cap"
        case "quiet": "no free hour outside the quiet hours"
        case "holdout": "left out on purpose, to compare"
        case "out-of-stock": "not enough in stock"
        case "missing-value": "lacks a value that the mail needs"
        case "no-products": "no products to show"
        case "no-voucher": "no voucher left"
        case "duplicate-address": "another customer with the same address gets it"
        case "paused": "paused"
        case "guard": "the campaign's guard held everything back"
        default: reason
        }
    }

    private func minute(_ name: String) -> String {
        String(message[name].prefix(16)).replacing("T", with: " ")
    }
}
