import ArgumentParser
import Campaigns
import Foundation
import Mail
import Postgres
import Transfer

/// All that is due in a database, sent in a process of its own so that its cost can be measured.
struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send all that is due of a workspace.", shouldDisplay: false)

    @Option var workspace: String
    @Option var database: String
    @Option var sink: String
    @Option var connections: Int

    func run() async throws {
        let folder = DeliveryWorkspace(root: URL(filePath: workspace))
        let definitions = try folder.read()
        let connection = try await Connection.open(database)
        let pool = try SMTPPool(to: try SMTPServer(url: sink), connections: connections)
        let sender = Sender(
            workspace: definitions, templates: try WorkspaceTemplates(definitions).checked(),
            transport: SMTPTransport(pool), journals: folder.root.appending(path: "journal"),
            clock: { .now })
        let figures = try await sender.send(campaigns: nil, on: connection)
        print(figures.accepted)
        await connection.close()
    }
}
