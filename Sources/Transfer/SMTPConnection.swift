internal import CCurl
internal import Problems

/// A session with a mail server: one connection, opened when needed, used again and again.
///
/// A message goes through `send`, whose outcome says what is known of it; at most one message per
/// connection can become unknown. Blocking calls run on a queue of the connection's own. Libcurl
/// escapes leading dots (RFC 5321, 4.5.2) and sends SMTPUTF8 for addresses that need it.
package actor SMTPConnection {
    private let executor = BlockingExecutor(label: "tidings.smtp")
    private let server: SMTPServer
    /// nil until the first message and after `close`.
    private var handle: CurlHandle?
    private let connectTimeout: Duration
    private let transferTimeout: Duration

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A connection to a server; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - connectTimeout: for everything before MAIL. Defaults to 30 seconds.
    ///   - transferTimeout: for one message. Defaults to 10 minutes, which RFC 5321 (4.5.3.2.6)
    ///     wants for the reply to the end of data: who hangs up earlier makes unknown messages.
    package init(
        to server: SMTPServer, connectTimeout: Duration = .seconds(30),
        transferTimeout: Duration = .seconds(600)
    ) {
        self.server = server
        self.connectTimeout = connectTimeout
        self.transferTimeout = transferTimeout
    }

    /// Offers one message to the server and tells what became of it.
    ///
    /// A connection that turns out to be stale is replaced, once, as long as nothing can have been
    /// taken over: servers close idle connections, and those that have carried many messages.
    ///
    /// - Parameters:
    ///   - from: the envelope's sender; empty for none.
    ///   - to: the envelope's recipient.
    ///   - data: the message, lines ending in CRLF.
    ///   - deadline: when it has passed, no text and no end of data is sent any more. Defaults to
    ///     none.
    package func send(
        from: String, to: String, data: [UInt8], before deadline: ContinuousClock.Instant? = nil
    ) -> SMTPOutcome {
        guard from.isEmpty || Self.isSafe(from), Self.isSafe(to) else {
            return .notTried(Self.unsafeAddress())
        }
        let first = attempt(from: from, to: to, data: data, deadline: deadline)
        guard first.isStale else { return first.outcome }
        return attempt(from: from, to: to, data: data, deadline: deadline).outcome
    }

    /// Says goodbye and closes the connection; the next `send` opens another.
    package func close() {
        handle = nil
    }

    private struct Attempt {
        var outcome: SMTPOutcome
        /// Whether an older connection was used, was lost or given up, and nothing was taken over.
        var isStale: Bool
    }

    private func attempt(
        from: String, to: String, data: [UInt8], deadline: ContinuousClock.Instant?
    ) -> Attempt {
        let handle: CurlHandle
        do throws(Problem) {
            handle = try openHandle()
        } catch {
            return Attempt(outcome: .notTried(error), isStale: false)
        }
        let exchange = SMTPExchange(body: data, deadline: deadline)
        exchange.attach(to: handle)
        defer { SMTPExchange.detach(from: handle) }
        handle.set(CURLOPT_MAIL_FROM, Self.wire(from))
        let code = withExtendedLifetime(exchange) {
            handle.perform(CURLOPT_MAIL_RCPT, [Self.wire(to)])
        }

        let words = to.split(separator: "@").first.map { [String($0)] } ?? []
        let reply = SMTPReply(lines: exchange.lines, hiding: words)
        let outcome = outcome(
            at: exchange.stage, code: code, reply: reply, cause: handle.explanation(of: code))
        let isGivenUp = reply == nil || reply?.code == 421
        return Attempt(
            outcome: outcome,
            isStale: code != CURLE_OK && exchange.stage != .ended && isGivenUp
                && !handle.openedConnection)
    }

    /// The one place that decides a message's fate, from how far it came and what was answered.
    private func outcome(
        at stage: SMTPExchange.Stage, code: CURLcode, reply: SMTPReply?, cause: String
    ) -> SMTPOutcome {
        switch (stage, reply.map { $0.code / 100 }, reply) {
        case (.ended, 2, let reply?): .accepted(reply)
        case (.mail..., 4, let reply?): .later(reply)
        case (.recipient..., 5, let reply?): .refused(reply)
        case (.ended, _, _): .unknown(detail: Self.lostReply(cause))
        case (.mail, 5, let reply?): .notTried(Self.senderRefused(server.name, reply))
        case (.opening, _, let reply?) where reply.code >= 400:
            .notTried(Self.notServed(server.name, reply))
        case (.opening, _, _) where code == CURLE_USE_SSL_FAILED:
            .notTried(Self.noTLS(server.name, cause))
        case (.opening, _, _) where code == CURLE_PEER_FAILED_VERIFICATION:
            .notTried(Self.badCertificate(server.name, cause))
        case (.opening, _, _): .notTried(Self.notReached(server.name, cause))
        case (.data, _, _) where code == CURLE_ABORTED_BY_CALLBACK: .notTried(Self.tooLate())
        default: .notTried(Self.lost(server.name, cause))
        }
    }

    private func openHandle() throws(Problem) -> CurlHandle {
        if let handle { return handle }
        let handle = try CurlHandle()
        self.handle = handle
        handle.set(CURLOPT_URL, server.curlURL)
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        handle.set(CURLOPT_USERNAME, server.user)
        handle.set(CURLOPT_PASSWORD, server.user == nil ? nil : server.password ?? "")
        if let authorities = server.authorities { handle.set(CURLOPT_CAINFO, authorities) }
        let security = server.isImplicitTLS ? CURLUSESSL_ALL : Self.security(server.tls)
        handle.set(CURLOPT_USE_SSL, Int(security.rawValue))
        // No INFILESIZE: with a size given, libcurl 7.88 counts the dots that it adds as part of
        // it and can end a long body early.
        handle.set(CURLOPT_UPLOAD, 1)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.milliseconds)
        handle.set(CURLOPT_TIMEOUT_MS, transferTimeout.milliseconds)
        let seconds = (transferTimeout.milliseconds + 999) / 1000
        handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds)
        handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        // The commands as they are sent come through the debug callback only.
        handle.set(CURLOPT_VERBOSE, 1)
        return handle
    }

    private static func security(_ tls: SMTPServer.TLS) -> curl_usessl {
        switch tls {
        case .required: CURLUSESSL_ALL
        case .opportunistic: CURLUSESSL_TRY
        case .none: CURLUSESSL_NONE
        }
    }

    /// The address with its domain in ASCII; a local part beyond ASCII stays, for SMTPUTF8.
    private static func wire(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"),
            let domain = HostName.ascii(String(address[address.index(after: at)...]))
        else { return address }
        return "\(address[..<at])@\(domain)"
    }

    /// Nothing that could end the command or the address: control characters, spaces, brackets.
    private static func isSafe(_ address: String) -> Bool {
        !address.isEmpty
            && address.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar.value != 0x7F && scalar != "<" && scalar != ">"
            }
    }
}

