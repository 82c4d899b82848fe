internal import CCurl
internal import Foundation

/// What one try at a fetch hears: fed by libcurl's callbacks, read once it has returned.
final class FetchExchange {
    /// Why a transfer was given up from this side.
    enum Stop {
        /// It would not fit what is there of the file.
        case wouldSplice
        case tooLarge
        case webPage
        case disk(String)
        case cancelled
    }

    private enum Body {
        case unknown, kept, ignored
    }

    /// The code of the last reply; 0 where the protocol has none.
    private(set) var status = 0
    /// Those of the last reply, names in small letters.
    private(set) var headers: [String: String] = [:]
    private(set) var stop: Stop?
    private let part: FetchPart
    private let largest: Int
    private let isHTTP: Bool
    /// The stretch that was asked for begins here; nil when the whole file was.
    private let offset: Int?
    private var body = Body.unknown

    init(part: FetchPart, largest: Int, isHTTP: Bool, offset: Int?) {
        self.part = part
        self.largest = largest
        self.isHTTP = isHTTP
        self.offset = offset
    }

    /// The server has sent a line of a reply's head.
    func received(header bytes: UnsafeRawBufferPointer) {
        guard isHTTP else { return }
        let line =
            String(decoding: bytes, as: UTF8.self)
            .split(whereSeparator: \.isNewline).first ?? ""
        if line.hasPrefix("HTTP/") {
            let words = line.split(separator: " ")
            status = words.count > 1 ? Int(words[1]) ?? 0 : 0
            headers = [:]
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers[line[..<colon].lowercased()] = String(value)
        }
    }

    /// The server has sent some of the body; false gives the transfer up.
    func received(body bytes: UnsafeRawBufferPointer) -> Bool {
        if Task.isCancelled { stop = .cancelled }
        if body == .unknown { begin() }
        guard stop == nil else { return false }
        guard body == .kept else { return true }
        guard part.size + bytes.count <= largest else {
            stop = .tooLarge
            return false
        }
        do { try part.write(bytes) } catch { stop = .disk(error.localizedDescription) }
        return stop == nil
    }

    /// The transfer has ended well: a file without a byte in it has begun, too.
    func ended() {
        if body == .unknown { begin() }
    }

    var validators: FetchValidators {
        FetchValidators(etag: headers["etag"], lastModified: headers["last-modified"])
    }

    private func begin() {
        body = .ignored
        do {
            if !isHTTP {
                try part.restart(tag: nil)
                body = .kept
            } else if status == 200 {
                try beginWhole()
            } else if status == 206 {
                try beginStretch()
            }
        } catch {
            stop = .disk(error.localizedDescription)
        }
    }

    private func beginWhole() throws {
        let type = headers["content-type"]?.lowercased() ?? ""
        if ["text/html", "application/xhtml+xml"].contains(where: type.hasPrefix) {
            stop = .webPage
        } else if headers["content-length"].flatMap({ Int($0) }) ?? 0 > largest {
            stop = .tooLarge
        } else {
            try part.restart(tag: validators.strongETag)
            body = .kept
        }
    }

    private func beginStretch() throws {
        // `bytes 1000-1999/2000`, of the very version whose beginning is there.
        let range = headers["content-range"]?.split { " -/".contains($0) } ?? []
        guard let offset, offset == part.size, range.count == 4, Int(range[1]) == offset,
            headers["etag"] == nil || headers["etag"] == part.tag
        else {
            stop = .wouldSplice
            return
        }
        try part.resume()
        body = .kept
    }

    /// Whether a stretch that was asked for makes the file whole.
    var isWhole: Bool {
        guard status == 206 else { return true }
        return headers["content-range"]?.split(separator: "/").last.flatMap { Int($0) } == part.size
    }
}

extension FetchExchange {
    /// Makes a handle report to this exchange, which the caller keeps alive until it has returned.
    func attach(to handle: CurlHandle) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA] {
            handle.set(option, pointer: context)
        }
        handle.onHeader { buffer, size, count, context in
            guard let context else { return 0 }
            FetchExchange.from(context).received(
                header: UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
        handle.onWrite { buffer, size, count, context in
            guard let context else { return 0 }
            let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
            return FetchExchange.from(context).received(body: bytes) ? size * count : 0
        }
        // A server that says nothing must not hold up who wants to stop.
        handle.onProgress { _, _, _, _, _ in Task.isCancelled ? 1 : 0 }
    }

    private static func from(_ context: UnsafeMutableRawPointer) -> FetchExchange {
        Unmanaged<FetchExchange>.fromOpaque(context).takeUnretainedValue()
    }
}
