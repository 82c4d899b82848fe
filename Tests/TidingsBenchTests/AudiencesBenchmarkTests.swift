import Testing

@testable import tidings_bench

struct AudiencesBenchmarkTests {
    private static let hasTools = (try? MeasuredProcess.find("psql", package: "")) != nil

    @Test(.enabled(if: hasTools, "needs postgresql-client"))
    func `in a small shop the floor and Tidings come to the same members`() async throws {
        let report = try await AudiencesBenchmark(
            rows: 2_000, nights: 1, changes: 100, program: ExtractBenchmarkTests.program
        ).run { _ in }
        #expect(
            report.notes.prefix(2) == [
                "0 memberships and tiers differ between the floor and Tidings",
                "0 moved when everybody was looked at again",
            ])
        #expect(
            report.steps.map(\.name) == [
                "first evaluation", "a night, everybody", "a night, who can have changed",
                "11 segments", "one segment more", "five more that use it",
                "a night of 500 members", "a night of 2000 members",
            ])
    }
}
