import ArgumentParser
import Foundation
import Problems
import Running

struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pause a job, the mail of a campaign, or all.",
        discussion: """
            A paused job does not run: its ticks are skipped. The mail of a paused campaign is still \
            planned, and waits until it is unpaused or too late. What runs already runs on.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "A job, a campaign, or `all`.")
    var name: String

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let kind = try session.workspace.pausedKind(of: name)
            try await session.connected { connection in
                try await Pauses(connection).add(kind, name, at: .now)
                Console.out("Paused. `tidings unpause \(name)` lets it go on.")
            }
        }
    }
}

struct Unpause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a job, the mail of a campaign, or all go on.",
        discussion: "`unpause all` ends `pause all`; what was paused by name stays so.")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "A job, a campaign, or `all`.")
    var name: String

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let kind = try session.workspace.pausedKind(of: name)
            try await session.connected { connection in
                let wasPaused = try await Pauses(connection).remove(kind, name)
                Console.out(wasPaused ? "It goes on." : "It was not paused.")
            }
        }
    }
}
