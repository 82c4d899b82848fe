import Foundation
import Problems
import Synchronization
import TestKit
import Testing

@testable import Transfer

/// Every fate that a message can have, each brought about by a scripted server.
struct SMTPPoolTests {
    static let text = Array("Subject: Hello\r\nMessage-ID: <1@lantern.example>\r\n\r\nHi.\r\n".utf8)

    static func connection(to sink: MailSink) throws -> SMTPPool {
        try SMTPPool(
            to: try SMTPServer(url: sink.url + "/client.test"), connectTimeout: .seconds(20),
            transferTimeout: .seconds(20))
    }

    func offer(
        _ connection: SMTPPool, to: String = "anna@reader.example",
        data: [UInt8] = text
    ) async -> SMTPOutcome {
        await connection.send(
            SMTPMail(from: "hello@lantern.example", to: to, data: data))
    }

    @Test func `messages go over one connection, byte for byte`() async throws {
        let sink = try await MailSink.start()
        let connection = try Self.connection(to: sink)
        for _ in 1...3 {
            #expect(
                await offer(connection)
                    == .accepted(SMTPReply(code: 250, text: "2.0.0 OK: queued as 1")))
        }
        let expected = MailSink.Message(
            from: "hello@lantern.example", to: ["anna@reader.example"], bytes: Self.text,
            messageID: "<1@lantern.example>", isUTF8: false, connection: 1)
        #expect(sink.messages == [expected, expected, expected])
        #expect(sink.connections == 1)
    }

    @Test(arguments: [
        (MailSink.Action.replyToRecipient(550, "5.1.1 <anna@reader.example>: unknown"), 550),
        (.replyToData(554, "5.7.1 Not today"), 554),
        (.replyToEnd(552, "5.3.4 Too big"), 552),
    ])
    func `a 5xx after the recipient is a refusal`(action: MailSink.Action, code: Int) async throws {
        let sink = try await MailSink.start()
        sink.script(action, for: "anna@reader.example")
        let connection = try Self.connection(to: sink)
        guard case .refused(let reply, _) = await offer(connection) else {
            Issue.record("not refused")
            return
        }
        #expect(reply.code == code)
        #expect(!reply.text.contains("anna"))
        #expect(sink.messages.isEmpty)
        guard case .accepted = await offer(connection, to: "ben@reader.example") else {
            Issue.record("the next message suffers")
            return
        }
    }

    @Test(arguments: [
        (MailSink.Action.replyToMail(451, "4.3.0 Busy"), SMTPReply(code: 451, text: "4.3.0 Busy")),
        (
            .replyToRecipient(450, "4.2.1 Greylisted"),
            SMTPReply(code: 450, text: "4.2.1 Greylisted")
        ),
        (.replyToData(452, "4.3.1 Full"), SMTPReply(code: 452, text: "4.3.1 Full")),
        (.replyToEnd(421, "4.3.2 Stopping"), SMTPReply(code: 421, text: "4.3.2 Stopping")),
    ])
    func `a 4xx means later`(action: MailSink.Action, reply: SMTPReply) async throws {
        let sink = try await MailSink.start()
        sink.script(action, at: 1)
        #expect(await offer(try Self.connection(to: sink)) == .later(reply))
        #expect(sink.messages.isEmpty)
    }

    @Test(arguments: [MailSink.Action.dropAtMail, .dropAtRecipient, .dropAtData])
    func `a connection lost before the text has handed nothing over`(
        action: MailSink.Action
    ) async throws {
        let sink = try await MailSink.start()
        sink.script(action, at: 1)
        guard case .notTried(let problem) = await offer(try Self.connection(to: sink)) else {
            Issue.record("tried")
            return
        }
        #expect(
            problem.summary
                == "the mail server 127.0.0.1:\(sink.port) went away before a message was whole")
        #expect(problem.kind == .infrastructure)
        #expect(sink.messages.isEmpty)
    }

    @Test func `a connection lost within the text has handed nothing over`() async throws {
        let sink = try await MailSink.start()
        sink.script(.dropAfter(bytes: 100_000), at: 1)
        // Larger than what the sockets of both ends hold: libcurl is still writing when it breaks.
        let large = Self.text + [UInt8](repeating: UInt8(ascii: "a"), count: 40_000_000)
        guard case .notTried = await offer(try Self.connection(to: sink), data: large) else {
            Issue.record("tried")
            return
        }
        #expect(sink.messages.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a connection lost after the end of data leaves the message unknown`(
        keeping: Bool
    ) async throws {
        let sink = try await MailSink.start()
        sink.script(.dropAtEnd(keeping: keeping), at: 1)
        let connection = try Self.connection(to: sink)
        guard case .unknown(let detail) = await offer(connection) else {
            Issue.record("known")
            return
        }
        #expect(detail.hasPrefix("no reply to the end of the message: "))
        #expect(sink.messages.count == (keeping ? 1 : 0))
        #expect(sink.transactions == 1)
        guard case .accepted = await offer(connection) else {
            Issue.record("the next message suffers")
            return
        }
    }

    @Test func `a reply that comes too late leaves the message unknown`() async throws {
        let sink = try await MailSink.start()
        sink.script(.answerLate(.seconds(300)), at: 1)
        let connection = try SMTPPool(
            to: try SMTPServer(url: sink.url), transferTimeout: .milliseconds(300))
        guard case .unknown = await offer(connection) else {
            Issue.record("known")
            return
        }
        #expect(sink.messages.count == 1)
    }

    @Test(arguments: [
        MailSink.Action.dropAtMail, .dropAtRecipient, .dropAtData,
        .replyToMail(421, "4.7.0 Too many messages on this connection"),
    ])
    func `a connection that has grown stale is replaced once`(
        action: MailSink.Action
    ) async throws {
        let sink = try await MailSink.start()
        sink.script(action, at: 2)
        let connection = try Self.connection(to: sink)
        for _ in 1...2 {
            guard case .accepted = await offer(connection) else {
                Issue.record("not accepted")
                return
            }
        }
        #expect(sink.messages.map(\.connection) == [1, 2])
        #expect(sink.transactions == 3)
    }

    @Test func `a server that hangs up after each message costs a connection each`() async throws {
        let sink = try await MailSink.start()
        sink.script(.dropAfterReply, for: "anna@reader.example")
        let connection = try Self.connection(to: sink)
        for _ in 1...3 { _ = await offer(connection) }
        #expect(sink.messages.map(\.connection) == [1, 2, 3])
    }

    @Test func `a sender that the server refuses is no fault of the message`() async throws {
        let sink = try await MailSink.start()
        sink.script(.replyToMail(553, "5.7.1 <hello@lantern.example> is not yours"), at: 1)
        guard case .notTried(let problem) = await offer(try Self.connection(to: sink)) else {
            Issue.record("tried")
            return
        }
        #expect(
            problem.text == """
                the mail server 127.0.0.1:\(sink.port) refuses the sender
                  Cause: 553 5.7.1 <•••> is not yours
                  Is mail.from an address that this server may send for, with this user?
                """)
    }

    @Test func `a server that does not serve says why`() async throws {
        let sink = try await MailSink.start(greeting: "554 5.7.1 Go away")
        guard case .notTried(let problem) = await offer(try Self.connection(to: sink)) else {
            Issue.record("tried")
            return
        }
        #expect(problem.summary == "the mail server 127.0.0.1:\(sink.port) does not serve us")
        #expect(problem.cause == "554 5.7.1 Go away")
    }

    @Test func `nobody listening is safe to try again`() async throws {
        let sink = try await MailSink.start()
        let connection = try Self.connection(to: sink)
        try await sink.stop()
        guard case .notTried(let problem) = await offer(connection) else {
            Issue.record("tried")
            return
        }
        #expect(problem.summary == "the mail server 127.0.0.1:\(sink.port) cannot be reached")
        #expect(problem.kind == .infrastructure)
    }

    @Test func `required encryption that is not offered sends nothing`() async throws {
        let sink = try await MailSink.start()
        let server = try SMTPServer(url: sink.url + "?tls=required")
        guard case .notTried(let problem) = await offer(try SMTPPool(to: server)) else {
            Issue.record("tried")
            return
        }
        #expect(problem.summary == "the mail server 127.0.0.1:\(sink.port) offers no encryption")
        #expect(sink.transactions == 0)
    }

    @Test func `leading dots arrive as they were, wherever a buffer ends`() async throws {
        let sink = try await MailSink.start()
        let connection = try Self.connection(to: sink)
        var sent: [[UInt8]] = [Array(".first\r\n..\r\n.\r\n\r\n.".utf8), [], Array("\r\n".utf8)]
        // libcurl reads 65536 bytes at a time: every split of CRLF . CRLF around that edge.
        for shift in -6...2 {
            let before = [UInt8](repeating: UInt8(ascii: "a"), count: 65_536 + shift)
            sent.append(before + Array("\r\n.\r\n..\r\nb\r\n".utf8))
        }
        sent.append(
            Array(repeating: Array(".dotted line\r\n".utf8), count: 30_000).flatMap { $0 })
        for data in sent {
            guard case .accepted = await offer(connection, data: data) else {
                Issue.record("not accepted")
                return
            }
        }
        for (message, data) in zip(sink.messages, sent) {
            // The end of data begins with the CRLF of the last line: one is added if it lacks.
            let whole = data.suffix(2) == [13, 10] || data.isEmpty ? data : data + [13, 10]
            #expect(message.bytes == whole)
        }
    }

    @Test func `an address beyond ASCII asks for SMTPUTF8, an international domain goes as ASCII`()
        async throws
    {
        let sink = try await MailSink.start()
        let connection = try Self.connection(to: sink)
        _ = await offer(connection, to: "用户@例子.example")
        _ = await offer(connection, to: "anna@bücher.example")
        #expect(
            sink.messages.map(\.to) == [["用户@xn--fsqu00a.example"], ["anna@xn--bcher-kva.example"]])
        #expect(sink.messages.map(\.isUTF8) == [true, false])
    }

    @Test(arguments: ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "", "a@b.example\n"])
    func `an address that could end its command never reaches the wire`(
        address: String
    ) async throws {
        let sink = try await MailSink.start()
        guard case .notTried(let problem) = await offer(try Self.connection(to: sink), to: address)
        else {
            Issue.record("tried")
            return
        }
        #expect(problem.kind == .bug)
        #expect(sink.connections == 0)
    }
}

