import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems

struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold back the mail of a campaign, of a job's campaigns, or of all.",
        discussion: """
            It takes hold within seconds. What is held back stays planned, and expires as ever. \
            Without a name it lists what is paused.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @Argument(help: "A campaign, a job, or all.") var name: String?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let pauses = Pauses(session.workspace)
                if let name { try await pauses.pause(name, at: .now, on: connection) }
                let style = Date.ISO8601FormatStyle(timeZone: session.workspace.timezone)
                for (name, since) in try await pauses.list(on: connection) {
                    Console.out("\(name) is paused since \(since.formatted(style)).")
                }
            }
        }
    }
}

struct Unpause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let the mail of a campaign, a job or all go on.")

    @OptionGroup var workspace: WorkspaceOptions
    @Argument(help: "What was paused.") var name: String

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                try await Pauses(session.workspace).lift(name, on: connection)
                Console.out("\(name) goes on.")
            }
        }
    }
}
