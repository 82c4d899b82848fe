internal import Foundation
internal import NIOCore

/// One connection of a web server: one request in, one answer out.
final class WebServerSession: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let ledger: WebServerLedger
    private var head: [UInt8] = []

    init(ledger: WebServerLedger) { self.ledger = ledger }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        head += unwrapInboundIn(data).readableBytesView
        let text = String(decoding: head, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return }
        var request = Self.request(String(text[..<end.upperBound]))
        request.body = String(text[end.upperBound...])
        let length = request.headers["content-length"].flatMap { Int($0) } ?? 0
        guard request.body.utf8.count >= length else { return }
        head = []
        answer(ledger.answer(to: request), to: request, context)
    }

    private func answer(
        _ answer: WebServer.Answer, to request: WebServer.Request, _ context: ChannelHandlerContext
    ) {
        switch answer {
        case .file(let bytes, let etag, let lastModified, let type):
            var headers: [String: String] = [:]
            headers["ETag"] = etag
            headers["Last-Modified"] = lastModified
            headers["Content-Type"] = type
            give(bytes, headers, to: request, context)
        case .cutFile(let bytes, let etag, let count):
            var headers: [String: String] = [:]
            headers["ETag"] = etag
            give(bytes, headers, to: request, cutAfter: count, context)
        case .reply(let status, let headers, let body): send(status, headers, body, context)
        case .stall(let bytes, let count):
            let length = ["Content-Length": String(bytes.count)]
            send(200, length, Array(bytes.prefix(count)), andClose: false, context)
        }
    }

    /// Conditions first (ETag before Last-Modified), then a range if its version is still there.
    private func give(
        _ bytes: [UInt8], _ headers: [String: String], to request: WebServer.Request,
        cutAfter: Int? = nil, _ context: ChannelHandlerContext
    ) {
        let asked = request.headers
        let isKnown =
            asked["if-none-match"].map { $0 == headers["ETag"] }
            ?? asked["if-modified-since"].map { $0 == headers["Last-Modified"] } ?? false
        if isKnown { return send(304, headers, [], context) }
        var all = headers
        guard let range = asked["range"], let first = Int(range.dropFirst(6).dropLast()),
            first < bytes.count, asked["if-range"].map({ $0 == headers["ETag"] }) ?? true
        else {
            all["Content-Length"] = String(bytes.count)
            return send(200, all, Array(bytes.prefix(cutAfter ?? bytes.count)), context)
        }
        all["Content-Length"] = String(bytes.count - first)
        all["Content-Range"] = "bytes \(first)-\(bytes.count - 1)/\(bytes.count)"
        send(206, all, Array(bytes[first...].prefix(cutAfter ?? bytes.count)), context)
    }

    private func send(
        _ status: Int, _ headers: [String: String], _ body: [UInt8], andClose: Bool = true,
        _ context: ChannelHandlerContext
    ) {
        var all = headers
        if all["Content-Length"] == nil { all["Content-Length"] = String(body.count) }
        all["Connection"] = "close"
        let lines = ["HTTP/1.1 \(status) Scripted"] + all.map { "\($0): \($1)" }
        var buffer = context.channel.allocator.buffer(capacity: body.count + 512)
        buffer.writeString(lines.joined(separator: "\r\n") + "\r\n\r\n")
        buffer.writeBytes(body)
        let sent = context.writeAndFlush(wrapOutboundOut(buffer))
        if andClose {
            let channel = context.channel
            sent.whenComplete { _ in channel.close(promise: nil) }
        }
    }

    private static func request(_ text: String) -> WebServer.Request {
        let lines = text.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        return WebServer.Request(
            target: words.count > 1 ? String(words[1]) : "", headers: headers)
    }
}
