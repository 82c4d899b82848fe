import Definitions
import Postgres

/// Conditions as SQL over what is known to be true of each part: columns `t1`, `t2`, … of the truths.
struct Formula {
    let layout: EvaluationLayout

    /// True, false or unknown.
    func sql(_ condition: Condition) -> SQLText {
        switch condition {
        case .all(let parts): .all(parts.map(sql))
        case .any(let parts): .any(parts.map(sql))
        case .not(let part): "NOT (\(sql(part)))"
        default: layout.truth(of: condition).map { "\(Self.column($0))" } ?? "false"
        }
    }

    /// The column of a truth, from 1.
    static func column(_ position: Int) -> SQLName { SQLName("t", position) }

    /// The column of an amount, from 1.
    static func amount(_ position: Int) -> SQLName { SQLName("a", position) }
}

extension SQLText {
    /// A number that this source code counted.
    static func literal(_ number: Int) -> SQLText { "\(SQLName("", number))" }
}
