internal import CCurl
internal import Problems

/// One connection to a mail server and the message that it carries.
///
/// libcurl opens it, with all that TLS and AUTH ask for; the dialogue about messages is ours. Not
/// Sendable: it lives on its pool's thread.
final class SMTPLink {
    /// What came of a message, or of the connection.
    enum Result {
        /// It goes on when the socket is ready.
        case pending
        case settled(SMTPOutcome)
        /// The connection is of no use any more, and the message was not handed over.
        case lost(SMTPOutcome)
    }

    let handle: CurlHandle
    let opening = SMTPOpening()
    /// The message that waits for the connection, or is on its way.
    var job: SMTPJob?
    /// nil while libcurl opens the connection.
    private(set) var socket: Int32?
    /// How many messages it has carried to an end.
    private(set) var carried = 0
    /// Whether it is no more than what a server lets go.
    private(set) var isOver = false
    /// When a message that is on its way has waited long enough.
    private(set) var deadline: ContinuousClock.Instant?
    private let server: SMTPServer
    private var dialogue = SMTPDialogue(canPipeline: false, takesUTF8: false)
    private var output: [UInt8] = []
    private var position = 0
    private var isText = false

    init(to server: SMTPServer, connectTimeout: Duration) throws(Problem) {
        self.server = server
        handle = try CurlHandle()
        handle.set(CURLOPT_URL, server.curlURL)
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Opened, and then left to us.
        handle.set(CURLOPT_CONNECT_ONLY, 1)
        handle.set(CURLOPT_USERNAME, server.user)
        if server.auth == .xoauth2 {
            handle.set(CURLOPT_XOAUTH2_BEARER, try server.token())
        } else {
            handle.set(CURLOPT_PASSWORD, server.user == nil ? nil : server.password ?? "")
        }
        if let auth = server.auth {
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=\(auth.rawValue.uppercased())")
        }
        if let authorities = server.authorities { handle.set(CURLOPT_CAINFO, authorities) }
        let security = server.isImplicitTLS ? CURLUSESSL_ALL : Self.security(server.tls)
        handle.set(CURLOPT_USE_SSL, Int(security.rawValue))
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.milliseconds)
        handle.set(CURLOPT_TIMEOUT_MS, connectTimeout.milliseconds)
        handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        opening.attach(to: handle)
    }

    var isOpen: Bool { socket != nil }
    var isIdle: Bool { socket != nil && job == nil && !isOver }
    var wantsToSend: Bool { position < output.count }

    /// libcurl has opened it.
    func opened() -> Bool {
        socket = handle.socket
        dialogue = opening.dialogue
        return socket != nil
    }

    /// Begins a message on an open connection.
    func begin(_ job: SMTPJob, within timeout: Duration) -> Result {
        self.job = job
        deadline = .now + timeout
        guard job.mail.handOver.isAllowed() else { return notNow(HandOver.tooLate()) }
        guard dialogue.canCarry(job.mail) else {
            return .settled(.refused(Self.beyondASCII, .policy))
        }
        return say(dialogue.begin(job.mail))
    }

    /// The socket is ready: sends what is left to send, reads what has come.
    func goOn() -> Result {
        if wantsToSend, case let result = flush(), !result.isPending { return result }
        var received: [UInt8] = []
        var passage = handle.receive(into: &received)
        while case .bytes = passage, received.count < 1 << 16 {
            passage = handle.receive(into: &received)
        }
        if !received.isEmpty, case let result = read(received), !result.isPending { return result }
        if case .lost(let cause) = passage { return lost(cause) }
        return .pending
    }

    /// The message has waited for too long.
    func ranOut() -> Result { lost("it took too long to answer") }

    /// Says goodbye without waiting for an answer.
    func quit() {
        isOver = true
        if isOpen, job == nil { _ = handle.send(Array("QUIT\r\n".utf8)[...]) }
    }

    private func read(_ bytes: [UInt8]) -> Result {
        var step = dialogue.received(bytes)
        while true {
            switch step {
            case .wait: return .pending
            case .say(let words):
                guard case .pending = say(words) else { return lost("the server hung up") }
            case .sendText:
                if case let result = sendText(), !result.isPending { return result }
            case .ended(let stage, let reply): return ended(stage, reply)
            }
            step = dialogue.received([])
        }
    }

    private func ended(_ stage: SMTPDialogue.Stage, _ reply: SMTPReply) -> Result {
        // A server that answers in the middle of a text would read the rest as commands.
        if reply.code == 421 || wantsToSend { isOver = true }
        guard job != nil else { return .lost(.notTried(HandOver.tooLate())) }
        let outcome = SMTPOutcome(at: stage, reply, from: server.name)
        deadline = nil
        // A connection that has carried its share; another may carry more.
        let isFull = carried > 0 && stage != .ended && reply.isConnectionLimit
        guard !isFull else {
            isOver = true
            return .lost(outcome)
        }
        carried += 1
        return .settled(outcome)
    }

    private func lost(_ cause: String) -> Result {
        isOver = true
        deadline = nil
        // Bytes that are still here never left: the end of the text is not with the server.
        let stage = dialogue.stage == .ended && wantsToSend ? .data : dialogue.stage
        let outcome = SMTPOutcome(lostAt: stage, cause, from: server.name)
        return stage == .ended ? .settled(outcome) : .lost(outcome)
    }

    /// Nothing was handed over; a server that has the envelope is left alone with it.
    private func notNow(_ problem: Problem) -> Result {
        if dialogue.isInTransaction { isOver = true }
        deadline = nil
        return .settled(.notTried(problem))
    }

    private func sendText() -> Result {
        guard let job else { return .pending }
        do throws(Problem) { try job.mail.handOver.begins() } catch { return notNow(error) }
        // Asked once it is noted: who stood still in between finds that it may not.
        guard job.mail.handOver.isAllowed() else { return notNow(HandOver.tooLate()) }
        output = SMTPDialogue.wire(job.mail.data)
        position = 0
        isText = true
        return flush()
    }

    private func say(_ words: [UInt8]) -> Result {
        output = words
        position = 0
        isText = false
        return flush()
    }

    private func flush() -> Result {
        while wantsToSend {
            // The last byte may be among these: a lease may have run out since the first.
            if isText, position > 0, let job, !job.mail.handOver.isAllowed() {
                isOver = true
                return .settled(.notTried(HandOver.tooLate()))
            }
            switch handle.send(output[position...]) {
            case .bytes(let count): position += count
            case .later: return .pending
            case .lost(let cause): return lost(cause)
            }
        }
        if isText {
            isText = false
            dialogue.textIsSent()
        }
        output = []
        position = 0
        return .pending
    }

    private static func security(_ tls: SMTPServer.TLS) -> curl_usessl {
        switch tls {
        case .required: CURLUSESSL_ALL
        case .opportunistic: CURLUSESSL_TRY
        case .none: CURLUSESSL_NONE
        }
    }

    private static let beyondASCII = SMTPReply(
        code: 553, text: "5.6.7 this server takes no address beyond ASCII")
}

extension SMTPLink.Result {
    fileprivate var isPending: Bool { if case .pending = self { true } else { false } }
}

extension Duration {
    /// Whole milliseconds, at least 1: libcurl reads 0 as no limit.
    var milliseconds: Int {
        let parts = components
        return max(1, Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
    }
}
