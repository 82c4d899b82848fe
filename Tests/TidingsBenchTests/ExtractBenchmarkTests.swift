import Foundation
import Problems
import Testing

@testable import tidings_bench

struct ExtractBenchmarkTests {
    /// The built program, beside the tests.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "tidings-bench").path

    private static let hasTools = ["psql", "xmllint"].allSatisfy {
        (try? MeasuredProcess.find($0, package: "")) != nil
    }

    @Test(.enabled(if: hasTools, "needs postgresql-client and libxml2-utils"))
    func `on small files the floor and Tidings come to the same rows`() async throws {
        let report = try await ExtractBenchmark(
            rows: 2_000, repetitions: 1, subjects: Subject.allCases, database: nil,
            program: Self.program
        ).run { _ in }
        #expect(
            report.notes == [
                "customers: 0 rows differ between the floor and Tidings",
                "orders: 0 rows differ between the floor and Tidings",
            ])
        let notes = Dictionary(uniqueKeysWithValues: report.steps.map { ($0.name, $0.note) })
        #expect(notes["customers, first load"] == "2000 new, 0 changed, 0 unchanged")
        #expect(notes["customers, the same rows"] == "0 new, 0 changed, 2000 unchanged")
        #expect(notes["customers, the same bytes"] == "recognised, not read")
        let alike = report.steps.first { $0.name == "  against tables alike, 2 % changed" }
        #expect(alike?.floor.count == 1)
        #expect(notes["orders, first load"] == "10000 new, 0 changed, 0 unchanged")
        #expect(notes["orders, the same rows"] == "0 new, 0 changed, 10000 unchanged")
        #expect(notes["google, load against xmllint"] == "600 new")
        #expect(notes["onix, load against xmllint"] == "400 new")
    }

    @Test func `a program that is missing is named with its package`() {
        let problem = #expect(throws: Problem.self) {
            try MeasuredProcess.find("no-such-tool", package: "some-package")
        }
        #expect(
            problem?.text == """
                the benchmark needs no-such-tool, which is not installed
                  On Debian: apt-get install some-package.
                """)
    }
}
