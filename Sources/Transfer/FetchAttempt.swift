internal import CCurl
internal import Foundation

/// What came of one try at a fetch, at one address.
struct FetchAttempt {
    var code: CURLcode
    /// Of HTTP; 0 elsewhere.
    var status: Int
    var stop: FetchExchange.Stop?
    var isWhole: Bool
    /// Whether a stretch of the file was asked for.
    var wasStretch: Bool
    /// Whether another version than the known one was asked for.
    var wasConditional: Bool
    var validators: FetchValidators
    var redirect: URL?
    var retryAfter: Int?
    /// What libcurl says of a failure.
    var explanation: String
}

/// Carries tries out, on a thread of its own.
actor FetchConnection {
    private let executor = BlockingExecutor(label: "tidings.fetch")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Asks an address for a request's file; blocks until there is an answer or none any more.
    ///
    /// - Parameter isPlain: Asks for the whole file, whatever is known or there of it.
    func attempt(_ request: FetchRequest, at url: URL, isPlain: Bool) throws -> FetchAttempt {
        let part = try FetchPart(name: request.name, in: request.folder)
        if isPlain { part.discard() }
        let isStretch = request.isHTTP && part.tag != nil
        let exchange = FetchExchange(
            part: part, largest: request.largest, isHTTP: request.isHTTP,
            offset: isStretch ? part.size : nil)
        var headers: [String] = []
        var isConditional = false
        if isStretch, let tag = part.tag {
            headers = ["Range: bytes=\(part.size)-", "If-Range: \(tag)"]
        } else if !isPlain, request.isHTTP, let condition = request.known?.condition {
            headers = [condition]
            isConditional = true
        } else if isPlain {
            headers = ["Cache-Control: no-cache"]
        }
        let handle = try CurlHandle()
        handle.prepare(request, at: url)
        exchange.attach(to: handle)
        let code = withExtendedLifetime(exchange) { handle.perform(CURLOPT_HTTPHEADER, headers) }
        if code == CURLE_OK { exchange.ended() }
        part.close(isWhole: code == CURLE_OK && exchange.stop == nil && exchange.isWhole)
        return FetchAttempt(
            code: code, status: exchange.status, stop: exchange.stop, isWhole: exchange.isWhole,
            wasStretch: isStretch, wasConditional: isConditional, validators: exchange.validators,
            redirect: handle.redirect.flatMap { URL(string: $0) }, retryAfter: handle.retryAfter,
            explanation: handle.explanation(of: code))
    }

    /// Gives a whole file its name; nil if it is a web page.
    func finish(_ request: FetchRequest) throws -> String? {
        let part = try FetchPart(name: request.name, in: request.folder)
        if Self.isWebPage(try part.start()) {
            part.discard()
            return nil
        }
        return try part.finish()
    }

    /// Forgets what there is of a file.
    func discard(_ request: FetchRequest) throws {
        try FetchPart(name: request.name, in: request.folder).discard()
    }

    /// Whether bytes begin as a page that a browser shows: an error or a login in a feed's place.
    static func isWebPage(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        var rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if rest.hasPrefix("<?xml"), let end = rest.range(of: "?>") {
            rest = rest[end.upperBound...].drop { $0.isWhitespace }
        }
        return rest.hasPrefix("<!doctype html") || rest.hasPrefix("<html")
    }
}

extension CurlHandle {
    /// Sets what a request wants at an address; user and password only on their own server.
    func prepare(_ request: FetchRequest, at url: URL) {
        // Of ftps TLS begins with the connection, but on FTP's own port, as of ftpes, by a command.
        let isExplicit =
            request.scheme == "ftpes" || (request.scheme == "ftps" && url.port == 21)
        let text = url.absoluteString
        set(CURLOPT_URL, isExplicit ? "ftp" + text.dropFirst(request.scheme.count) : text)
        set(CURLOPT_PROTOCOLS_STR, isExplicit ? "ftp" : url.scheme)
        if isExplicit { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = request.authorities, request.isOwn(url) {
            set(CURLOPT_CAINFO, authorities)
        }
        set(CURLOPT_USERAGENT, "tidings")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_CONNECTTIMEOUT, request.timeoutSeconds)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, request.timeoutSeconds)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, request.timeoutSeconds)
        set(CURLOPT_BUFFERSIZE, 1 << 18)
        // A .gz file stays one, also where the server calls that an encoding.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        // Without a file of known hosts libcurl would trust any.
        set(CURLOPT_SSH_KNOWNHOSTS, request.knownHosts ?? "/dev/null")
        guard request.isOwn(url) else { return }
        set(CURLOPT_USERNAME, request.user)
        set(CURLOPT_PASSWORD, request.password)
        if let key = request.keyFile {
            set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
            set(CURLOPT_SSH_PRIVATE_KEYFILE, key)
            set(CURLOPT_KEYPASSWD, request.password)
        } else {
            set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD))
        }
    }
}
