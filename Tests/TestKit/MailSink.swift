internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A mail server in this process, on a free loopback port: keeps what it accepts, misbehaves on
/// request.
///
/// It speaks ESMTP with PIPELINING, 8BITMIME and, unless told otherwise, SMTPUTF8; no TLS, no AUTH.
package final class MailSink: Sendable {
    /// One accepted message.
    package struct Message: Sendable, Equatable {
        /// The envelope's sender, as it stood between angle brackets.
        package var from: String
        package var to: [String]
        /// The text, with the transport's dots taken out and without the end of data.
        package var bytes: [UInt8]
        /// With its angle brackets.
        package var messageID: String?
        /// Whether MAIL said SMTPUTF8.
        package var isUTF8: Bool
        /// The connection that it came by, counted from 1.
        package var connection: Int

        package init(
            from: String, to: [String], bytes: [UInt8], messageID: String?, isUTF8: Bool,
            connection: Int
        ) {
            self.from = from
            self.to = to
            self.bytes = bytes
            self.messageID = messageID
            self.isUTF8 = isUTF8
            self.connection = connection
        }
    }

    /// What the sink does instead of accepting.
    package enum Action: Sendable, Equatable {
        case replyToMail(Int, String)
        case replyToRecipient(Int, String)
        /// Instead of 354.
        case replyToData(Int, String)
        /// After the end of data; the message is kept if the code is 2xx.
        case replyToEnd(Int, String)
        case dropAtMail
        case dropAtRecipient
        /// Instead of 354.
        case dropAtData
        /// In the middle of the text, when so many bytes of it have come.
        case dropAfter(bytes: Int)
        /// After the end of data, without a reply; the message is kept or forgotten.
        case dropAtEnd(keeping: Bool)
        /// Accepts, but answers the end of data late.
        case answerLate(Duration)
        /// Accepts, and hangs up after the reply.
        case dropAfterReply
    }

    private let ledger: MailSinkLedger
    private let channel: any Channel

    /// The port on 127.0.0.1.
    package let port: Int

    private init(ledger: MailSinkLedger, channel: any Channel, port: Int) {
        self.ledger = ledger
        self.channel = channel
        self.port = port
    }

    /// Starts a sink on a free port.
    ///
    /// - Parameters:
    ///   - offersUTF8: whether EHLO offers SMTPUTF8. Defaults to true.
    ///   - pipelines: whether EHLO offers PIPELINING. Defaults to true.
    ///   - greeting: the first line. One with 4 or 5 in front ends the connection.
    ///   - connectionsAtOnce: one more is greeted with 421. Defaults to no limit.
    ///   - messagesPerConnection: MAIL of one more is answered with 452. Defaults to no limit.
    package static func start(
        offersUTF8: Bool = true, pipelines: Bool = true, greeting: String = "220 sink.test ESMTP",
        connectionsAtOnce: Int = .max, messagesPerConnection: Int = .max
    ) async throws -> MailSink {
        let limits = MailSinkSession.Limits(
            connections: connectionsAtOnce, messages: messagesPerConnection)
        let ledger = MailSinkLedger()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        MailSinkSession(
                            ledger: ledger, offersUTF8: offersUTF8, pipelines: pipelines,
                            greeting: greeting, limits: limits))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = channel.localAddress?.port else {
            throw ChannelError.unknownLocalAddress
        }
        return MailSink(ledger: ledger, channel: channel, port: port)
    }

    /// `smtp://127.0.0.1:PORT`.
    package var url: String { "smtp://127.0.0.1:\(port)" }

    /// What was accepted, in order.
    package var messages: [Message] { ledger.state.withLock { $0.messages } }

    /// How many connections came in so far.
    package var connections: Int { ledger.state.withLock { $0.connections } }

    /// The most connections that were open at a time.
    package var mostAtOnce: Int { ledger.state.withLock { $0.mostOpen } }

    /// How many times MAIL was said so far.
    package var transactions: Int { ledger.state.withLock { $0.transactions } }

    /// Does something instead of accepting, for every message to a recipient; nil forgives.
    package func script(_ action: Action?, for recipient: String) {
        ledger.state.withLock { $0.byRecipient[recipient] = action }
    }

    /// Does something instead of accepting, at the n-th MAIL, counted from 1.
    package func script(_ action: Action?, at number: Int) {
        ledger.state.withLock { $0.byNumber[number] = action }
    }

    /// Returns the messages as soon as there are so many.
    package func wait(for count: Int) async -> [Message] {
        await withCheckedContinuation { continuation in
            let isThere = ledger.state.withLock { state in
                if state.messages.count >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
        return messages
    }

    /// Stops listening; open connections stay until their clients leave.
    package func stop() async throws {
        try await channel.close()
    }
}

/// What a sink and its sessions share.
final class MailSinkLedger: Sendable {
    struct State {
        var byRecipient: [String: MailSink.Action] = [:]
        var byNumber: [Int: MailSink.Action] = [:]
        var transactions = 0
        var connections = 0
        var open = 0
        var mostOpen = 0
        var messages: [MailSink.Message] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    let state = Mutex(State())

    /// Keeps a message and wakes who waited for it.
    func keep(_ message: MailSink.Message) {
        let awake = state.withLock { state in
            state.messages.append(message)
            let count = state.messages.count
            let ready = state.waiting.filter { $0.count <= count }
            state.waiting.removeAll { $0.count <= count }
            return ready.map(\.continuation)
        }
        for continuation in awake { continuation.resume() }
    }
}
