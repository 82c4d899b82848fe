import Definitions
import Postgres

/// Who was in a segment or had a tier at some time in a window.
struct PastCondition {
    let asOf: AsOf

    /// A SELECT of `customer_id`, without repeats. Baselines are no entries and no exits: on them
    /// the definition moved, not the customer.
    func customers(_ past: Past, _ window: Window) -> SQLText {
        switch past {
        case .inSegment(let segment):
            entries(segment, where: overlaps("entered_at", "left_at", window))
        case .enteredSegment(let segment):
            entries(segment, where: ["NOT is_baseline"] + isInside("entered_at", window))
        case .leftSegment(let segment):
            entries(segment, where: ["NOT left_by_baseline"] + isInside("left_at", window))
        case .tier(let programme, let tiers):
            """
            SELECT DISTINCT customer_id FROM tidings.tier_period \
            WHERE programme = \(Value.text(programme))::text \
            AND \(Match.one("tier", of: tiers)) \
            AND \(.all(overlaps("started_at", "ended_at", window)))
            """
        }
    }

    private func entries(_ segment: String, where conditions: [SQLText]) -> SQLText {
        """
        SELECT DISTINCT customer_id FROM tidings.segment_entry \
        WHERE segment = \(Value.text(segment))::text AND \(.all(conditions))
        """
    }

    private func isInside(_ time: SQLText, _ window: Window) -> [SQLText] {
        asOf.bounds(of: window).conditions(time)
            + MomentCondition(asOf: asOf).notLater(time, window)
    }

    /// That a time from one instant until before another, if it ended, has a part in the window.
    private func overlaps(_ start: SQLText, _ end: SQLText, _ window: Window) -> [SQLText] {
        let bounds = asOf.bounds(of: window)
        let begins = AsOf.Bounds(from: nil, until: bounds.until).conditions(start)
        let ends: [SQLText] =
            bounds.from.map {
                ["\(end) IS NULL OR \(end) > \(Value.instant($0))::timestamptz"]
            } ?? []
        return begins + MomentCondition(asOf: asOf).notLater(start, window) + ends
    }
}
