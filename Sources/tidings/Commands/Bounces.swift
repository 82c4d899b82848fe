import ArgumentParser
import Campaigns
import Foundation
import Problems
import Running

struct Bounces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the mail that came back: bounces, complaints, automatic replies.",
        discussion: """
            Reads `mail: bounces:` of the workspace, each message once. Addresses that do not exist, \
            and those of people who complained, are not mailed again.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let figures = try await session.connected { connection in
                try await session.returns().read(on: connection)
            }
            Console.out(json ? figures.json : figures.sentence)
        }
    }
}

extension ReturnFigures {
    fileprivate var sentence: String {
        """
        \(read.counted("message")) read: \(hardBounces) from addresses that do not exist, \
        \(softBounces) that may arrive later or elsewhere, \(complaints.counted("complaint")), \
        \(autoReplies) from machines, \(others) of no mail of ours, \(known) read before.
        """
    }

    fileprivate var json: String {
        let figures = [
            ("read", read), ("hard", hardBounces), ("soft", softBounces),
            ("complaints", complaints), ("auto_replies", autoReplies), ("others", others),
            ("known", known),
        ]
        return "{\(figures.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", "))}"
    }
}
