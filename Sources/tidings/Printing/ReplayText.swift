import Running
import Warehouse

/// What came of reading rejects again, as a person reads it.
struct ReplayText {
    let run: Int
    let reports: [ReplayReport]

    var lines: [String] {
        guard !reports.isEmpty else { return ["Run \(run) has no rejects."] }
        var table = TextTable([.left, .left] + Array(repeating: .right, count: 7))
        table.add(
            ["feed", "file", "read", "new", "changed", "same", "twice", "left out", "rejected"])
        for report in reports {
            let figures = report.figures
            table.add(
                [report.feed, report.file ?? "query"]
                    + [
                        figures.read, figures.inserted, figures.updated, figures.unchanged,
                        figures.duplicate, figures.filtered, figures.rejected,
                    ].map(\.grouped))
        }
        return table.lines(indent: 0)
            + ["", "Tiers and segments follow with the job's next run."]
    }
}
