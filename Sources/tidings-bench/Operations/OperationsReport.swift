/// The measurements of running: medians in milliseconds, each beside its goal.
struct OperationsReport: Sendable {
    private struct Row: Sendable {
        let name: String
        /// In seconds.
        let samples: [Double]
        let goal: Double?
        let showsWorst: Bool
    }

    private var rows: [Row] = []
    var notes: [String] = []

    /// - Parameters:
    ///   - samples: in seconds.
    ///   - goal: what the median should be at most, in seconds; nil for none.
    mutating func add(
        _ name: String, _ samples: [Double], goal: Double? = nil, showsWorst: Bool = false
    ) {
        rows.append(Row(name: name, samples: samples, goal: goal, showsWorst: showsWorst))
    }

    /// Notes how many times as long another row took.
    mutating func compare(_ name: String, with other: String) {
        guard let own = median(of: name), let floor = median(of: other), own > 0 else { return }
        let tenths = Int((floor / own * 10).rounded())
        notes.append("\(other) takes \(tenths / 10).\(tenths % 10) times as long as \(name)")
    }

    /// In seconds; nil for a row that is not there.
    func median(of name: String) -> Double? {
        rows.first { $0.name == name }.map { Self.median($0.samples) }
    }

    var text: String {
        let cells =
            [["", "median ms", "worst ms", "goal ms"]]
            + rows.map { row in
                [
                    row.name, Self.milliseconds(Self.median(row.samples)),
                    row.showsWorst ? Self.milliseconds(row.samples.max() ?? 0) : "",
                    row.goal.map { String(Int($0 * 1000)) } ?? "",
                ]
            }
        let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
        let lines = cells.map { row in
            let line = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + blanks : blanks + cell
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return (lines + notes).joined(separator: "\n")
    }

    private static func median(_ samples: [Double]) -> Double {
        let sorted = samples.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// With a tenth below 100.
    private static func milliseconds(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10_000).rounded())
        return tenths < 1000 ? "\(tenths / 10).\(abs(tenths % 10))" : "\((tenths + 5) / 10)"
    }
}
