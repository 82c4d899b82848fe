import ArgumentParser
import Audiences
import Foundation

struct TierClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Take back a tier that was set by hand: the rules are in force again.")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The customer's id.")
    var customer: String

    @Option(help: "The tier programme. Defaults to the only one.")
    var programme: String?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let programme = try session.programmeOrOnly(programme)
            try await session.connected { connection in
                let isInForce = try await session.override(customer, in: programme)
                    .clear(at: .now, connection)
                Console.out(
                    "\(customer) has the tier that the rules give\(TierSet.when(isInForce)).")
            }
        }
    }
}
