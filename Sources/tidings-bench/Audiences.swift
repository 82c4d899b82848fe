import ArgumentParser
import Foundation

struct Audiences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluate tiers and segments of a generated shop: hand-written SQL and a night.",
        discussion: """
            Five orders a member over three years, a tier programme, RFM and ten segments. Each \
            night brings changed orders in; then the floor evaluates everybody, Tidings those who \
            can have changed, and Tidings everybody again, who must be found as they were. Last, \
            the same night is run in a shop of a quarter of the members and in one that has three \
            times as many quiet members beside them. It needs some gigabytes.
            """)

    @Option(help: "How many members.")
    var rows = 1_000_000

    @Option(help: "How many nights are measured; medians are printed.")
    var nights = 3

    @Option(help: "How many percent of the orders a night brings, new or changed.")
    var changed = 1.0

    func validate() throws {
        guard rows >= 1000 else { throw ValidationError("--rows must be at least 1000.") }
        guard nights >= 1 else { throw ValidationError("--nights must be at least 1.") }
        guard changed > 0, changed <= 10 else {
            throw ValidationError("--changed must be above 0, and at most 10.")
        }
    }

    func run() async throws {
        let benchmark = AudiencesBenchmark(
            rows: rows, nights: nights, changes: Int(Double(5 * rows) * changed / 100),
            program: ProcessInfo.processInfo.arguments[0])
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }
}
