import ArgumentParser
import Definitions
import Foundation

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a whole night of a generated bookshop: data in, mail out as .eml files.",
        discussion: """
            Makes a bookshop with its own database, store orders and supplier's catalogue, and runs \
            the example workspace on it, with a clock of its own. The same seed, members and date \
            make the same shop.
            """)

    @Option(help: "The folder; it is made, and emptied when an earlier demo is there.")
    var folder = "tidings-demo"

    @Option(help: "What the generated shop depends on.")
    var seed: UInt64 = 1

    @Option(help: "How many members the shop has.")
    var members = 5_000

    @Option(help: "How many nights to run, one after the other.")
    var nights = 1

    @OptionGroup var date: DateOptions

    func validate() throws {
        guard members >= 1 else { throw ValidationError("--members must be at least 1.") }
        guard nights >= 1 else { throw ValidationError("--nights must be at least 1.") }
    }

    func run() async throws {
        let shanghai = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
        let first = try date.value() ?? LocalDate(.now, in: shanghai)
        let night = DemoNights(
            folder: URL(fileURLWithPath: folder).standardizedFileURL, shownFolder: folder,
            seed: seed, members: members, first: first, count: nights)
        try await night.run()
    }
}
