import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems
import Running

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send what is due now: messages that were planned for later, and retries.")

    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.telling { try await send(in: session) }
        }
    }

    private func send(in session: Session) async throws {
        try await session.connected { connection in
            let allowed = try await HeldMail(session.workspace, at: .now)
                .allowed(on: connection)
            do {
                _ = try await session.returnsIfNamed()?.read(on: connection)
            } catch let problem as Problem {
                // A mailbox that is out of reach stops nobody's mail.
                Console.error(problem.text)
            }
            let sent = try await session.sender().send(campaigns: allowed, on: connection)
            Console.out("\(sent.accepted.counted("message")) handed over.")
            if let time = sent.heldUntil {
                let style = Date.ISO8601FormatStyle(timeZone: session.workspace.timezone)
                Console.out(
                    "The rates of `mail:` hold the rest back until \(time.formatted(style)).")
            }
            guard sent.problems.isEmpty else { throw Problems(sent.problems) }
        }
    }
}
