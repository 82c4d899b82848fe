import ArgumentParser
import Console
import Foundation
import Logging
import Postgres
import Problems
import Running

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the schedule and send what is due, until it is stopped.",
        discussion: """
            Several processes may serve one database, on several machines: one of them schedules, \
            all run jobs and send. Changed files are taken once they check clean. SIGTERM and \
            SIGINT finish what is in hand; what is left is resumed by the next that serves.
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Option(help: "Where health and metrics are answered, as HOST:PORT.")
    var listen = "127.0.0.1:8025"

    @Option(name: .customLong("at-once"), help: "How many jobs run at once in this process.")
    var atOnce = 2

    @Option(help: "After how many seconds a process that stands still loses its runs.")
    var lease = 15

    @Option(name: .customLong("log"), help: "How log lines are written: text or json.")
    var format = "text"

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let address = try self.address()
        guard let format = LineLog.Format(rawValue: format) else { throw Self.noFormat }
        guard (1...64).contains(atOnce), (2...3600).contains(lease) else { throw Self.outOfBounds }
        try await Session.open(workspace.root) { session in
            let clock = ServeClock(environment: environment)
            let log = Logger(label: "tidings") { _ in LineLog(format: format, now: clock.now) }
            let server = Server(
                session: session, definitions: ServedDefinitions(session), jobsAtOnce: atOnce,
                lease: .seconds(lease), clock: clock,
                manager: ServiceManager(environment: environment), log: log)
            let pool = ConnectionPool(session.database)
            let limit = RateLimit(perMinute: 60)
            let endpoints = HealthEndpoints(
                isAlive: { server.health.silent.isEmpty }, troubles: { server.health.troubles },
                notes: { server.notes },
                metrics: {
                    try await session.connected { try await ServeMetrics(server).text($0) }
                },
                pages: PageRoutes {
                    CustomerPages(
                        server.definitions.current.workspace, database: pool, limit: limit,
                        now: clock.now)
                })
            try await server.run(
                endpoints.service(
                    host: address.host, port: address.port, log: server.quiet, begun: server.begun))
        }
    }

    private func address() throws -> (host: String, port: Int) {
        guard let colon = listen.lastIndex(of: ":"),
            let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port),
            colon > listen.startIndex
        else { throw Self.noAddress }
        return (String(listen[..<colon]), port)
    }

    private static let noAddress = Problem(
        .usage, "the value of --listen is not an address",
        hint: "Write a host and a port: --listen 127.0.0.1:8025.")
    private static let noFormat = Problem(
        .usage, "the value of --log is not a format", hint: "Write text or json.")
    private static let outOfBounds = Problem(
        .usage, "--at-once is 1 to 64, --lease 2 to 3600 seconds",
        hint: "Leave them out for 2 jobs at once and 15 seconds.")
}
