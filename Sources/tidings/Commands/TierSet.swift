import ArgumentParser
import Audiences
import Definitions
import Foundation
import Problems

struct TierSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Give a customer a tier by hand, until a day.",
        discussion: """
            It is in force at once, triggers no mail and ends by itself. A tier above what the \
            rules gave lets the customer earn more; one below is what they have.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The customer's id.")
    var customer: String

    @Argument(help: "The tier.")
    var tier: String

    @Option(help: "The last day on which it holds, as 2026-12-31.")
    var until: String

    @Option(help: "Why: it stands in the history.")
    var reason: String

    @Option(help: "The tier programme. Defaults to the only one.")
    var programme: String?

    func run() async throws {
        guard let day = LocalDate(until) else { throw Self.notADay }
        try await Session.open(workspace.root) { session in
            let programme = try session.programmeOrOnly(programme)
            try await session.connected { connection in
                let isInForce = try await session.override(customer, in: programme).set(
                    tier, until: day, reason: reason, at: .now, connection)
                Console.out("\(customer) has \(tier) until \(day)\(Self.when(isInForce)).")
            }
        }
    }

    /// The programme of a new or edited definition is evaluated by its next run.
    static func when(_ isInForce: Bool) -> String {
        isInForce ? "" : ", from the next run on: the tiers' definition is new"
    }

    private static var notADay: Problem {
        Problem(
            .usage, "the value of --until is not a date",
            hint: "Write it as year-month-day: --until 2026-12-31.")
    }
}

extension Session {
    func override(_ customer: String, in programme: TierProgramme) -> TierOverride {
        TierOverride(
            of: customer, in: programme, timezone: workspace.timezone,
            currency: workspace.currency)
    }
}
