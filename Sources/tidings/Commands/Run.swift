import ArgumentParser
import Running

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run jobs: bring in data, keep tiers and segments, send what is due.",
        discussion: "Safe to repeat: the same date over the same data changes nothing.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions
    @OptionGroup var date: DateOptions

    @Argument(help: "The jobs. Defaults to all, in the order of their `after`.")
    var jobs: [String] = []

    @Option(help: "Run one step alone: a feed, a tier programme, a segment or a campaign.")
    var only: String?

    @Flag(name: .customLong("no-send"), help: "Plan mail, and leave sending it to `tidings send`.")
    var noSend = false

    @Flag(help: "Exit with 4 when rows were rejected.")
    var strict = false

    func run() async throws {
        let options = RunOptions(date: try date.value(), only: only, sends: !noSend)
        try await RunPrinting(workspace: workspace, listing: listing, strict: strict).run(
            sends: !noSend
        ) { runner in
            try await runner.run(try runner.jobs(named: jobs), options)
        }
    }
}
