import ArgumentParser
import Problems
import Running

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try again what failed in a run, and what depends on it.",
        discussion: "A new attempt at the same date. What succeeded is left as it is.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    @Flag(name: .customLong("no-send"), help: "Plan mail, and leave sending it to `tidings send`.")
    var noSend = false

    func run() async throws {
        try await RunPrinting(workspace: workspace, listing: listing).run(sends: !noSend) {
            [try await $0.retry(run, sends: !noSend)]
        }
    }
}