/// Several connections, and servers that set limits to them.
struct SMTPPoolWidthTests {
    static func mail(_ number: Int) -> SMTPMail {
        SMTPMail(
            from: "hello@lantern.example", to: "reader\(number)@reader.example",
            data: SMTPPoolTests.text)
    }

    /// Sends so many at once; the recipients of those that were accepted.
    static func send(_ count: Int, over pool: SMTPPool) async -> [SMTPOutcome] {
        await withTaskGroup(of: (Int, SMTPOutcome).self) { group in
            for number in 1...count {
                group.addTask { (number, await pool.send(mail(number))) }
            }
            return await group.reduce(into: [(Int, SMTPOutcome)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    static func accepted(_ outcomes: [SMTPOutcome]) -> Int {
        outcomes.count { if case .accepted = $0 { true } else { false } }
    }

    static func recipients(_ sink: MailSink) -> Set<String> { Set(sink.messages.flatMap(\.to)) }

    @Test(arguments: [true, false])
    func `messages go over as many connections as there may be, each once`(
        pipelines: Bool
    ) async throws {
        let sink = try await MailSink.start(pipelines: pipelines)
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url), connections: 4)
        #expect(Self.accepted(await Self.send(200, over: pool)) == 200)
        #expect(sink.messages.count == 200)
        #expect(Self.recipients(sink).count == 200)
        #expect((1...4).contains(sink.mostAtOnce))
        await pool.close()
    }

    @Test func `a server that lets us have two connections gets all over two`() async throws {
        let sink = try await MailSink.start(connectionsAtOnce: 2)
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url), connections: 6)
        #expect(Self.accepted(await Self.send(100, over: pool)) == 100)
        #expect(Self.recipients(sink).count == 100)
        #expect(sink.messages.count == 100)
        #expect(sink.mostAtOnce <= 2)
    }

