internal import Foundation

/// The conversation about one message after another on an open connection (RFC 5321, 2920).
///
/// ```
/// [RSET] MAIL RCPT DATA ── 354 → the text and its end ── a reply → the next message
/// ```
/// Where the server offers PIPELINING, the commands leave together and a message costs two round
/// trips; else one after the other. It knows no socket: bytes come in, and what to do next goes out.
struct SMTPDialogue {
    /// How far a message has come: the last command that was answered badly, or not at all.
    enum Stage: Comparable {
        case mail
        case recipient
        case data
        /// The whole text has been left to the system to send.
        case ended
    }

    enum Step: Equatable {
        case wait
        case say([UInt8])
        /// 354: the text may go.
        case sendText
        case ended(Stage, SMTPReply)
    }

    private enum Command {
        case reset, mail, recipient, data, end
        /// The end of no text, which a server asked for although it refused the recipient.
        case nothing
    }

    private let canPipeline: Bool
    private let takesUTF8: Bool
    private var mail = SMTPMail(from: "", to: "", data: [])
    private var unsaid: [Command] = []
    private var unanswered: [Command] = []
    private var failure: (stage: Stage, reply: SMTPReply)?
    /// The server still has an envelope that came to nothing.
    private var needsReset = false
    /// What came and is not read yet, and the lines of the reply that is not whole yet.
    private var pending: [UInt8] = []
    private var lines: [ArraySlice<UInt8>] = []

    init(canPipeline: Bool, takesUTF8: Bool) {
        self.canPipeline = canPipeline
        self.takesUTF8 = takesUTF8
    }

    /// The last command that has not been answered well.
    var stage: Stage {
        if let failure { return failure.stage }
        return switch unanswered.first {
        case .reset, .mail: .mail
        case .recipient: .recipient
        case .end: .ended
        case .data, .nothing, nil: .data
        }
    }

    /// Whether the server holds an envelope of ours.
    var isInTransaction: Bool { needsReset }

    /// Whether the server takes such addresses.
    func canCarry(_ mail: SMTPMail) -> Bool { takesUTF8 || Self.isASCII(mail) }

    private static func isASCII(_ mail: SMTPMail) -> Bool {
        mail.from.utf8.allSatisfy { $0 < 128 } && mail.to.utf8.allSatisfy { $0 < 128 }
    }

    /// Begins a message: the first thing to say.
    mutating func begin(_ mail: SMTPMail) -> [UInt8] {
        self.mail = mail
        failure = nil
        unanswered = []
        unsaid = needsReset ? [.reset, .mail, .recipient, .data] : [.mail, .recipient, .data]
        needsReset = false
        return sayNext()
    }

    /// The text is with the system: only a reply tells its fate now.
    mutating func textIsSent() { unanswered = [.end] }

    /// The text as it goes over the wire: lines that begin with a dot get another (RFC 5321,
    /// 4.5.2), the last line ends, and a dot alone says that this was all.
    static func wire(_ data: [UInt8]) -> [UInt8] {
        var wire: [UInt8] = []
        wire.reserveCapacity(data.count + 64)
        // Most of it is taken whole.
        var start = data.startIndex
        var lineStart = data.startIndex
        while lineStart < data.endIndex {
            if data[lineStart] == UInt8(ascii: ".") {
                wire += data[start..<lineStart]
                wire.append(UInt8(ascii: "."))
                start = lineStart
            }
            guard let end = data.lineEnd(from: lineStart) else { break }
            lineStart = end + 1
        }
        wire += data[start...]
        if !wire.isEmpty, !wire.suffix(2).elementsEqual([13, 10]) { wire += "\r\n".utf8 }
        wire += ".\r\n".utf8
        return wire
    }

    /// Reads what the server has said.
    mutating func received(_ bytes: some Sequence<UInt8>) -> Step {
        pending += bytes
        var start = 0
        defer { pending.removeFirst(start) }
        while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = pending[start..<end]
            start = end + 1
            // A server that talks without end is not worth the memory.
            if lines.count < 100 { lines.append(line.prefix(2000)) }
            guard line.count < 4 || line[line.startIndex + 3] != UInt8(ascii: "-") else { continue }
            let step = answered(lines)
            lines = []
            if step != .wait { return step }
        }
        return .wait
    }

    private mutating func answered(_ lines: [ArraySlice<UInt8>]) -> Step {
        guard let command = unanswered.first else {
            // Nobody asked: a server that says goodbye.
            return self.reply(lines).map { .ended(self.stage, $0) } ?? .wait
        }
        let code = lines.last.flatMap { Self.code($0) } ?? 0
        let isFine = (200..<300).contains(code) || command == .data && code == 354
        // Most answers are yes: only the last one's words are worth reading.
        let isPlain = isFine && command != .end
        guard let reply = isPlain ? SMTPReply(code: code, text: "") : self.reply(lines) else {
            return .wait
        }
        let stage = self.stage
        unanswered.removeFirst()
        if reply.code == 421 { return .ended(stage, failure?.reply ?? reply) }
        switch (command, reply.code) {
        case (.reset, _): break
        case (.mail, 200..<300): needsReset = true
        case (.recipient, 200..<300): break
        case (.data, 354) where failure == nil: return .sendText
        case (.data, 354):
            unanswered = [.nothing]
            return .say(Array(".\r\n".utf8))
        case (.end, _):
            needsReset = false
            return .ended(.ended, reply)
        case (.nothing, _): break
        default: failure = failure ?? (stage, reply)
        }
        if let failure {
            unsaid = []
            return unanswered.isEmpty ? .ended(failure.stage, failure.reply) : .wait
        }
        return unsaid.isEmpty ? .wait : .say(sayNext())
    }

    private func reply(_ lines: [ArraySlice<UInt8>]) -> SMTPReply? {
        let texts = lines.map { line in
            String(
                decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        let hidden = mail.to.split(separator: "@").first.map { [String($0)] } ?? []
        return SMTPReply(lines: texts, hiding: hidden)
    }

    /// The three digits that a line begins with.
    private static func code(_ line: ArraySlice<UInt8>) -> Int? {
        let digits = line.prefix(3).map { Int($0) - 48 }
        guard digits.count == 3, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        return digits[0] * 100 + digits[1] * 10 + digits[2]
    }

    private mutating func sayNext() -> [UInt8] {
        let next = canPipeline ? unsaid : Array(unsaid.prefix(1))
        unsaid.removeFirst(next.count)
        unanswered += next
        return next.flatMap { Array(words(of: $0).utf8) }
    }

    private func words(of command: Command) -> String {
        switch command {
        case .reset: return "RSET\r\n"
        case .mail:
            return "MAIL FROM:<\(mail.from)>\(Self.isASCII(mail) ? "" : " SMTPUTF8")\r\n"
        case .recipient: return "RCPT TO:<\(mail.to)>\r\n"
        case .data: return "DATA\r\n"
        case .end, .nothing: return ".\r\n"
        }
    }
}

extension [UInt8] {
    /// The next line feed.
    fileprivate func lineEnd(from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
