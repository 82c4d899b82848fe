import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems
import Running

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what campaigns' mails did, by variant and against who was left out.",
        discussion: """
            Counts the orders, and what they come to, within some days after each mail, and after \
            the day on which those who were left out would have had theirs. Mails whose days are \
            not over yet count nowhere. Differences have a 95 % confidence interval: of buyers by \
            Newcombe, of revenue a mail by Welch.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A campaign. Defaults to all.")
    var campaign: String?

    @Option(help: "For how many days after a mail orders count.")
    var days = 14

    @Option(help: "Mails since this day, as 2026-11-21. Defaults to a year.")
    var since: String?

    func run() async throws {
        guard (1...365).contains(days) else { throw Self.notDays }
        try await Session.open(workspace.root) { session in
            let shop = session.workspace
            let names = shop.jobs.flatMap(\.campaigns).map(\.name)
            if let campaign, !names.contains(campaign) {
                throw Problem(
                    .usage, "there is no campaign \"\(campaign)\"",
                    hint: Suggestion.hint(for: campaign, among: names, known: "campaigns"))
            }
            let now = Date.now
            let question = CampaignReport.Question(
                campaign: campaign, days: days, now: now,
                since: try firstDay(before: now, in: shop).start(in: shop.timezone),
                currency: shop.currency)
            let reports = try await session.connected {
                try await CampaignReport.read(question, on: $0)
            }
            if listing.json {
                reports.forEach {
                    Console.out($0.json(currency: shop.currency, days: days).description)
                }
            } else if reports.isEmpty {
                Console.out("No mail has left since then.")
            } else {
                let texts = reports.map {
                    ReportText(report: $0, days: days, currency: shop.currency)
                }
                Console.out(
                    texts.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n\n"))
            }
        }
    }

    private func firstDay(before now: Date, in shop: Workspace) throws -> LocalDate {
        guard let since else { return LocalDate(now, in: shop.timezone).adding(days: -365) }
        guard let day = LocalDate(since) else { throw Self.notADate }
        return day
    }

    private static var notDays: Problem {
        Problem(
            .usage, "the value of --days is not between 1 and 365",
            hint: "Write for how many days after a mail orders count: --days 14.")
    }

    private static var notADate: Problem {
        Problem(
            .usage, "the value of --since is not a date",
            hint: "Write it as year-month-day: --since 2026-11-21.")
    }
}
