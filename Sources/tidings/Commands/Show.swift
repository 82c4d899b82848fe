import ArgumentParser
import Definitions
import Problems
import Running

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a run with its steps.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let shown = try await RunRecord(connection).show(
                    run, in: session.workspace.timezone)
                guard let shown else { throw Self.noRun(run) }
                Console.out(
                    listing.json
                        ? shown.description
                        : ShownRunText(run: shown).lines.joined(separator: "\n"))
            }
        }
    }

    static func noRun(_ run: Int) -> Problem {
        Problem(.usage, "there is no run \(run)", hint: "`tidings runs` lists them.")
    }
}
