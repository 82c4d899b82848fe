/// What is true, false or unknown of a customer.
///
/// Unknown follows SQL: `not unknown` is unknown; `unknown and false` is false; `unknown or true`
/// is true; everything else with unknown is unknown. Only true matches, so neither a hole in the
/// data nor its negation widens an audience. `known`, `unreadable`, `inSegment`, `past` and counts of
/// anything are never unknown.
package indirect enum Condition: Sendable, Hashable {
    /// At least two, none of which is itself `all`.
    case all([Condition])
    /// At least two, none of which is itself `any`.
    case any([Condition])
    case not(Condition)
    case text(TextField, TextTest)
    case number(Metric, NumberTest)
    case moment(Moment, MomentTest)
    case yearly(YearlyDate, YearlyTest)
    /// That the answer is yes.
    case answer(Answer)
    /// That one of these is among the values of a list; sorted, without repeats, not empty.
    case list(Attribute, contains: [String])
    case known(Field)
    /// That there is a value, but none of the attribute's type: it is unknown everywhere else.
    case unreadable(Attribute)
    case inSegment(String)
    /// That it was so at any time in the window.
    case past(Past, Window)
    /// Among the highest of those whose amount is known and, of a count or sum, more than 0.
    /// Ties are decided by customer id, so that the number is exact.
    case top(TopShare, by: Metric)
    /// The class of the same population into which the amount falls is one of these; sorted,
    /// without repeats, not empty. The last class has the highest amounts. Ties share a class: of
    /// quintiles, 5 × (share of customers with this amount or less), rounded up.
    case fractile(Fractile, of: Metric, [Int])
}

/// How many of the highest.
package enum TopShare: Sendable, Hashable {
    /// Above 0, to 100; the number of customers is rounded up.
    case percent(Number)
    case count(Int)
    /// So many percent of what all have together: the fewest customers who come to it, above 0,
    /// to 100. The one who passes the mark is still among them.
    case total(Number)
}

/// Into how many classes of equal size customers are put.
package enum Fractile: Int, Sendable, CaseIterable {
    case quartile = 4
    case quintile = 5
    case decile = 10
    case percentile = 100
}

/// What is kept as a history.
package enum Past: Sendable, Hashable {
    case inSegment(String)
    case enteredSegment(String)
    case leftSegment(String)
    /// One of these tiers; sorted, without repeats, not empty.
    case tier(programme: String, [String])
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

    /// The segment that a leaf reads.
    package var segment: String? {
        switch self {
        case .inSegment(let name), .past(.inSegment(let name), _),
            .past(.enteredSegment(let name), _), .past(.leftSegment(let name), _):
            name
        default: nil
        }
    }

    /// The tier programmes that a leaf reads.
    var programmes: [String] {
        switch self {
        case .text(.tier(let programme), _), .known(.text(.tier(let programme))),
            .past(.tier(let programme, _), _), .moment(.tierSince(let programme), _),
            .known(.moment(.tierSince(let programme))):
            [programme]
        default: metrics.compactMap(\.programme)
        }
    }

    /// The metrics that a leaf reads.
    package var metrics: [Metric] {
        switch self {
        case .number(let metric, let test): [metric] + test.metrics
        case .top(_, let metric), .fractile(_, let metric, _), .known(.number(let metric)):
            [metric]
        default: []
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
        case .number(let metric, let test): "\(metric) \(test)"
        case .moment(let moment, let test): "\(moment) \(test)"
        case .yearly(let date, let test): "\(date) \(test)"
        case .answer(let answer): "\(answer)"
        case .list(let attribute, let texts): "\(attribute) contains \(Quoted.list(texts))"
        case .known(let field): "\(field) is known"
        case .unreadable(let attribute): "\(attribute) is unreadable"
        case .inSegment(let name): "in segment \(Quoted.word(name))"
        case .past(let past, let window): "\(past) within \(window)"
        case .top(let share, let metric): "top \(share) \(share.preposition) \(metric)"
        case .fractile(let fractile, let metric, let classes):
            "\(fractile) by \(metric) in (\(classes.map(\.description).joined(separator: ", ")))"
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
        case .percent(let share), .total(let share): "\(share)%"
        case .count(let count): "\(count)"
        }
    }

    fileprivate var preposition: String {
        if case .total = self { "of" } else { "by" }
    }
}

extension Past: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inSegment(let name): "was in segment \(Quoted.word(name))"
        case .enteredSegment(let name): "entered segment \(Quoted.word(name))"
        case .leftSegment(let name): "left segment \(Quoted.word(name))"
        case .tier(let programme, let tiers):
            "tier(\(Quoted.word(programme))) was in \(Quoted.list(tiers))"
        }
    }
}
