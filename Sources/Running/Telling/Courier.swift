package import Definitions
package import Foundation
package import Mail
package import Postgres
package import Problems
import Warehouse

/// Delivers what waits to be told. What does not get through is tried again, each time later, for a
/// day.
package struct Courier: Sendable {
    private let postman: Postman
    private let notices: Notices
    private let connection: Connection

    /// For how long a notice is tried, in seconds.
    private static let patience: TimeInterval = 86_400

    /// - Parameter openTransport: for mail, if there is any.
    package init(
        _ workspace: Workspace, on connection: Connection,
        openTransport: @escaping @Sendable () throws -> any Transport
    ) {
        postman = Postman(workspace, openTransport: openTransport)
        self.connection = connection
        notices = Notices(connection)
    }

    /// Delivers what is due, and says what did not get through. Nothing leaves from a copy of a
    /// database that sends.
    package func deliver(at now: Date) async throws -> [Problem] {
        guard try await Home(connection).isHere() != false else { return [] }
        var problems: [Problem] = []
        while case let due = try await notices.claim(at: now), !due.isEmpty {
            for notice in due {
                if let problem = try await deliver(notice, at: now) { problems.append(problem) }
            }
        }
        return problems
    }

    /// When the next notice is due; nil if none waits.
    package func next() async throws -> Date? { try await notices.next() }

    private func deliver(_ notice: Notices.Notice, at now: Date) async throws -> Problem? {
        do {
            switch notice.channel {
            case .webhook: try await postman.post(notice.body)
            case .mail:
                try await postman.mail(
                    notice.body, html: notice.html, subject: notice.subject, to: notice.recipient,
                    number: "\(notice.noticeID)", at: notice.madeAt)
            }
            try await notices.settle(notice, sentAt: now, next: nil, problem: nil)
            return nil
        } catch {
            let problem = Problem.from(error)
            let isLasting = problem.kind != .infrastructure
            let isOld = now.timeIntervalSince(notice.madeAt) > Self.patience
            let next = now.addingTimeInterval(Self.wait(after: notice.attempts))
            try await notices.settle(
                notice, sentAt: nil, next: isLasting || isOld ? nil : next,
                problem: problem.summary)
            return problem
        }
    }

    /// 2, 8, 32, … seconds, at most two hours.
    private static func wait(after attempts: Int) -> TimeInterval {
        min(7200, 2 * pow(4, Double(min(attempts, 8) - 1)))
    }
}
