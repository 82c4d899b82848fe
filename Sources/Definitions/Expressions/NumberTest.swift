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

/// What a number or an amount of money is tested for.
package enum NumberTest: Sendable, Hashable {
    case compare(Comparison, Number)
    /// With another metric of the same customer.
    case compareMetric(Comparison, Metric)
    /// Both ends included.
    case between(Number, Number)
    /// Sorted, without repeats, not empty.
    case isOneOf([Number])
}

extension NumberTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .compare(let comparison, let number): "\(comparison.rawValue) \(number)"
        case .compareMetric(let comparison, let metric): "\(comparison.rawValue) \(metric)"
        case .between(let low, let high): "between \(low) and \(high)"
        case .isOneOf(let numbers):
            "in (\(numbers.map(\.description).joined(separator: ", ")))"
        }
    }
}
