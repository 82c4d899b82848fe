internal import Foundation
package import Problems
internal import Synchronization

/// Connections to one mail server, opened as they are needed and used again and again.
///
/// Each carries one message at a time, and tells what is known of it: at most one message per
/// connection can become unknown. One thread drives them all. A server that closes a connection,
/// limits the messages on it or the number of connections loses nothing: the message goes over
/// another.
package final class SMTPPool: Sendable {
    struct Settings: Sendable {
        var server: SMTPServer
        var connections: Int
        var connectTimeout: Duration
        var transferTimeout: Duration
        var patience: Duration
    }

    /// How many messages are on their way at a time.
    package let connections: Int
    private let mailbox: SMTPMailbox

    /// A pool for a server; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - connections: how many at most. Defaults to one.
    ///   - connectTimeout: for everything before MAIL. Defaults to 30 seconds.
    ///   - transferTimeout: for one message. Defaults to 10 minutes, which RFC 5321 (4.5.3.2.6)
    ///     wants for the reply to the end of data: who hangs up earlier makes unknown messages.
    ///   - patience: after how long a server that refused a further connection is asked for one
    ///     again. Defaults to a minute.
    package init(
        to server: SMTPServer, connections: Int = 1, connectTimeout: Duration = .seconds(30),
        transferTimeout: Duration = .seconds(600), patience: Duration = .seconds(60)
    ) throws(Problem) {
        self.connections = max(1, connections)
        mailbox = try SMTPMailbox()
        let settings = Settings(
            server: server, connections: self.connections, connectTimeout: connectTimeout,
            transferTimeout: transferTimeout, patience: patience)
        let thread = Thread { [mailbox] in Self.run(settings, mailbox) }
        thread.name = "tidings.smtp"
        thread.start()
    }

    deinit { mailbox.tell { $0.isOver = true } }

    /// Offers a message to the server; what became of it is told on the pool's own thread.
    package func send(_ mail: SMTPMail, then ended: @escaping @Sendable (SMTPOutcome) -> Void) {
        guard mail.from.isEmpty || SMTPServer.isSafe(mail.from), SMTPServer.isSafe(mail.to) else {
            return ended(.notTried(Self.unsafeAddress()))
        }
        var mail = mail
        mail.from = SMTPServer.wire(mail.from)
        mail.to = SMTPServer.wire(mail.to)
        let job = SMTPJob(mail, ended: ended)
        mailbox.tell { $0.jobs.append(job) }
    }

    /// Offers a message to the server and tells what became of it.
    package func send(_ mail: SMTPMail) async -> SMTPOutcome {
        await withCheckedContinuation { continuation in
            send(mail) { continuation.resume(returning: $0) }
        }
    }

    /// Says goodbye on the connections that are free and closes them; the next message opens others.
    package func close() async {
        await withCheckedContinuation { continuation in
            mailbox.tell { $0.closers.append(continuation) }
        }
    }

    private static func run(_ settings: Settings, _ mailbox: SMTPMailbox) {
        CurlHandle.holdBackSigpipe()
        do throws(Problem) {
            try SMTPLoop(settings, mailbox).run()
        } catch {
            refuseAll(mailbox, error)
        }
    }

    /// Without libcurl every message has the same fate.
    private static func refuseAll(_ mailbox: SMTPMailbox, _ problem: Problem) {
        while true {
            let (closers, isOver) = mailbox.takeClosers()
            for closer in closers { closer.resume() }
            for job in mailbox.takeAll() { job.ended(.notTried(problem)) }
            if isOver { return }
            if mailbox.fallAsleep(unless: false) {
                var ear = pollfd(fd: mailbox.ear, events: Int16(POLLIN), revents: 0)
                poll(&ear, 1, 60_000)
            }
            mailbox.wakeUp()
        }
    }

    private static func unsafeAddress() -> Problem {
        Problem(
            .bug, "an address with control characters, spaces or angle brackets reached the wire",
            hint: "Nothing was sent. Please report this with the job's file.")
    }
}
