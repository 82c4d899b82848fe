import ArgumentParser
import Definitions
import Foundation
import Postgres
import Problems
import Running

struct Digest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what happened in a day: what came in, who moved, who got mail.",
        discussion: """
            The mail that `digest:` of the settings sends each day says the same. Without a date it \
            is the day until now.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Option(help: "The day whose digest it is, as 2026-11-21. Defaults to the day until now.")
    var date: String?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let (from, until) = try span(in: session.workspace)
            let digest = try await session.connected {
                try await Running.Digest.read(session.workspace, from: from, until: until, on: $0)
            }
            Console.out(listing.json ? digest.json.description : digest.text)
        }
    }

    private func span(in workspace: Workspace) throws -> (from: Date, until: Date) {
        guard let date else {
            let now = Date.now
            return (now.addingTimeInterval(-86_400), now)
        }
        guard let date = LocalDate(date) else { throw Self.notADate }
        return DigestTimes(workspace).span(of: date)
    }

    private static var notADate: Problem {
        Problem(
            .usage, "the value of --date is not a date",
            hint: "Write it as year-month-day: --date 2026-11-21.")
    }
}
