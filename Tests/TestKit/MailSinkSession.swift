internal import NIOCore
internal import Synchronization

/// One connection of a sink: commands in, replies out (RFC 5321).
final class MailSinkSession: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let ledger: MailSinkLedger
    private let offersUTF8: Bool
    private let pipelines: Bool
    private let greeting: String
    private let limits: Limits
    private var number = 0
    private var carried = 0
    private var pending: [UInt8] = []
    private var isInData = false
    /// MAIL was answered well.
    private var hasSender = false
    private var message = MailSinkSession.nothing
    private var action: MailSink.Action?

    private static let nothing = MailSink.Message(
        from: "", to: [], bytes: [], messageID: nil, isUTF8: false, connection: 0)

    /// What a server allows.
    struct Limits {
        var connections: Int
        var messages: Int
    }

    init(
        ledger: MailSinkLedger, offersUTF8: Bool, pipelines: Bool, greeting: String, limits: Limits
    ) {
        self.ledger = ledger
        self.offersUTF8 = offersUTF8
        self.pipelines = pipelines
        self.greeting = greeting
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        let isOne = ledger.state.withLock { state in
            state.connections += 1
            number = state.connections
            state.open += 1
            guard state.open <= limits.connections else { return false }
            state.mostOpen = max(state.mostOpen, state.open)
            return true
        }
        let words = isOne ? greeting : "421 4.7.0 Too many connections from you"
        reply(words, context)
        if words.first != "2" { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        ledger.state.withLock { $0.open -= 1 }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let searchedTo = pending.count
        pending += unwrapInboundIn(data).readableBytesView
        if isInData, case .dropAfter(let bytes) = action, pending.count >= bytes {
            return drop(context)
        }
        // The end of data may have begun in what was there before.
        var from = max(0, searchedTo - 4)
        while context.channel.isActive {
            if isInData {
                guard let end = endOfData(from: from) else { return }
                finish(end, context)
            } else {
                guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return }
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeFirst(end + 1)
                obey(line.hasSuffix("\r") ? String(line.dropLast()) : line, context)
            }
            from = 0
        }
    }

    private func obey(_ line: String, _ context: ChannelHandlerContext) {
        switch line.prefix(4).uppercased() {
        case "EHLO":
            let offers =
                ["sink.test", "8BITMIME"] + (pipelines ? ["PIPELINING"] : [])
                + (offersUTF8 ? ["SMTPUTF8"] : [])
            for offer in offers { reply("250-\(offer)", context) }
            reply("250 HELP", context)
        case "HELO", "NOOP": reply("250 OK", context)
        case "RSET":
            message = Self.nothing
            hasSender = false
            reply("250 OK", context)
        case "MAIL": mail(line, context)
        case "RCPT": recipient(line, context)
        case "DATA": data(context)
        case "QUIT":
            reply("221 Bye", context)
            context.close(promise: nil)
        default: reply("500 What?", context)
        }
    }

    private func mail(_ line: String, _ context: ChannelHandlerContext) {
        message = Self.nothing
        message.from = Self.path(in: line)
        message.isUTF8 = line.hasSuffix(" SMTPUTF8")
        message.connection = number
        action = ledger.state.withLock { state in
            state.transactions += 1
            return state.byNumber[state.transactions]
        }
        hasSender = false
        guard carried < limits.messages else {
            return reply("452 4.7.0 Too many messages on this connection", context)
        }
        carried += 1
        switch action {
        case .replyToMail(let code, let text): reply("\(code) \(text)", context)
        case .dropAtMail: drop(context)
        default:
            hasSender = true
            reply("250 OK", context)
        }
    }

    private func recipient(_ line: String, _ context: ChannelHandlerContext) {
        guard hasSender else { return reply("503 5.5.1 MAIL first", context) }
        let path = Self.path(in: line)
        action = action ?? ledger.state.withLock { $0.byRecipient[path] }
        switch action {
        case .replyToRecipient(let code, let text): reply("\(code) \(text)", context)
        case .dropAtRecipient: drop(context)
        default:
            message.to.append(path)
            reply("250 OK", context)
        }
    }

    private func data(_ context: ChannelHandlerContext) {
        // Commands may come all at once (RFC 2920): DATA too is refused when its recipient was.
        guard hasSender, !message.to.isEmpty else {
            return reply("503 5.5.1 No valid recipients", context)
        }
        switch action {
        case .replyToData(let code, let text): reply("\(code) \(text)", context)
        case .dropAtData: drop(context)
        default:
            isInData = true
            reply("354 Go on", context)
        }
    }

    private func finish(_ end: Range<Int>, _ context: ChannelHandlerContext) {
        message.bytes = Self.unescaped(pending[..<end.lowerBound])
        message.messageID = Self.messageID(in: message.bytes)
        pending.removeFirst(end.upperBound)
        isInData = false
        hasSender = false
        let answer = "250 2.0.0 OK: queued as \(message.connection)"
        switch action {
        case .replyToEnd(let code, let text):
            if code < 300 { ledger.keep(message) }
            reply("\(code) \(text)", context)
        case .dropAtEnd(let keeping):
            if keeping { ledger.keep(message) }
            drop(context)
        case .answerLate(let delay):
            ledger.keep(message)
            let channel = context.channel
            context.eventLoop.scheduleTask(in: TimeAmount(delay)) {
                channel.writeAndFlush(ByteBuffer(string: answer + "\r\n"), promise: nil)
            }
        case .dropAfterReply:
            ledger.keep(message)
            reply(answer, context)
            drop(context)
        default:
            ledger.keep(message)
            reply(answer, context)
        }
    }

    private func reply(_ line: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }

    private func drop(_ context: ChannelHandlerContext) {
        pending = []
        isInData = false
        context.close(promise: nil)
    }

    /// Where `CRLF . CRLF` stands, or `. CRLF` at the very beginning; the text ends before the dot.
    private func endOfData(from start: Int) -> Range<Int>? {
        let dot = Array(".\r\n".utf8)
        if pending.starts(with: dot) { return 0..<3 }
        let mark = Array("\r\n.\r\n".utf8)
        guard pending.count >= mark.count else { return nil }
        for index in start...max(start, pending.count - mark.count)
        where pending[index...].starts(with: mark) {
            return index + 2..<index + mark.count
        }
        return nil
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var isLineStart = true
        for byte in text {
            if !(isLineStart && byte == UInt8(ascii: ".")) { bytes.append(byte) }
            isLineStart = byte == UInt8(ascii: "\n")
        }
        return bytes
    }

    private static func path(in line: String) -> String {
        guard let open = line.firstIndex(of: "<"), let close = line.lastIndex(of: ">") else {
            return ""
        }
        return String(line[line.index(after: open)..<close])
    }

    private static func messageID(in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes.prefix(8192), as: UTF8.self)
        let headers = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty }
        return headers.first { $0.lowercased().hasPrefix("message-id:") }
            .flatMap { $0.split(separator: " ").last.map(String.init) }
    }
}
