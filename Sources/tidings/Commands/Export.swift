import ArgumentParser
import Problems
import Warehouse

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print all that is known of a customer, as JSON.")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The customer's id.")
    var customer: String

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                guard let json = try await CustomerRecords(customer).export(on: connection)
                else { throw unknown }
                Console.out(json)
            }
        }
    }

    private var unknown: Problem {
        Problem(
            .usage, "nothing is known of a customer \"\(customer)\"",
            hint: "Give the shop's own id; `tidings segments NAME --members` lists some.")
    }
}
