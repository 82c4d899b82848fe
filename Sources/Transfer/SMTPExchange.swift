internal import CCurl

/// What is known of one message's passage: fed by libcurl's callbacks, read once it has returned.
///
/// libcurl sends the end of data (`CRLF.CRLF`) only after its read callback has answered 0, and
/// reports neither the sending nor its failure. So the callback's 0 is the point of no return:
/// before it the server cannot have taken the message over, after it only a reply tells.
final class SMTPExchange {
    /// How far the conversation has come: the last command that was sent.
    enum Stage: Comparable {
        /// Greeting, EHLO, STARTTLS, AUTH, or no connection at all.
        case opening
        case mail
        case recipient
        case data
        /// The end of data has been left to libcurl to send.
        case ended
    }

    private(set) var stage = Stage.opening
    /// The lines that came since the last command, or since the end of data.
    private(set) var lines: [String] = []
    private let body: [UInt8]
    private let deadline: ContinuousClock.Instant?
    private var position = 0
    /// libcurl has said QUIT: what the server answers from now on is no answer to the message.
    private var isOver = false

    init(body: [UInt8], deadline: ContinuousClock.Instant? = nil) {
        self.body = body
        self.deadline = deadline
    }

    /// libcurl wants more of the body: as much as fits, 0 at its end, an abort past the deadline.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if let deadline, ContinuousClock.now >= deadline { return Int(CURL_READFUNC_ABORT) }
        let count = min(buffer.count, body.count - position)
        guard count > 0 else {
            stage = .ended
            lines = []
            return 0
        }
        body[position..<position + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        position += count
        return count
    }

    /// The server has sent a line of a reply.
    func received(_ line: UnsafeRawBufferPointer) {
        var bytes = line[...]
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            bytes = bytes.dropLast()
        }
        // A server that talks without end is not worth the memory.
        guard !isOver, lines.count < 100 else { return }
        lines.append(String(decoding: bytes.prefix(2000), as: UTF8.self))
    }

    /// libcurl has sent a command. AUTH's lines pass by here as well: nothing of them is kept.
    func sent(_ command: UnsafeRawBufferPointer) {
        // A line of AUTH may happen to read QUIT; MAIL after it tells.
        isOver = command.elementsEqual("QUIT\r\n".utf8)
        guard !isOver else { return }
        lines = []
        if command.starts(with: "MAIL FROM:".utf8) {
            stage = .mail
        } else if stage == .mail, command.starts(with: "RCPT TO:".utf8) {
            stage = .recipient
        } else if stage == .recipient, command.starts(with: "DATA\r\n".utf8) {
            stage = .data
        }
    }
}

extension SMTPExchange {
    /// Makes a handle report to this exchange until `detach`.
    ///
    /// The handle holds the exchange unretained: the caller keeps it alive until it detaches.
    func attach(to handle: CurlHandle) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        handle.set(CURLOPT_READDATA, pointer: context)
        handle.set(CURLOPT_HEADERDATA, pointer: context)
        handle.set(CURLOPT_DEBUGDATA, pointer: context)
        handle.onRead { buffer, size, count, context in
            guard let context, let buffer else { return Int(CURL_READFUNC_ABORT) }
            let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
            return SMTPExchange.from(context).read(into: room)
        }
        handle.onHeader { buffer, size, count, context in
            guard let context else { return size * count }
            SMTPExchange.from(context).received(
                UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
        handle.onDebug { _, kind, buffer, count, context in
            guard kind == CURLINFO_HEADER_OUT, let context else { return 0 }
            SMTPExchange.from(context).sent(UnsafeRawBufferPointer(start: buffer, count: count))
            return 0
        }
    }

    /// Takes the exchange off a handle. What the handle still says, its QUIT, goes nowhere.
    static func detach(from handle: CurlHandle) {
        for option in [CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_DEBUGDATA] {
            handle.set(option, pointer: nil)
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer) -> SMTPExchange {
        Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue()
    }
}
