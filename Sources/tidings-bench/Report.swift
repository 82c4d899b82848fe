/// The measurements of a benchmark, as a table of medians.
struct Report: Sendable {
    /// What one side took for one step.
    struct Sample: Sendable {
        var seconds: Double
        /// Processor time of client and server.
        var cpu: Double
        /// The most memory of the client, in bytes.
        var peak: Int
    }

    /// One row of the table.
    struct Step: Sendable {
        let name: String
        var floor: [Sample] = []
        var tidings: [Sample] = []
        var note = ""
    }

    private(set) var steps: [Step] = []
    var notes: [String] = []

    mutating func add(_ name: String, floor: Sample? = nil, tidings: Sample, note: String = "") {
        let index =
            steps.firstIndex { $0.name == name }
            ?? {
                steps.append(Step(name: name))
                return steps.count - 1
            }()
        if let floor { steps[index].floor.append(floor) }
        steps[index].tidings.append(tidings)
        steps[index].note = note
    }

    /// Tidings' median seconds for one step, as a share of those for another.
    func ratio(_ step: String, to other: String) -> String {
        func seconds(_ name: String) -> Double? {
            steps.first { $0.name == name }.flatMap { Self.median($0.tidings)?.seconds }
        }
        return Self.ratio(seconds(step), seconds(other))
    }

    var text: String {
        let head = [
            "", "floor s", "Tidings s", "ratio", "floor CPU s", "Tidings CPU s", "ratio", "peak MB",
            "",
        ]
        let rows = [head] + steps.map(row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 || column == row.count - 1 ? cell + blanks : blanks + cell
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return (lines + notes).joined(separator: "\n")
    }

    private func row(_ step: Step) -> [String] {
        let floor = Self.median(step.floor)
        let tidings = Self.median(step.tidings)
        return [
            step.name, Self.number(floor?.seconds), Self.number(tidings?.seconds),
            Self.ratio(tidings?.seconds, floor?.seconds), Self.number(floor?.cpu),
            Self.number(tidings?.cpu), Self.ratio(tidings?.cpu, floor?.cpu),
            tidings.map { String($0.peak >> 20) } ?? "", step.note,
        ]
    }

    private static func median(_ samples: [Sample]) -> Sample? {
        guard !samples.isEmpty else { return nil }
        return Sample(
            seconds: median(samples.map(\.seconds)), cpu: median(samples.map(\.cpu)),
            peak: samples.map(\.peak).max() ?? 0)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func ratio(_ value: Double?, _ floor: Double?) -> String {
        guard let value, let floor, floor > 0 else { return "" }
        return number(value / floor)
    }
}
