package import Foundation

/// An exact decimal number as an expression writes it.
package typealias Number = Decimal

/// The six comparisons.
package enum Comparison: String, Sendable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
}

extension Comparison {
    /// Whether it holds of two numbers.
    package func holds(_ left: Number, _ right: Number) -> Bool {
        switch self {
        case .equal: left == right
        case .unequal: left != right
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        }
    }
}

/// What a number or an amount of money is tested for.
package enum NumberTest: Sendable, Hashable {
    case compare(Comparison, Amount)
    /// Both ends included.
    case between(Amount, Amount)
    /// Sorted, without repeats, not empty.
    case isOneOf([Number])
}

/// What a number is compared with.
package enum Amount: Sendable, Hashable {
    case number(Number)
    /// Of the same customer; unknown where it is.
    case metric(Metric)
    /// The amount that so many percent of all customers do not exceed, of those whose amount is
    /// known and, of a count or sum, more than 0; 1…99. Unknown of nobody.
    case percentile(Int, of: Metric)
}

extension Amount: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self = .number(Number(value)) }
}

extension NumberTest {
    package var amounts: [Amount] {
        switch self {
        case .compare(_, let amount): [amount]
        case .between(let low, let high): [low, high]
        case .isOneOf(let numbers): numbers.map { .number($0) }
        }
    }

    var metrics: [Metric] {
        amounts.compactMap { amount in
            switch amount {
            case .number: nil
            case .metric(let metric), .percentile(_, let metric): metric
            }
        }
    }
}

extension NumberTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .compare(let comparison, let amount): "\(comparison.rawValue) \(amount)"
        case .between(let low, let high): "between \(low) and \(high)"
        case .isOneOf(let numbers):
            "in (\(numbers.map(\.description).joined(separator: ", ")))"
        }
    }
}

extension Amount: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .metric(let metric): "\(metric)"
        case .percentile(let share, let metric): "p\(share) of \(metric)"
        }
    }
}
