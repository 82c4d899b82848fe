import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Problems
import Running

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look whether all is there that a night needs, and say how to mend what is not.",
        discussion: """
            Nothing is changed, mailed or loaded. Only hosts of the workspace are asked, and the DNS \
            about the sender. All checks run at the same time, 10 seconds each at most; a private \
            database that is not running yet is started before, which may take a minute. The exit \
            code is that of what fails; warnings do not count.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Option(
        name: .customLong("name-server"),
        help:
            "Which name server to ask, as 192.0.2.53 or 192.0.2.53:5353. Defaults to the machine's."
    )
    var nameServer: String?

    func run() async throws {
        let findings = try await examine(nameServer: try address())
        Console.out(
            listing.json
                ? JSONValue.object(["checks": .array(findings.map(\.json))]).description
                : findings.map(\.lines).joined(separator: "\n"))
        let code = Problem.Kind.exitCode(of: findings.compactMap(\.kind))
        guard code == 0 else { throw ExitCode(code) }
    }

    private func examine(
        nameServer: (address: String, port: Int)?
    ) async throws -> [Finding] {
        let definitions: Workspace
        do {
            definitions = try WorkspaceReader(
                root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
            ).read()
            _ = try WorkspaceTemplates(definitions).checked()
        } catch let problems as Problems {
            return problems.all.map { Finding("workspace", $0) }
        }
        let read = Finding.ok("workspace", "\(definitions.jobs.count.counted("job")), all in order")
        do {
            return [read]
                + (try await Database.with(definitions) {
                    await findings(of: definitions, database: $0, nameServer)
                })
        } catch {
            return [read, Finding("database", Problem.from(error))]
                + (await findings(of: definitions, database: nil, nameServer))
        }
    }

    private func findings(
        of definitions: Workspace, database: String?, _ nameServer: (address: String, port: Int)?
    ) async -> [Finding] {
        let examination = Examination(
            workspace: definitions, database: database, nameServer: nameServer, now: .now)
        return await Checkup(limit: .seconds(Examination.seconds)).findings(of: examination.checks)
    }

    private func address() throws -> (address: String, port: Int)? {
        guard let nameServer else { return nil }
        let parts = nameServer.split(separator: ":", omittingEmptySubsequences: false)
        let bytes = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = bytes.count == 4 && bytes.allSatisfy { UInt8($0) != nil }
        guard parts.count <= 2, isAddress, let port = parts.count == 2 ? Int(parts[1]) : 53,
            (1...65_535).contains(port)
        else { throw Self.notAnAddress }
        return (String(parts[0]), port)
    }

    private static var notAnAddress: Problem {
        Problem(
            .usage, "the value of --name-server is not an IPv4 address",
            hint: "Write it as 192.0.2.53, or with a port as 192.0.2.53:5353.")
    }
}
