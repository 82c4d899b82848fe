import Logging
import Postgres
import Problems
import Running
import ServiceLifecycle

/// A part of a serving process that goes round again and again, over a database that may be away.
///
/// A round that fails is told once and tried again, each time later, up to half a minute; that it
/// goes well again is told, too.
struct ServeLoop: Service {
    let part: ServeHealth.Part
    let health: ServeHealth
    let database: String
    let log: Logger
    /// What one round does, over a session of the part's own; how long to wait then.
    let round: @Sendable (Connection) async throws -> Duration
    /// Ends a wait early.
    var nudge = Nudge()
    /// What ends with the part.
    var finish: @Sendable () async -> Void = {}

    func run() async throws {
        await cancelWhenGracefulShutdown { await goRound() }
        await finish()
    }

    private func goRound() async {
        var connection: Connection?
        var delay = Duration.seconds(1)
        var told: String?
        while !Task.isCancelled {
            do {
                let open: Connection
                if let connection {
                    open = connection
                } else {
                    open = try await Connection.open(database)
                    connection = open
                }
                let pause = try await round(open)
                health.beat(part, reachedDatabase: true)
                delay = .seconds(1)
                if told != nil { log.info("goes on", metadata: ["part": .string(part.rawValue)]) }
                told = nil
                await nudge.wait(atMost: pause)
            } catch {
                guard !Task.isCancelled else { break }
                // What else went wrong, a mail server that is away for one, is no matter of the
                // database.
                let isOpen = await connection?.isOpen ?? false
                health.beat(part, reachedDatabase: isOpen)
                let problem = Problem.from(error)
                if problem.summary != told {
                    log.error(
                        "\(problem.summary)",
                        metadata: ["part": .string(part.rawValue), "hint": .string(problem.hint)])
                }
                told = problem.summary
                if !isOpen {
                    await connection?.close()
                    connection = nil
                }
                try? await Task.sleep(for: delay)
                delay = min(delay * 2, .seconds(30))
            }
        }
        await connection?.close()
    }
}
