import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems
import Running

struct Vouchers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List pools of codes, or make new codes.",
        subcommands: [Pools.self, Generate.self], defaultSubcommand: Pools.self)

    struct Pools: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List pools: how many codes are given away, free or over.")

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var listing: ListingOptions

        func run() async throws {
            try await Session.open(workspace.root) { session in
                let today = LocalDate(.now, in: session.workspace.timezone).description
                let pools = try await session.connected {
                    try await VoucherPool.all(on: today, $0)
                }
                ListingPrinter.print(
                    pools.map { pool in
                        .object([
                            "pool": .text(pool.name), "codes": .int(pool.codes),
                            "bound": .int(pool.bound), "free": .int(pool.free),
                            "over": .int(pool.over),
                        ])
                    }, json: listing.json,
                    columns: [
                        ("pool", .left), ("codes", .right), ("bound", .right), ("free", .right),
                        ("over", .right),
                    ], empty: "There are no codes. Bring them in with a feed, or generate some.")
            }
        }
    }

    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make codes that nobody can guess, and print them.")

        @OptionGroup var workspace: WorkspaceOptions

        @Argument(help: "The pool, as campaigns name it.")
        var pool: String

        @Option(help: "How many codes.")
        var count: Int

        @Option(help: "What they are worth, as mails show it: 10%, \"5 EUR\".")
        var value: String?

        @Option(name: .customLong("valid-from"), help: "The first day, as 2026-11-21.")
        var validFrom: String?

        @Option(name: .customLong("valid-until"), help: "The last day, as 2026-12-31.")
        var validUntil: String?

        func run() async throws {
            guard (1...1_000_000).contains(count) else { throw Self.notACount }
            for day in [validFrom, validUntil].compactMap({ $0 }) where LocalDate(day) == nil {
                throw Self.notADate(day)
            }
            try await Session.open(workspace.root) { session in
                let batch = VoucherBatch(
                    pool: pool, count: count, worth: value, validFrom: validFrom,
                    validUntil: validUntil)
                let codes = try await session.connected { try await batch.write(on: $0) }
                Console.out(codes.joined(separator: "\n"))
            }
        }

        private static var notACount: Problem {
            Problem(
                .usage, "the value of --count is not between 1 and 1,000,000",
                hint: "Write how many codes: --count 5000.")
        }

        private static func notADate(_ text: String) -> Problem {
            Problem(
                .usage, "\"\(text)\" is not a date",
                hint: "Write it as year-month-day: --valid-until 2026-12-31.")
        }
    }
}
