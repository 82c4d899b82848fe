internal import CCurl
package import Problems

/// Opens a connection to a mail server with all that TLS and AUTH ask for, and says goodbye: no
/// message is offered.
package actor SMTPLogin {
    private let executor = BlockingExecutor(label: "tidings.smtp.login")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init() {}

    /// - Throws: what sending would fail of.
    package func attempt(
        _ server: SMTPServer, within limit: Duration
    ) throws(Problem) {
        let link = try SMTPLink(to: server, connectTimeout: limit)
        let code = link.handle.perform(CURLOPT_MAIL_RCPT, [])
        guard code == CURLE_OK, link.opened() else {
            throw link.opening.problem(code, link.handle.explanation(of: code), of: server.name)
        }
        link.quit()
    }
}

extension SMTPServer {
    /// Whether it is asked for a user and a password.
    package var logsIn: Bool { user != nil }
    /// Whether it is this machine.
    package var isLocal: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
