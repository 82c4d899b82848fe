package import Foundation
package import Postgres
package import Problems
import Transfer

/// That a mail server refused everybody, and whether it has taken mail since: in the database, so that
/// who sends next asks it by one message, and people can be told.
package struct MailStop: Sendable {
    /// Why it refused.
    let fault: SMTPRefusal?
    package let reply: String
    /// When sending stopped last.
    package let stoppedAt: Date
    /// When it took mail again; nil while it has not.
    package let endedAt: Date?

    /// The last one; nil if there never was any.
    package static func last(on connection: Connection) async throws -> MailStop? {
        try await connection.execute(.mailStopRead).first.map { row in
            MailStop(
                fault: SMTPRefusal(rawValue: try row.text("fault")), reply: try row.text("reply"),
                stoppedAt: try row.instant("stopped_at"),
                endedAt: try row.instantOrNil("ended_at"))
        }
    }

    /// Notes that sending stops.
    static func begin(
        _ streak: RefusalStreak, at now: Date, on connection: Connection
    ) async throws {
        guard let fault = streak.fault, let reply = streak.reply else { return }
        try await connection.execute(
            .mailStopBegin, [.text(fault.rawValue), .text(reply), .instant(now)])
    }

    /// Notes that the server takes mail again.
    static func end(at now: Date, on connection: Connection) async throws {
        try await connection.execute(.mailStopEnd, [.instant(now)])
    }

    /// What is wrong, and what to do.
    package static func problem(_ reply: String) -> Problem {
        Problem(
            .infrastructure, "the mail server refuses one message after the other",
            hint: "Sending has stopped; the last refused ones and all others wait. Look at"
                + " mail.transport and mail.from: may this user send, from this address, to"
                + " anybody? Then `tidings send` goes on.", cause: reply)
    }
}
