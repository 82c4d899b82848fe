internal import CCurl
internal import Problems

/// What a server says while libcurl opens a connection to it: greeting, EHLO, STARTTLS, AUTH.
final class SMTPOpening {
    private var lines: [String] = []

    /// What the last EHLO was answered with.
    var dialogue: SMTPDialogue {
        let offers = Set(
            lines.compactMap { $0.dropFirst(4).split(separator: " ").first?.uppercased() })
        return SMTPDialogue(
            canPipeline: offers.contains("PIPELINING"), takesUTF8: offers.contains("SMTPUTF8"))
    }

    /// Why a connection did not come about.
    func problem(_ code: CURLcode, _ cause: String, of server: String) -> Problem {
        let mark = lines.last?.prefix(3)
        let last = lines.reversed().prefix { $0.prefix(3) == mark }.reversed()
        if let reply = SMTPReply(lines: Array(last), hiding: []), reply.code >= 400 {
            return Self.notServed(server, reply.description)
        }
        return switch code {
        // A token that is over is answered with 334 and a reason, and only then refused.
        case CURLE_LOGIN_DENIED: Self.notServed(server, cause)
        case CURLE_USE_SSL_FAILED: Self.noTLS(server, cause)
        case CURLE_SSL_CONNECT_ERROR: Self.noHandshake(server, cause)
        case CURLE_PEER_FAILED_VERIFICATION: Self.badCertificate(server, cause)
        default: Self.notReached(server, cause)
        }
    }

    /// Makes a handle report to this until it is gone; the handle holds it unretained.
    func attach(to handle: CurlHandle) {
        handle.set(CURLOPT_HEADERDATA, pointer: Unmanaged.passUnretained(self).toOpaque())
        handle.onHeader { buffer, size, count, context in
            guard let context else { return size * count }
            let opening = Unmanaged<SMTPOpening>.fromOpaque(context).takeUnretainedValue()
            opening.received(UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
    }

    private func received(_ bytes: UnsafeRawBufferPointer) {
        let line =
            String(decoding: bytes.prefix(2000), as: UTF8.self)
            .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        // 220 is the greeting, or the beginning of TLS: what was offered before counts no more.
        if line.hasPrefix("220") { lines = [] }
        // A server that talks without end is not worth the memory.
        if lines.count < 100 { lines.append(line) }
    }
}

extension SMTPOpening {
    private static func notServed(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) does not serve us",
            hint: "Check the user and the password in the mail transport's URL, and that this"
                + " machine may use the server.", cause: cause)
    }
    private static func noTLS(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) offers no encryption",
            hint: "Use smtps:// if it speaks TLS from the first byte; ?tls=none only where nobody"
                + " else can listen.", cause: cause)
    }
    private static func noHandshake(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) and this machine find no common TLS",
            hint: "smtps:// speaks TLS from the first byte, mostly on port 465; smtp:// turns to it"
                + " by STARTTLS, mostly on port 587.", cause: cause)
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
}