    @Test func `a server that takes five messages a connection gets all over many`() async throws {
        let sink = try await MailSink.start(messagesPerConnection: 5)
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url), connections: 3)
        #expect(Self.accepted(await Self.send(100, over: pool)) == 100)
        #expect(sink.messages.count == 100)
        #expect(Self.recipients(sink).count == 100)
        let perConnection = Dictionary(grouping: sink.messages, by: \.connection)
        #expect(perConnection.values.allSatisfy { $0.count <= 5 })
    }

    @Test func `a server that is away fails all that wait, and is asked once`() async throws {
        let sink = try await MailSink.start(greeting: "554 5.7.1 Go away")
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url), connections: 5)
        let outcomes = await Self.send(20, over: pool)
        let untried = outcomes.count { if case .notTried = $0 { true } else { false } }
        #expect(untried == 20)
        #expect(sink.connections < 20)
        #expect(sink.transactions == 0)
    }

    @Test func `what is asked before a message leaves decides, also when the server waits for it`()
        async throws
    {
        let sink = try await MailSink.start()
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url))
        let asked = Mutex(0)
        var mail = Self.mail(1)
        // Yes to the envelope, no to the text.
        mail.handOver = HandOver(isAllowed: {
            asked.withLock { asked in
                asked += 1
                return asked == 1
            }
        })
        guard case .notTried(let problem) = await pool.send(mail) else {
            Issue.record("tried")
            return
        }
        #expect(problem.summary == "a message came too late to be handed over")
        #expect(asked.withLock { $0 } == 2)
        #expect(Self.accepted(await Self.send(1, over: pool)) == 1)
        #expect(sink.messages.count == 1)
    }

    @Test func `what cannot be noted does not leave`() async throws {
        let sink = try await MailSink.start()
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url))
        let full = Problem(.infrastructure, "the disk is full", hint: "Make room.")
        var mail = Self.mail(1)
        mail.handOver = HandOver(isAllowed: { true }, begins: { () throws(Problem) in throw full })
        #expect(await pool.send(mail) == .notTried(full))
        #expect(sink.messages.isEmpty)
    }
}
