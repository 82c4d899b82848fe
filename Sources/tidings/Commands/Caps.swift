import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Postgres
import Problems
import Running

struct Caps: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the caps, or what these or others would have done to past mail.",
        discussion: """
            A backtest replays what was planned and what was capped, in that order, and changes \
            nothing. Places that were kept for mail to come are not known any more.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Option(help: "Replay the mail of so many days.")
    var backtest: Int?

    @Option(
        name: .customLong("with"), help: "A file with other caps, written as in workspace.yaml.")
    var file: String?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            var shop = session.workspace
            if let file {
                shop.caps = try CapsFile.read(
                    URL(filePath: file), for: shop,
                    environment: WorkspaceEnvironment(of: workspace.root).values)
            }
            guard let backtest else { return show(shop.caps) }
            guard (1...3650).contains(backtest) else { throw Self.notDays }
            let replay = CapBacktest(
                workspace: shop, since: Date.now.addingTimeInterval(-Double(backtest) * 86_400))
            let figures = try await session.connected { connection in
                try await connection.transaction { try await replay.run(on: $0) }
            }
            show(figures)
        }
    }

    private func show(_ caps: [Cap]) {
        ListingPrinter.print(
            caps.map { cap in
                .object([
                    "cap": .text(cap.name),
                    "topics": .text(cap.topics?.joined(separator: ", ") ?? "all"),
                    "at_most": .int(cap.atMost), "per": .text(cap.window.words),
                ])
            }, json: listing.json,
            columns: [("cap", .left), ("topics", .left), ("at_most", .right), ("per", .left)],
            empty: "There are no caps: nothing keeps customers from getting too much mail.")
    }

    private func show(_ figures: [CapBacktest.Figures]) {
        ListingPrinter.print(
            figures.map { figures in
                .object([
                    "campaign": .text(figures.campaign), "candidates": .int(figures.candidates),
                    "mailed": .int(figures.mailed), "would_mail": .int(figures.wouldMail),
                    "lost": .int(figures.lost), "gained": .int(figures.gained),
                    "later": .int(figures.later), "earlier": .int(figures.earlier),
                ])
            }, json: listing.json,
            columns: [("campaign", .left)]
                + ["candidates", "mailed", "would_mail", "lost", "gained", "later", "earlier"]
                .map { ($0, .right) },
            empty: "Nothing was planned in these days.")
    }

    private static var notDays: Problem {
        Problem(
            .usage, "the value of --backtest is not between 1 and 3650",
            hint: "Write how many days to replay: --backtest 90.")
    }
}

extension Cap.Window {
    /// As a job file says it.
    fileprivate var words: String {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .rolling(let seconds) where seconds.isMultiple(of: 86_400):
            (seconds / 86_400).counted("day")
        case .rolling(let seconds) where seconds.isMultiple(of: 3_600):
            (seconds / 3_600).counted("hour")
        case .rolling(let seconds): seconds.counted("second")
        }
    }
}
