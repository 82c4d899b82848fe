import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems
import Running

struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List messages whose fate is unknown, or decide it.",
        discussion: """
            A message is unknown when its sender was killed, or the mail server lost, before the \
            server replied: it may have left. The mail server's log knows it by the message_id of \
            --json. Stop the sender that had it first, if it still stands.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "Numbers of runs that planned them. Defaults to all, to list.")
    var runs: [Int] = []

    @Flag(help: "Decide: they count as accepted, or they are sent again.")
    var decision: Decision?

    @Option(help: "One campaign alone.")
    var campaign: String?

    @Option(help: "One customer alone, by id.")
    var customer: String?

    enum Decision: String, EnumerableFlag {
        case sent
        case notSent
    }

    func run() async throws {
        if decision != nil, runs.isEmpty { throw Self.noRun }
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let messages = UnknownMessages(
                    of: runs, campaign: campaign, customer: customer, on: connection)
                switch decision {
                case .sent:
                    Self.say(sent: try await messages.wereSent(at: .now))
                case .notSent:
                    let (planned, expired) = try await messages.wereNotSent(at: .now)
                    Self.say(planned: planned, expired: expired)
                case nil:
                    try await list(
                        Running.Listings(connection, in: session.workspace.timezone))
                }
            }
        }
    }

    private func list(_ listings: Running.Listings) async throws {
        let rows = try await listings.unknownMessages(
            of: runs, campaign: campaign, customer: customer)
        ListingPrinter.print(
            rows, json: listing.json,
            columns: [
                ("run", .right), ("campaign", .left), ("occurrence", .left), ("customer", .left),
                ("since", .left), ("because", .left),
            ], empty: "No such message is unknown.")
        guard !listing.json, let run = rows.first?["run"] else { return }
        Console.out(
            """

            `tidings resolve \(run) --sent` has those of run \(run) count as sent,
            `tidings resolve \(run) --not-sent` sends them again.
            """)
    }

    private static func say(sent: Int) {
        Console.out(
            sent == 0
                ? "No such message is unknown."
                : "\(sent.counted("message")) \(sent == 1 ? "counts" : "count") as sent.")
    }

    private static func say(planned: Int, expired: Int) {
        if planned + expired == 0 { return say(sent: 0) }
        if planned > 0 {
            Console.out(
                "\(planned.counted("message")) will be sent again, by `tidings send` or"
                    + " `tidings serve`.")
        }
        if expired > 0 {
            Console.out("\(expired.counted("message")) expired meanwhile: not sent again.")
        }
    }

    private static var noRun: Problem {
        Problem(
            .usage, "no run is named whose messages are decided",
            hint: "`tidings resolve` lists them; then name the run: `tidings resolve 12 --sent`.")
    }
}
