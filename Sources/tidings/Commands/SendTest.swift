import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Mail
import Problems

struct SendTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test",
        abstract: "Send a campaign's mail to one address, marked as a test.",
        discussion: """
            The ledger does not know of it: it counts against no cap, uses nothing up, and its links \
            change nothing. mail.only_to holds for it too.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "The campaign.")
    var campaign: String

    @Option(help: "The address that gets it.")
    var to: String

    @Option(help: "A customer's id, for their values. Defaults to made-up ones.")
    var customer: String?

    @Option(help: "One of the campaign's variants. Defaults to its own mail.")
    var variant: String?

    func run() async throws {
        let read = try WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
        ).read()
        let templates = try WorkspaceTemplates(read).checked()
        let preview = try MailPreview(
            of: try read.campaign(campaign), variant: variant, in: read, templates: templates)
        let address: MailAddress
        do {
            address = try MailAddress(to)
        } catch {
            throw Self.notAnAddress
        }
        let number = UUID().uuidString
        let message: OutgoingMessage
        if let customer {
            message = try await Session.open(workspace.root) { session in
                try await session.connected { connection in
                    try await preview.test(
                        to: address, as: customer, number: number, at: .now, on: connection)
                }
            }
        } else {
            message = try await preview.test(
                to: address, as: nil, number: number, at: .now, on: nil)
        }
        let transport = try read.mail.openTransport(in: read.stateFolder)
        let delivery = await transport.deliver(message)
        await transport.close()
        try Self.report(delivery)
    }

    private static func report(_ delivery: Delivery) throws {
        switch delivery {
        case .accepted: Console.out("The test was handed over.")
        case .refused(_, let code, _), .later(let code, _): throw refused(code)
        case .unknown: throw unknown
        case .unreachable(let problem): throw problem
        }
    }

    private static var notAnAddress: Problem {
        Problem(
            .usage, "--to is not a mail address",
            hint: "Write it as anna@reader.example.")
    }
    private static func refused(_ code: Int) -> Problem {
        Problem(
            .failed, "the mail server refused the test with \(code)",
            hint: "Try another address; the server's log says more.")
    }
    private static var unknown: Problem {
        Problem(
            .infrastructure, "the mail server did not answer after the text",
            hint: "The test may have arrived: look before you send it again.")
    }
}
