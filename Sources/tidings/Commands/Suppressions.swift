import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Mail
import Problems
import Running

struct Suppressions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep the list of addresses that are never mailed.",
        discussion: """
            The list holds keyed hashes alone. Of an address that a customer has now, the customer \
            is told too.
            """,
        subcommands: [List.self, Add.self, Remove.self, Import.self, Export.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the entries, the latest first.")
        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var listing: ListingOptions
        @Option(help: "How many. Defaults to all with --json, else 50.")
        var limit: Int?

        func run() async throws {
            try await Suppressions.with(workspace) { list, zone in
                let rows = try await list.list(limit: limit ?? (listing.json ? nil : 50)).map {
                    JSONValue.object([
                        "hash": .text($0.hash), "reason": .text($0.reason),
                        "added_at": .instant($0.addedAt, in: zone), "origin": .text($0.origin),
                        "customer": .text($0.customer),
                    ])
                }
                ListingPrinter.print(
                    rows, json: listing.json,
                    columns: [
                        ("hash", .left), ("reason", .left), ("added_at", .left),
                        ("origin", .left), ("customer", .left),
                    ], empty: "The list is empty.")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add addresses.")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The addresses.")
        var addresses: [String]
        @Option(help: "unsubscribed, bounced, complained or invalid-address.")
        var reason: SuppressionList.Reason = .unsubscribed

        func run() async throws {
            let known = try addresses.map { try Suppressions.checked($0) }
            try await Suppressions.with(workspace) { list, _ in
                let added = try await list.add(
                    known.map { .address($0, reason) }, from: "added by hand", at: .now)
                Console.out("\(added) added, \(known.count - added) known.")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take addresses off the list, and forget that they bounced.")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() async throws {
            let known = try addresses.map { try Suppressions.checked($0) }
            try await Suppressions.with(workspace) { list, _ in
                let (listed, bounced) = try await list.remove(known)
                Console.out("\(listed) removed, \(bounced) had bounced and may be mailed again.")
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a file of addresses: one a line, or CSV with a column email.")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The file.")
        var file: String
        @Option(help: "Of lines that say none: unsubscribed, bounced, complained, invalid-address.")
        var reason: SuppressionList.Reason = .unsubscribed

        func run() async throws {
            let text: String
            do {
                text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
            } catch {
                throw Suppressions.notReadable(file)
            }
            let read = try SuppressionFile(text, reason: reason)
            try await Suppressions.with(workspace) { list, _ in
                let name = URL(filePath: file).lastPathComponent
                let added = try await list.add(read.entries, from: name, at: .now)
                Console.out(
                    "\(added) added, \(read.entries.count - added) known.")
            }
            guard let first = read.wrongLines.first else { return }
            throw Suppressions.wrongLines(file, read.wrongLines.count, first)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the list as CSV; addresses stand there that a customer has now.")
        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            try await Suppressions.with(workspace) { list, _ in
                Console.out("email,hash,reason")
                for item in try await list.list(limit: nil) {
                    Console.out("\"\(item.address ?? "")\",\(item.hash),\(item.reason)")
                }
            }
        }
    }

    private static func with(
        _ workspace: WorkspaceOptions,
        _ body: (SuppressionList, TimeZone) async throws -> Void
    ) async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                try await body(SuppressionList(connection), session.workspace.timezone)
            }
        }
    }

    private static func checked(_ text: String) throws -> String {
        do {
            return try MailAddress(text).address
        } catch {
            throw Problem(
                .usage, "one of the arguments is not a mail address",
                hint: "Write addresses as anna@reader.example, with blanks between them.")
        }
    }

    private static func notReadable(_ file: String) -> Problem {
        Problem(
            .usage, "the file \(file) cannot be read as UTF-8",
            hint: "Check its name, and save it as UTF-8.")
    }
    private static func wrongLines(_ file: String, _ count: Int, _ first: Int) -> Problem {
        Problem(
            .failed,
            "\(count.counted("line")) of \(file) held no address, the first is line \(first)",
            hint: "The others were added. Mend these and import the file again.")
    }
}

extension SuppressionList.Reason: ExpressibleByArgument {}
