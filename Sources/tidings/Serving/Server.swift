import Campaigns
import Definitions
import Foundation
import Logging
import Postgres
import Problems
import Running
import ServiceLifecycle

/// A serving process: scheduler, worker, sender and HTTP, each a part that goes round by itself.
///
/// ```
/// scheduler  (one of all processes)  ticks that have come → rows
/// worker     (each process)          due ticks and left runs → runs
/// sender     (each process)          what is due in the outbox → mail
/// teller     (each process)          what is wrong or over → alerts, digests
/// outage     (each process)          a database that is out of reach → alerts
/// ```
struct Server: Sendable {
    let session: Session
    let definitions: ServedDefinitions
    let health = ServeHealth()
    let outage = OutageAlerts()
    let jobsAtOnce: Int
    let lease: Duration
    let clock: ServeClock
    let manager: ServiceManager
    let log: Logger
    /// Tells the worker that a tick came or a run is over.
    private let work = Nudge()

    /// Tells that it serves: the endpoints listen.
    func begun() {
        manager.ready()
        log.info("serves \(session.workspace.name)")
    }

    /// Serves until the task is cancelled, then finishes what is in hand.
    func run(_ endpoints: any Service) async throws {
        let parts: [any Service] = [
            endpoints, scheduler, worker, sender, teller, outageWatch, watchdog,
        ]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: parts.map {
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: quiet))
        try await withTaskCancellationHandler {
            // A task of its own: the cancellation asks the parts to finish, it does not cut them off.
            try await Task { try await group.run() }.value
        } onCancel: {
            manager.stopping()
            Task { await group.triggerGracefulShutdown() }
        }
        log.info("has finished")
    }

    /// The library tells of each part's beginning and end; the parts tell what matters.
    var quiet: Logger {
        var quiet = log
        quiet.logLevel = .error
        return quiet
    }

    func loop(
        _ part: ServeHealth.Part, nudge: Nudge = Nudge(),
        finish: @escaping @Sendable () async -> Void = {},
        _ round: @escaping @Sendable (Connection) async throws -> Duration
    ) -> ServeLoop {
        ServeLoop(
            part: part, health: health, database: session.database, log: log, round: round,
            nudge: nudge, finish: finish)
    }

    private var scheduler: ServeLoop {
        let standstill = Standstill(after: lease)
        return loop(.scheduler) { connection in
            reload()
            if try await !Scheduler.lead(on: connection) {
                let mark = try await Scheduler.mark(on: connection)
                guard standstill.isSo(mark) else { return .milliseconds(500) }
            }
            let scheduler = Scheduler(definitions.current.workspace, on: connection)
            for gone in try await scheduler.advance(to: clock.now()) { tell(gone) }
            work.give()
            return Self.untilNextSecond(after: .now)
        }
    }

    /// Until the next whole second, at which ticks come; half a second at most.
    static func untilNextSecond(after now: Date) -> Duration {
        let part = now.timeIntervalSince1970.truncatingRemainder(dividingBy: 1)
        // A little later: whoever is woken just before it would see nothing.
        return .milliseconds(min(500, Int((1 - part) * 1000) + 2))
    }

    private func reload() {
        switch definitions.reload() {
        case .none: break
        case .taken:
            manager.reloading()
            log.info("took changed definitions")
        case .refused(let text):
            manager.refusing()
            log.error("changed definitions are not in order: the old ones stay in force\n\(text)")
        }
    }

    private func tell(_ gone: GoneTick) {
        let metadata: Logger.Metadata = [
            "job": .string(gone.job), "for": .string(gone.date.description),
            "tick": .string(gone.at.ISO8601Format()),
        ]
        if gone.isMissed {
            log.error("missed: \(gone.reason)", metadata: metadata)
        } else {
            log.info("skipped: \(gone.reason)", metadata: metadata)
        }
    }

    /// What who watches should know of a process that is ready.
    var notes: [String] {
        let refused = definitions.refused
        guard refused > 0 else { return [] }
        return [
            "\(refused.counted("changed file")) refused: what was served before stays in force;"
                + " the log and `tidings check` say why"
        ]
    }

    private var worker: ServeLoop {
        let jobs = ServedJobs(atOnce: jobsAtOnce, log: log, ended: work.give) { work in
            try await served.running(
                sends: false, lease: lease, leavesOpen: true, progress: log.progress(clock),
                clock: clock.now
            ) {
                try await Worker.perform(work, with: $0)
            }
        }
        return loop(.worker, nudge: work, finish: { await jobs.finish() }) { connection in
            jobs.begin(
                try await Worker(definitions.current.workspace, on: connection)
                    .work(at: clock.now()))
            return .milliseconds(500)
        }
    }

    private var sender: ServeLoop {
        let sweep = Sweep(every: .seconds(5))
        let visit = Sweep(every: .seconds(300))
        let due = DueMail()
        return loop(.sender) { connection in
            let served = self.served
            if visit.isDue() { try await readReturns(of: served, on: connection) }
            // What a killed sender left is looked for whether something is due or not, unless
            // nobody is named who could send it.
            let sends = served.workspace.mail.from != nil
            let allowed = try await HeldMail(served.workspace, at: clock.now())
                .allowed(on: connection)
            let asked = ContinuousClock.now
            let mayLeave = try await due.mayLeave(of: allowed, at: clock.now(), on: connection)
            guard mayLeave || (sends && sweep.isDue()) else {
                // Much that is held back takes long to look through: it is not asked all the time.
                return max(.milliseconds(500), (.now - asked) * 10)
            }
            let sent = try await served.sender(lease: lease, clock: clock.now)
                .asking { [health] in
                    // It may go on for hours where a rate holds mail back.
                    health.beat(.sender)
                    return true
                }
                .send(campaigns: allowed, on: connection)
            due.learn(from: sent, at: clock.now())
            if sent.accepted > 0 {
                log.info("handed over \(sent.accepted.counted("message"))")
            }
            for problem in sent.problems { log.error("\(problem.summary)") }
            return .milliseconds(500)
        }
    }

    /// Reads the mail that came back; a mailbox that is out of reach stops nobody's mail.
    private func readReturns(of served: Session, on connection: Connection) async throws {
        do {
            let figures = try await served.returnsIfNamed(clock: clock.now)?.read(on: connection)
            guard let figures, figures.read > figures.known else { return }
            log.info("read \((figures.read - figures.known).counted("message")) that came back")
        } catch let problem as Problem {
            log.error("\(problem.summary)")
        }
    }

    /// The session with the definitions that hold now.
    var served: Session {
        let current = definitions.current
        return Session(
            workspace: current.workspace, templates: current.templates,
            database: session.database)
    }

    /// A part that hangs is left to the manager, which restarts the process.
    private var watchdog: Watchdog {
        Watchdog(
            interval: manager.watchdogInterval, isWell: { health.silent.isEmpty },
            tell: manager.alive)
    }
}
