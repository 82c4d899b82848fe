import ArgumentParser
import Definitions
import Foundation
import Problems
import Running

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say why a customer is in a segment or not, has a tier, gets a mail or not.",
        discussion: """
            Each condition stands with what the customer has and where that came from: the feed, \
            the file and its line, and the run that brought it. Changes nothing.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The customer's id.")
    var customer: String

    @Option(help: "One segment alone.")
    var segment: String?

    @Option(help: "One campaign alone: its audience, consent, caps and latest messages.")
    var campaign: String?

    @Option(
        name: .customLong("as-of"),
        help: "To what windows are relative: a day's end, or an instant. Defaults to now.")
    var asOf: String?

    @Option(help: "How many rows and messages to tell of.")
    var limit = 3

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let zone = session.workspace.timezone
            let now = Date.now
            let options = ExplainOptions(
                customer: customer, segment: try segment.map { try session.segment($0) },
                campaign: try campaign.map { try session.campaign($0) },
                asOf: try PastOptions.instant(asOf, of: "--as-of", in: zone) ?? now, now: now,
                limit: limit)
            try await session.connected { connection in
                let explanation = try await CustomerExplanation.explain(
                    options, in: session.workspace, on: connection)
                Console.out(
                    listing.json
                        ? explanation.json(in: zone).description
                        : ExplainText(
                            explanation: explanation, zone: zone,
                            currency: session.workspace.currency
                        ).lines.joined(separator: "\n"))
            }
        }
    }
}

extension Session {
    func segment(_ name: String) throws(Problem) -> Segment {
        let segments = workspace.jobs.flatMap(\.segments)
        guard let segment = segments.first(where: { $0.name == name }) else {
            throw Problem(
                .usage, "there is no segment \"\(name)\"",
                hint: Suggestion.hint(for: name, among: segments.map(\.name), known: "segments"))
        }
        return segment
    }

    func campaign(_ name: String) throws(Problem) -> Campaign {
        let campaigns = workspace.jobs.flatMap(\.campaigns)
        guard let campaign = campaigns.first(where: { $0.name == name }) else {
            throw Problem(
                .usage, "there is no campaign \"\(name)\"",
                hint: Suggestion.hint(
                    for: name, among: campaigns.map(\.name), known: "campaigns"))
        }
        return campaign
    }
}
