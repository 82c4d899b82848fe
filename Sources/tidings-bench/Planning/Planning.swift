import ArgumentParser
import Foundation

struct Planning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plan a campaign under three caps: one hand-written statement and a pass.",
        discussion: """
            Everybody in a generated shop is a candidate, and has some messages in the ledger. The \
            floor is one statement, written for this campaign and these caps; it and Tidings must \
            decide the same. Each is taken back after it was measured. Last, a tenth of the \
            candidates is planned over the same ledger. It needs some gigabytes.
            """)

    @Option(help: "How many candidates.")
    var rows = 1_000_000

    @Option(help: "How many messages each has in the ledger.")
    var history = 10

    @Option(help: "How often all is measured; medians are printed.")
    var `repeat` = 3

    func validate() throws {
        guard rows >= 1000 else { throw ValidationError("--rows must be at least 1000.") }
        guard history >= 1 else { throw ValidationError("--history must be at least 1.") }
        guard self.repeat >= 1 else { throw ValidationError("--repeat must be at least 1.") }
    }

    func run() async throws {
        let benchmark = PlanningBenchmark(
            rows: rows, history: history, repetitions: self.repeat)
        let report = try await benchmark.run { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        print(report.text)
    }
}
