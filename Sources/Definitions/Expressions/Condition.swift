/// What is true, false or unknown of a customer.
///
/// Unknown follows SQL: `not unknown` is unknown; `unknown and false` is false; `unknown or true`
/// is true; everything else with unknown is unknown. Only true matches, so neither a hole in the
/// data nor its negation widens an audience. `known`, `birthday` of a known birthday, `inSegment`,
/// `waiting` and counts of anything are never unknown.
package indirect enum Condition: Sendable, Hashable {
    /// At least two, none of which is itself `all`.
    case all([Condition])
    /// At least two, none of which is itself `any`.
    case any([Condition])
    case not(Condition)
    case text(TextField, TextTest)
    case known(Field)
    case number(Metric, NumberTest)
    case moment(Moment, MomentTest)
    case birthday(BirthdayTest)
    case inSegment(String)
    /// Waiting for one of these products; for any product when empty.
    case waiting([String])
    /// Among the highest of those whose amount is known and, of a count or sum, more than 0.
    /// Ties are decided by customer id, so that the number is exact.
    case top(TopShare, by: Metric)
    /// The fifth of the same population in which the amount falls; 5 has the highest amounts.
    /// Ties share a class: 5 × (share of customers with this amount or less), rounded up.
    case quintile(of: Metric, NumberTest)
}

/// How many of the highest.
package enum TopShare: Sendable, Hashable {
    /// Above 0, to 100; the number of customers is rounded up.
    case percent(Number)
    case count(Int)
}

extension Condition {
    /// The conditions that are not made of others, from left to right.
    package var leaves: [Condition] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        default: [self]
        }
    }

    var segment: String? {
        if case .inSegment(let name) = self { name } else { nil }
    }

    var programme: String? {
        switch self {
        case .text(.tier(let programme), _), .known(.text(.tier(let programme))): programme
        default: nil
        }
    }
}

extension Condition: CustomStringConvertible {
    package var description: String {
        switch self {
        case .all(let parts): parts.map(\.operand).joined(separator: " and ")
        case .any(let parts): parts.map(\.operand).joined(separator: " or ")
        case .not(.known(let field)): "\(field) is unknown"
        case .not(let part): "not \(part.operand)"
        case .text(let field, let test): "\(field) \(test)"
        case .known(let field): "\(field) is known"
        case .number(let metric, let test): "\(metric) \(test)"
        case .moment(let moment, let test): "\(moment) \(test)"
        case .birthday(let test): "birthday \(test)"
        case .inSegment(let name): "in segment \(Quoted.word(name))"
        case .waiting(let products) where products.isEmpty: "waiting"
        case .waiting(let products): "waiting for \(Quoted.list(products))"
        case .top(let share, let metric): "top \(share) by \(metric)"
        case .quintile(let metric, let test): "quintile by \(metric) \(test)"
        }
    }

    /// Itself as a part of another: in parentheses where they are needed.
    private var operand: String {
        switch self {
        case .all, .any: "(\(self))"
        default: description
        }
    }
}

extension TopShare: CustomStringConvertible {
    package var description: String {
        switch self {
        case .percent(let share): "\(share)%"
        case .count(let count): "\(count)"
        }
    }
}
