import Definitions
import Testing

struct ReadyClassesTests {
    /// A workspace that uses all sets.
    private func workspace(_ segments: String = "{}") throws -> Workspace {
        try TestWorkspace(
            job: """
                job: a
                transform:
                  use: [\(ReadyClasses.names.joined(separator: ", "))]
                  segments: \(segments)

                """
        ).read()
    }

    @Test func `every set reads, and its segments are the job's`() throws {
        let listings = try ReadyClasses.listings()
        #expect(
            listings.map(\.name) == [
                "abc", "demand-intent", "lifecycle", "rfm", "rfm-groups", "staff", "vip",
            ])
        #expect(listings.map(\.segments.count) == [3, 4, 6, 15, 11, 1, 1])
        #expect(listings.allSatisfy { !$0.about.isEmpty })
        let segments = try workspace().jobs.flatMap(\.segments)
        #expect(segments.map(\.name).sorted() == listings.flatMap(\.segments).sorted())
        // The folded lines of a set are the expression that they are in a job.
        let active = try #require(segments.first { $0.name == "lifecycle-active" })
        #expect(active.expression.usedSegments == ["lifecycle-lapsed"])
    }

    @Test func `a segment of the same name stands in the place of a set's`() throws {
        let segments = try workspace("{vip: orders >= 10}").jobs.flatMap(\.segments)
        let vip = segments.filter { $0.name == "vip" }
        #expect(vip.map(\.expression.text) == ["orders >= 10"])
        #expect(segments.count == 41)
    }

    @Test func `expressions and triggers may name the segments of a set in use`() throws {
        let workspace = try TestWorkspace(
            job: """
                job: a
                transform:
                  use: vip
                  segments: {quiet-vip: in segment vip and not clicked}
                load:
                  - campaign: thanks
                    trigger: {segment: {enters: vip}}
                    template: birthday
                    topic: news

                """
        ).read()
        #expect(workspace.jobs.flatMap(\.segments).map(\.name).sorted() == ["quiet-vip", "vip"])
    }

    @Test(arguments: [
        Fault(
            "classes that there are not",
            #"""
            job: a
            transform: {use: [rfn]}
            """#,
            gives: #"""
                Jobs/a.yaml:2:19: unknown classes "rfn"
                  2 | transform: {use: [rfn]}
                    |                   ^^^
                  Did you mean "rfm"?
                """#),
        Fault(
            "classes twice",
            #"""
            job: a
            transform: {use: [vip, vip]}
            """#,
            gives: #"""
                Jobs/a.yaml:2:24: the classes "vip" are used twice
                  2 | transform: {use: [vip, vip]}
                    |                        ^^^
                  They are used at Jobs/a.yaml:2:19 already: segments are the whole workspace's.
                """#),
    ])
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }
}
