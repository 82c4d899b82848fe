import Foundation

extension Digest {
    /// A heading with what stands below it, for both kinds of text.
    struct Section {
        struct Item {
            var text: String
            var notes: [String] = []
        }
        var title: String
        var items: [Item]
    }

    /// `[Lantern Books] 2026-11-21: 28 mails sent, all went well`.
    var subject: String {
        let mails = "\(sent.counted("mail")) sent"
        return "[\(workspace)] \(until.minute(in: zone).prefix(10)): \(mails), \(verdict)"
    }

    private var verdict: String {
        switch troubles.count {
        case 0: runs.isEmpty ? "nothing ran" : "all went well"
        case 1: "1 thing needs somebody"
        default: "\(troubles.count) things need somebody"
        }
    }

    var headline: String {
        "\(workspace) from \(from.minute(in: zone)) to \(until.minute(in: zone)):"
            + " \(sent.counted("mail")) sent, \(verdict)."
    }

    var sections: [Section] {
        [
            Section(title: "What needs somebody", items: troubles.map(Self.item)),
            Section(title: "Mail", items: mail.map(Self.item)),
            Section(title: "Tiers", items: tiers.map(Self.item)),
            Section(title: "Segments", items: segments.map(Self.item)),
            Section(title: "Data", items: feeds.map(Self.item)),
            Section(title: "Runs", items: runs.map(Self.item)),
        ].filter { !$0.items.isEmpty }
    }

    private static func item(_ trouble: Trouble) -> Section.Item {
        let details = trouble.details.flatMap { [$0.text] + ($0.hint.map { [$0] } ?? []) }
        return Section.Item(text: "\(trouble.summary).", notes: details + [trouble.hint])
    }

    private static func item(_ mail: Mail) -> Section.Item {
        let figures = list([
            (mail.planned, "planned"), (mail.sent, "sent"), (mail.waiting, "waiting"),
            (mail.refused, "refused by mail servers"), (mail.expired, "too late"),
            (mail.unknown, "with an unknown fate"),
        ])
        let without = mail.suppressed.reduce(0) { $0 + $1.customers }
        let reasons = mail.suppressed.map { "\($0.customers.grouped) \($0.words)" }
        return Section.Item(
            text: "\(mail.campaign): \(figures.isEmpty ? "nothing planned" : figures).",
            notes: without == 0
                ? [] : ["No mail for \(without.grouped): \(reasons.joined(separator: ", "))."])
    }

    private static func item(_ tiers: Tiers) -> Section.Item {
        let moved = list([(tiers.up, "rose"), (tiers.down, "fell")])
        return Section.Item(text: "\(tiers.programme): \(moved.isEmpty ? "nobody moved" : moved).")
    }

    private static func item(_ segment: Segment) -> Section.Item {
        let moved = list([(segment.entered, "entered"), (segment.left, "left")])
        return Section.Item(
            text: "\(segment.name): \(segment.members.counted("member"))"
                + (moved.isEmpty ? ", nobody moved." : "; \(moved)."))
    }

    private static func item(_ feed: Feed) -> Section.Item {
        let figures = list([
            (feed.inserted, "new"), (feed.updated, "changed"), (feed.unchanged, "the same"),
            (feed.duplicate, "there twice"), (feed.filtered, "left out on purpose"),
            (feed.rejected, "rejected"),
        ])
        let removed = feed.deleted > 0 ? "; \(feed.deleted.grouped) removed" : ""
        return Section.Item(
            text: "\(feed.name): \(feed.read.counted("row")) read"
                + (figures.isEmpty ? "" : ": \(figures)") + "\(removed).",
            notes: feed.rejectsRun.map { ["`tidings rejects \($0)` lists what was rejected."] }
                ?? [])
    }

    private static func item(_ run: Run) -> Section.Item {
        let attempts = run.attempts > 1 ? ", after \(run.attempts.counted("attempt"))" : ""
        let outcome = run.outcome.map(\.rawValue) ?? "goes on"
        return Section.Item(
            text: "\(run.job) for \(run.date): \(outcome)\(attempts) (run \(run.runID)).")
    }

    /// What is not 0: `28 planned, 27 sent`.
    private static func list(_ figures: [(Int, String)]) -> String {
        figures.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }.joined(separator: ", ")
    }
}

extension Digest.Suppressed {
    /// Behind a number of customers.
    fileprivate var words: String {
        switch reason {
        case "no-consent": "without consent"
        case "unsubscribed": "who unsubscribed"
        case "bounced": "whose address does not exist"
        case "complained": "who complained"
        case "invalid-address": "without a valid address"
        case "capped": "who had enough mail (\(cap ?? "a cap"))"
        case "quiet": "in quiet hours until it was too late"
        case "holdout": "left out to measure by"
        case "out-of-stock": "for whom nothing is left in stock"
        case "missing-value": "of whom the mail lacks a value"
        case "no-products": "for whom nothing fits"
        case "no-voucher": "for whom no voucher is left"
        case "duplicate-address": "whose address another customer has"
        case "paused": "while it is paused"
        case "guard": "held back by a guard"
        default: reason
        }
    }
}
