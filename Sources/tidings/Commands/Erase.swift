import ArgumentParser
import Foundation
import Mail
import Postgres
import Problems
import Running
import Warehouse

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase all that is known of a customer, for good.",
        discussion: """
            Feeds leave an erased customer out from then on, by a keyed hash of the id and the \
            address; --readmit lets them in again. Files of your own that a feed reads are yours to \
            clean.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The customer's id.")
    var customer: String

    @Flag(help: "Let an erased customer come back with the next feed.")
    var readmit = false

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let records = CustomerRecords(customer)
                if readmit {
                    guard try await records.readmit(on: connection) else { throw notErased }
                    return Console.out("Feeds may bring the customer back.")
                }
                let erased = try await records.erase(at: .now, on: connection)
                let files = ErasedFiles(stateFolder: session.workspace.stateFolder)
                    .remove(erased.messageIDs)
                report(erased.rows.merging(files > 0 ? ["file": files] : [:]) { $1 })
            }
        }
    }

    private func report(_ rows: [String: Int]) {
        if listing.json {
            let counts = JSONValue.object(
                rows.sorted { $0.key < $1.key }.map { name, count in
                    JSONValue.Member(name: name, value: .int(count))
                })
            return Console.out(
                JSONValue.object(["customer": .text(customer), "erased": counts]).description)
        }
        guard !rows.isEmpty else {
            return Console.out(
                "Nothing was known of the customer. Feeds leave them out from now on.")
        }
        let list = rows.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        Console.out(
            "Erased: \(list.joined(separator: ", ")). Feeds leave the customer out from now on.")
    }

    private var notErased: Problem {
        Problem(
            .usage, "the customer \"\(customer)\" was not erased",
            hint: "Give the id by which the customer was erased.")
    }
}
