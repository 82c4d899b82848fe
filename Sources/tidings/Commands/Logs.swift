import ArgumentParser
import Definitions
import Foundation
import Postgres
import Running

struct Logs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what a run said, or follow it until its end.",
        discussion: """
            The lines are in the database: a run on another machine can be followed, too. With \
            --json each line is an object.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    @Flag(name: [.customShort("f"), .long], help: "Print further lines until the run is over.")
    var follow = false

    /// How often it looks for further lines.
    private static let pace = Duration.milliseconds(250)
    /// How long the last line of a run that is over may take to come; one that was killed has none.
    private static let patience = Duration.seconds(2)

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                try await print(RunLog(connection), in: session.workspace.timezone)
            }
        }
    }

    private func print(_ log: RunLog, in zone: TimeZone) async throws {
        var last = 0
        var overSince: ContinuousClock.Instant?
        var hasEnd = false
        while true {
            // Asked first: what is written before the end is then among the lines.
            guard let isOver = try await log.isOver(run) else { throw Show.noRun(run) }
            let (lines, newest) = try await log.lines(of: run, after: last)
            last = newest
            for line in lines {
                Console.out(listing.json ? line.json(in: zone).description : line.text(in: zone))
            }
            hasEnd = hasEnd || lines.contains { $0.step == nil && $0.event == .ended }
            if isOver, overSince == nil { overSince = .now }
            let isDone = overSince.map { hasEnd || .now - $0 > Self.patience } ?? false
            guard follow, !isDone else { return }
            try await Task.sleep(for: Self.pace)
        }
    }
}
