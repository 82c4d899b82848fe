import Definitions
import Foundation

/// A generator with a seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Draws customers with orders around a change of clocks, and expressions about them.
struct RandomHistories {
    private var generator: SeededGenerator
    private let now: Date

    init(seed: UInt64, now: Date) {
        generator = SeededGenerator(seed: seed)
        self.now = now
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    mutating func customer(_ id: String) -> SlowEvaluator.Customer {
        SlowEvaluator.Customer(
            id: id, city: pick(["x", "y", nil]),
            joinedOn: pick([
                LocalDate("2026-03-30"), LocalDate("2026-03-20"), LocalDate("2024-04-02"), nil,
            ]),
            orders: (0..<number(0...4)).map { _ in order() })
    }

    private mutating func order() -> SlowEvaluator.Order {
        // On the hour, so that edges of days and of hours are met.
        let placedAt = now.addingTimeInterval(-3600 * Double(number(-5...400)))
        return SlowEvaluator.Order(
            placedAt: placedAt, status: pick(["sale", "sale", "sale", "returned", "cancelled"]),
            total: pick([nil, nil, 10, 25.5, -5]), currency: pick([nil, "CNY", "EUR"]),
            lines: (0..<number(0...3)).map { _ in
                SlowEvaluator.Line(
                    product: pick(["p", "q"]), quantity: Decimal(number(-2...3)),
                    price: Decimal(number(1...9)))
            })
    }

    mutating func expression(depth: Int = 0) -> String {
        switch number(0...(depth < 3 ? 14 : 10)) {
        case 0: return "city \(pick(["=", "!="])) \(pick(["x", "y"]))"
        case 1: return "city is \(pick(["known", "unknown"]))"
        case 2: return "\(pick(["joined_on", "last_order_at"])) \(comparison()) \(point())"
        case 3:
            return number(0...1) == 0
                ? "\(money()) \(comparison()) \(money())"
                : "\(count()) \(comparison()) \(count())"
        case 4: return "\(amount()) between \(number(-3...2)) and \(number(2...20))"
        case 5: return "\(amount()) \(comparison()) \(number(-3...12))"
        case 6: return "city ends with (\(pick(["x", "xy"])), z)"
        case 7: return "\(pick([average(), days()])) is \(pick(["known", "unknown"]))"
        case 8: return "anniversary of joined_on within next \(number(1...5)) days"
        case 9: return rank()
        case 10:
            return number(0...1) == 0
                ? "\(money()) \(comparison()) p\(number(1...99)) of \(money())"
                : "\(count()) \(comparison()) p\(number(1...99)) of \(count())"
        case 11: return "not (\(expression(depth: depth + 1)))"
        case 12:
            let (left, right) = (expression(depth: depth + 1), expression(depth: depth + 1))
            return "(\(left)) or (\(right))"
        default:
            let (left, right) = (expression(depth: depth + 1), expression(depth: depth + 1))
            return "(\(left)) and (\(right))"
        }
    }

    private mutating func comparison() -> String { pick(["=", "!=", "<", "<=", ">", ">="]) }

    private mutating func point() -> String {
        pick(["today", "\(number(1...15)) days ago", "2026-03-29"])
    }

    private mutating func amount() -> String { pick([money(), count(), count()]) }

    private mutating func money() -> String { pick(["spend(\(scope()))", average()]) }

    private mutating func average() -> String { "average order(\(scope()))" }

    private mutating func days() -> String { "days between orders(\(scope()))" }

    private mutating func counted() -> String {
        "\(pick(["orders", "items", "distinct products"]))(\(scope()))"
    }

    private mutating func count() -> String {
        pick([counted(), counted(), "days since last order", days()])
    }

    private mutating func rank() -> String {
        switch number(0...3) {
        case 0: "top \(number(1...10)) by \(amount())"
        case 1: "top \(number(1...100))% by \(amount())"
        case 2: "top \(number(1...100))% of \(counted())"
        default: "\(pick(["quartile", "quintile"])) by \(amount()) \(pick([">=", "!=", "="])) 3"
        }
    }

    private mutating func scope() -> String {
        window()
            + pick([
                "", ", product = p", ", product in (p, q)", ", price >= 5", ", status = returned",
                ", status in (sale, cancelled), product = q",
            ])
    }

    private mutating func window() -> String {
        let days = number(1...12)
        return pick([
            "ever", "last \(days) days", "last \(number(1...200)) hours", "this month",
            "between \(days + 3) and \(days) days ago",
        ])
    }
}
