import Postgres

/// The figures of a job as they are kept: sums and counts in one array, instants in another, each in
/// the order in which the passes over orders and lines have them.
struct FigureColumns {
    /// What each is: another list means that nothing that is kept can be used.
    private(set) var keys: [String] = []
    private var sums: [SQLText] = []
    private var moments: [Moment] = []

    private struct Moment {
        /// In a pass, and of the one that went in its difference.
        let column: SQLText
        let lost: SQLText
        let isFirst: Bool
    }

    /// Where each is kept, in a table joined as `g0`.
    private(set) var places: [String: SQLText] = [:]

    init(_ passes: OrderPasses) {
        for pass in [passes.orders, passes.lines] {
            for column in pass.columns {
                let key = Self.key(pass.alias, column.key)
                let name: SQLText = "\(pass.alias).\(column.name)"
                keys.append(key)
                switch column.aggregate {
                case .first, .last:
                    let isFirst = if case .first = column.aggregate { true } else { false }
                    moments.append(
                        Moment(
                            column: name, lost: "\(pass.alias).\(AggregatePass.lost(column))",
                            isFirst: isFirst))
                    places[key] = Self.keptMoment(moments.count)
                case .sum, .count, .other:
                    sums.append(name)
                    places[key] = Self.keptSum(sums.count)
                }
            }
        }
    }

    /// The key of a column of a pass.
    static func key(_ pass: SQLName, _ column: String) -> String { "\(pass.text) \(column)" }

    /// As passes compute them; 0 of nothing.
    var computed: SQLText {
        arrays(sums.map { "coalesce(\($0), 0)" }, moments.map(\.column))
    }

    /// As what was kept and differences make them.
    var corrected: SQLText {
        arrays(
            sums.enumerated().map { index, sum in
                "coalesce(\(Self.keptSum(index + 1)), 0) + coalesce(\(sum), 0)"
            },
            moments.enumerated().map { index, moment in
                let kept = Self.keptMoment(index + 1)
                return moment.isFirst
                    ? "least(\(kept), \(moment.column))" : "greatest(\(kept), \(moment.column))"
            })
    }

    /// Whether differences took a first or last away that was kept: another is yet to be found.
    var losses: [SQLText] {
        moments.enumerated().map { index, moment in
            let kept = Self.keptMoment(index + 1)
            return moment.isFirst
                ? "\(moment.lost) IS NOT NULL AND (\(moment.lost) > \(kept)) IS NOT TRUE"
                : "\(moment.lost) IS NOT NULL AND (\(moment.lost) < \(kept)) IS NOT TRUE"
        }
    }

    private func arrays(_ sums: [SQLText], _ moments: [SQLText]) -> SQLText {
        """
        ARRAY[\(.joined(sums, by: ", "))]::numeric[] AS sums, \
        ARRAY[\(.joined(moments, by: ", "))]::timestamptz[] AS moments
        """
    }

    private static func keptSum(_ position: Int) -> SQLText {
        "g0.sums[\(.literal(position))]"
    }

    private static func keptMoment(_ position: Int) -> SQLText {
        "g0.moments[\(.literal(position))]"
    }
}
