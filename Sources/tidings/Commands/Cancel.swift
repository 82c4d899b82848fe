import ArgumentParser
import Foundation
import Problems
import Running

struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a run to stop: the step in hand changes nothing, mail in hand leaves.",
        discussion: "It hears of it within a quarter of its lease. `tidings retry` does the rest.")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                guard try await RunRecord(connection).stop(run, at: .now) else {
                    throw Self.notOpen(run)
                }
                Console.out("Run \(run) is asked to stop; `tidings show \(run)` shows when it did.")
            }
        }
    }

    private static func notOpen(_ run: Int) -> Problem {
        Problem(
            .refused, "run \(run) is over, or there is none such",
            hint: "`tidings runs` lists them.")
    }
}
