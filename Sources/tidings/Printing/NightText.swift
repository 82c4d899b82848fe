import Definitions
import Foundation
import Running

/// A whole night as marketers read it: all jobs' steps together.
struct NightText {
    let date: LocalDate
    let reports: [RunReport]

    var lines: [String] {
        var night = RunReport(
            runID: 0, job: "The night", date: date, attempt: 1,
            startedAt: reports.first?.startedAt ?? .distantPast)
        night.steps = reports.flatMap(\.steps)
        night.outcome = reports.compactMap(\.outcome).first { $0 != .succeeded } ?? .succeeded
        night.problem = reports.compactMap(\.problem).first
        return RunText(report: night).lines + [""]
    }
}
