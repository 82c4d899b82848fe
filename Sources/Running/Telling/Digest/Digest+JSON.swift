extension Digest {
    /// The object of `digest --json`.
    package var json: JSONValue {
        .object([
            "from": .instant(from, in: zone), "until": .instant(until, in: zone),
            "runs": .array(
                runs.map {
                    .object([
                        "run": .int($0.runID), "job": .text($0.job), "for": .text($0.date),
                        "outcome": .text($0.outcome?.rawValue), "attempts": .int($0.attempts),
                    ])
                }),
            "feeds": .array(
                feeds.map {
                    .object([
                        "feed": .text($0.name), "read": .int($0.read),
                        "inserted": .int($0.inserted), "updated": .int($0.updated),
                        "unchanged": .int($0.unchanged), "duplicate": .int($0.duplicate),
                        "filtered": .int($0.filtered), "rejected": .int($0.rejected),
                        "deleted": .int($0.deleted),
                    ])
                }),
            "tiers": .array(
                tiers.map {
                    .object([
                        "programme": .text($0.programme), "up": .int($0.up), "down": .int($0.down),
                    ])
                }),
            "segments": .array(
                segments.map {
                    .object([
                        "segment": .text($0.name), "members": .int($0.members),
                        "entered": .int($0.entered), "left": .int($0.left),
                    ])
                }), "campaigns": .array(mail.map(Self.json)),
            "troubles": .array(
                troubles.map {
                    .object([
                        "kind": .text($0.kind.rawValue), "subject": .text($0.subject),
                        "summary": .text($0.summary), "hint": .text($0.hint),
                    ])
                }),
        ])
    }

    private static func json(_ mail: Mail) -> JSONValue {
        .object([
            "campaign": .text(mail.campaign), "planned": .int(mail.planned),
            "sent": .int(mail.sent), "refused": .int(mail.refused),
            "expired": .int(mail.expired), "waiting": .int(mail.waiting),
            "unknown": .int(mail.unknown),
            "suppressed": .array(
                mail.suppressed.map {
                    .object([
                        "reason": .text($0.reason), "cap": .text($0.cap),
                        "customers": .int($0.customers),
                    ])
                }),
        ])
    }
}
