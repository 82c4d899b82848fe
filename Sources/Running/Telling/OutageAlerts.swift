package import Definitions
package import Foundation
package import Mail
package import Problems
import Synchronization

/// Tells people that the database is out of reach, and that it is back: once each, without asking it.
///
/// Nobody can tell several serving processes apart that cannot meet in a database: each tells.
package final class OutageAlerts: Sendable {
    private struct State {
        /// Since when people know of an outage that is not over.
        var toldSince: Date?
        /// What has not got through yet, by channel and recipient.
        var pending: [Entry] = []
        var triedAt: ContinuousClock.Instant?
        var mayTell = false
    }

    /// After how long what did not get through is tried again.
    private static let patience = Duration.seconds(30)

    private struct Entry {
        /// An address; nil is the webhook.
        let recipient: String?
        let letter: AlertLetter

        var key: String { "\(recipient ?? "") \(letter.occasion)" }
    }

    private let state = Mutex(State())

    package init() {}

    /// Notes, while the database can be asked, whether this process may tell anybody anything: on a
    /// copy of a database that sends nobody may.
    package func note(isHome: Bool) { state.withLock { $0.mayTell = isHome } }

    /// Tells what has changed, and now and then what did not get through before; gives what does not
    /// get through now.
    ///
    /// - Parameter away: since when the database has been out of reach; nil while it is not.
    package func tell(
        _ workspace: Workspace, away: Date?, at now: Date,
        openTransport: @escaping @Sendable () throws -> any Transport
    ) async -> [Problem] {
        let due: [Entry] = state.withLock { state in
            guard state.mayTell else { return [] }
            if let alert = Self.alert(workspace, &state.toldSince, away: away, at: now) {
                // Who did not hear of the beginning need not hear of it when it is over.
                let letter = AlertLetter(alerts: [alert], workspace: workspace, now: now)
                let alerts = workspace.alerts
                state.pending = (alerts.mail + (alerts.webhook == nil ? [] : [nil]))
                    .map { Entry(recipient: $0, letter: letter) }
            } else if let triedAt = state.triedAt, .now - triedAt < Self.patience {
                return []
            }
            state.triedAt = .now
            return state.pending
        }
        let postman = Postman(workspace, openTransport: openTransport)
        var problems: [Problem] = []
        for entry in due {
            do {
                try await Self.deliver(entry, by: postman)
                state.withLock { $0.pending.removeAll { $0.key == entry.key } }
            } catch {
                let problem = Problem.from(error)
                problems.append(problem)
                guard problem.kind != .infrastructure else { continue }
                state.withLock { $0.pending.removeAll { $0.key == entry.key } }
            }
        }
        return problems
    }

    private static func deliver(_ entry: Entry, by postman: Postman) async throws {
        let letter = entry.letter
        guard let recipient = entry.recipient else { return try await postman.post(letter.json) }
        try await postman.mail(
            letter.text, subject: letter.subject, to: recipient,
            number: "database \(recipient) \(letter.now.ISO8601Format())", at: letter.now)
    }

    /// What there is to tell: that an outage has lasted long enough, or that one is over.
    private static func alert(
        _ workspace: Workspace, _ toldSince: inout Date?, away: Date?, at now: Date
    ) -> Alert? {
        switch (toldSince, away) {
        case (nil, let since?):
            guard let patience = workspace.alerts.outageSeconds,
                now.timeIntervalSince(since) >= TimeInterval(patience)
            else { return nil }
            toldSince = since
            return Alert(
                incident: nil, event: .began, beganAt: since,
                trouble: trouble(
                    "the database has been out of reach since"
                        + " \(since.minute(in: workspace.timezone))",
                    hint: "No job runs and no mail leaves meanwhile. See that its server runs and"
                        + " is reached: `tidings doctor` tells more. What was due comes after.",
                    through: now))
        case (let since?, nil):
            toldSince = nil
            return Alert(
                incident: nil, event: .over, beganAt: since,
                trouble: trouble(
                    "the database is reached again", hint: "", isOver: true, through: now))
        default: return nil
        }
    }

    private static func trouble(
        _ summary: String, hint: String, isOver: Bool = false, through: Date
    ) -> Trouble {
        Trouble(
            kind: .database, subject: "", through: through, isOver: isOver, summary: summary,
            hint: hint)
    }
}
