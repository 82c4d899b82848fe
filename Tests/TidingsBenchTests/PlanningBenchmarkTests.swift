import Testing

@testable import tidings_bench

@Suite(.serialized)
struct PlanningBenchmarkTests {
    @Test func `the floor and a pass decide the same, put off alike and capped alike`()
        async throws
    {
        let report = try await PlanningBenchmark(rows: 3000, history: 10, repetitions: 1)
            .run { _ in }
        #expect(report.notes.first == "0 plannings differ between the floor and Tidings")
        #expect(report.steps.map(\.name) == ["all candidates", "a tenth of them"])
        // The notes name decisions of every kind: some are planned, some put off, none lost.
        let notes = report.steps.map(\.note)
        #expect(notes[0].hasPrefix("3000 decided, "))
        #expect(notes[1].hasPrefix("300 decided, "))
        #expect(!notes[0].contains(" 0 planned") && !notes[0].hasSuffix(" 0 put off"))
    }
}
