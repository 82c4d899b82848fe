/// Draws expressions of every kind of condition.
struct RandomExpressions {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// - Parameter segments: those that it may use.
    mutating func next(using segments: [String], depth: Int = 0) -> String {
        switch number(0...(depth < 2 ? 7 : 4)) {
        case 0...4: return leaf(segments)
        case 5: return "not (\(next(using: segments, depth: depth + 1)))"
        default:
            let left = next(using: segments, depth: depth + 1)
            let right = next(using: segments, depth: depth + 1)
            return "(\(left)) \(pick(["and", "or"])) (\(right))"
        }
    }

    private mutating func leaf(_ segments: [String]) -> String {
        switch number(0...22) {
        case 0: return "city \(pick(["=", "!="])) \(pick(["x", "y"]))"
        case 1: return "city is \(pick(["known", "unknown"]))"
        case 2: return "\(moment()) \(comparison()) \(point())"
        case 3: return "\(moment()) within \(window())"
        case 4: return "\(moment()) is \(pick(["known", "unknown"]))"
        case 5: return "birthday within \(pick(["next", "last"])) \(number(1...9)) days"
        case 6: return "anniversary of \(pick(["joined_on", "first_order_at"])) within next 9 days"
        case 7: return "attributes.seen \(comparison()) \(number(1...9)) days ago"
        case 8: return "attributes.score \(comparison()) \(number(-3...6))"
        case 9: return pick(["consent.news = yes", "tier(membership) = gold"])
        case 10: return "in segment \(pick(segments))"
        case 11: return "\(pick(["was in", "entered", "left"])) segment staff within \(window())"
        case 12: return "tier(membership) was in (silver, gold) within \(window())"
        case 13, 14: return "top \(pick(["5%", "30%", "3", "40"])) by \(ranked())"
        case 15: return "top \(pick(["40%", "90%"])) of spend(\(window()))"
        case 16: return "quintile by \(ranked()) \(pick(["=", "!="])) \(number(1...5))"
        case 17: return "quintile by \(ranked()) \(pick(["<=", ">="])) \(number(2...4))"
        case 18: return "quartile by \(ranked()) in (1, 3)"
        case 19: return "days since last order > p\(number(1...99)) of days between orders"
        case 20: return "\(count()) between \(number(-3...2)) and \(number(2...20))"
        case 21: return "\(count()) \(comparison()) \(count())"
        default: return "\(count()) \(comparison()) \(number(-3...12))"
        }
    }

    private mutating func comparison() -> String { pick(["=", "!=", "<", "<=", ">", ">="]) }

    private mutating func moment() -> String {
        pick([
            "joined_on", "last_order_at", "first_order_at", "waiting_since",
            "tier_since(membership)",
        ])
    }

    private mutating func point() -> String {
        pick(["today", "\(number(1...15)) days ago", "2026-03-29", "1 month ago"])
    }

    private mutating func ranked() -> String {
        pick([
            "spend(\(window()))", "orders(\(window()))", "days since last order",
            "days since joining", "attributes.score", "average order(\(window()))", "age",
        ])
    }

    private mutating func count() -> String {
        pick([
            "orders(\(scope()))", "items(\(scope()))", "distinct products(\(scope()))",
            "days since \(pick(["last order", "first order", "joining", "waiting"]))",
            "days between orders(\(window()))", "age",
            "waiting(\(pick(["ever", "product = p", "last 5 days"])))",
            "received(\(window()), campaign = card)", "clicked(\(window()), topic = news)",
        ])
    }

    private mutating func scope() -> String {
        window()
            + pick([
                "", "", ", product = p", ", product in (p, q)", ", brand = bp",
                ", category under \"A\"", ", channel = web", ", status = returned",
                ", published_on > \(number(1...12)) days ago", ", price < 9",
            ])
    }

    private mutating func window() -> String {
        let days = number(1...12)
        return pick([
            "ever", "last \(days) days", "last \(number(1...200)) hours", "this month",
            "between \(days + 3) and \(days) days ago", "since 2026-03-25", "today", "this week",
            "between 2026-03-20 and 2026-04-01", "last 1 month",
        ])
    }

    private mutating func pick(_ elements: [String]) -> String {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }
}
