import Definitions
import Problems
import Testing

struct ExportReadingTests {
    private static func job(_ export: String) -> String {
        """
        job: nightly
        transform:
          tiers:
            programme: membership
            by: spend
            levels: [{tier: reader, from: 0}]
          segments: {best: orders >= 2}
        load:
          - \(export)

        """
    }

    @Test func `tiers have columns of their own`() throws {
        let job = try #require(
            TestWorkspace(job: Self.job("{export: e, tiers: membership, file: 'r-{date}.csv'}"))
                .read().jobs.first)
        let export = try #require(job.exports.first)
        #expect(export.list == .tiers(programme: "membership"))
        #expect(export.columns.map(\.name) == ["customer", "tier", "discount", "since", "until"])
        #expect(job.campaigns.isEmpty)
    }

    @Test func `columns are fields and amounts`() throws {
        let job = try #require(
            TestWorkspace(
                job: Self.job(
                    "{export: e, customers: orders >= 1, file: r.csv, columns: {no: id, "
                        + "mail: email, spent: 'spend(last 30 days, channel = web)'}}")
            ).read().jobs.first)
        let export = try #require(job.exports.first)
        #expect(export.columns.map(\.name) == ["no", "mail", "spent"])
        #expect(export.columns[0].isID)
        #expect(export.columns[1].value == .field(.text(.customer(.email))))
    }

    struct Fault: Sendable {
        var export: String
        var text: String
    }

    static let faults = [
        Fault(
            export: "{export: e, file: r.csv}", text: "an export must say of what it is"),
        Fault(
            export: "{export: e, segment: best}", text: "an export must say where it goes"),
        Fault(
            export: "{export: e, segment: bets, file: r.csv}", text: "unknown segment \"bets\""),
        Fault(
            export: "{export: e, customers: all, file: r.csv}",
            text: "an export of customers must say what it writes"),
        Fault(
            export: "{export: e, segment: best, file: r.csv, columns: {mail: email}}",
            text: "no column has the customer's id"),
        Fault(
            export: "{export: e, segment: best, table: 'a; DROP', to: shop}",
            text: "\"a; DROP\" is not the name of a table"),
        Fault(
            export: "{export: e, segment: best, file: ../r.csv}",
            text: "\"file\" leads out of the source's folder"),
    ]

    @Test(arguments: faults)
    func `a fault of an export is said`(_ fault: Fault) throws {
        do {
            _ = try TestWorkspace(job: Self.job(fault.export)).read()
            Issue.record("no fault in \(fault.export)")
        } catch let problems as Problems {
            #expect(problems.all.map(\.summary) == [fault.text])
        }
    }
}