extension Duration {
    /// Whole milliseconds, at least 1: libcurl reads 0 as no limit.
    fileprivate var milliseconds: Int {
        let parts = components
        return max(1, Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
    }
}

extension SMTPConnection {
    private static func lostReply(_ cause: String) -> String {
        "no reply to the end of the message: \(cause)"
    }
    private static func unsafeAddress() -> Problem {
        Problem(
            .bug, "an address with control characters, spaces or angle brackets reached the wire",
            hint: "Nothing was sent. Please report this with the job's file.")
    }
    private static func senderRefused(_ server: String, _ reply: SMTPReply) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) refuses the sender",
            hint: "Is mail.from an address that this server may send for, with this user?",
            cause: reply.description)
    }
    private static func notServed(_ server: String, _ reply: SMTPReply) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) does not serve us",
            hint: "Check the user and the password in the mail transport's URL, and that this"
                + " machine may use the server.", cause: reply.description)
    }
    private static func noTLS(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) offers no encryption",
            hint: "Use smtps:// if it speaks TLS from the first byte; ?tls=none only where nobody"
                + " else can listen.", cause: cause)
    }
    private static func badCertificate(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) cannot prove who it is",
            hint: "Its certificate must be valid for that name; a house's own authority is named"
                + " with ?ca=/path/to/authority.pem.", cause: cause)
    }
    private static func notReached(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) cannot be reached",
            hint: "Check the mail transport's URL and the network. Nothing was handed over:"
                + " sending again is safe.", cause: cause)
    }
    private static func tooLate() -> Problem {
        Problem(
            .refused, "a message came too late to be handed over",
            hint: "Another sender may have taken it over; it will be tried again if it was not.")
    }
    private static func lost(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) went away before a message was whole",
            hint: "Nothing was handed over: sending again is safe.", cause: cause)
    }
}
