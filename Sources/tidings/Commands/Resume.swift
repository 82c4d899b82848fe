import ArgumentParser
import Problems
import Running

struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take up a run that was killed where it stopped.",
        discussion: """
            `tidings serve` does so by itself for the runs of its ticks. A run whose process stands \
            still is taken over once its lease has run out.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    @Flag(name: .customLong("no-send"), help: "Plan mail, and leave sending it to `tidings send`.")
    var noSend = false

    func run() async throws {
        try await RunPrinting(workspace: workspace, listing: listing).run(sends: !noSend) {
            [try await $0.resume(run, sends: !noSend)]
        }
    }
}
