internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A web server in this process, on a free loopback port: gives files as it should, or misbehaves.
///
/// It speaks enough of HTTP/1.1 for a client that fetches: GET and
/// POST, a connection for each request.
package final class WebServer: Sendable {
    /// What a client asked for.
    package struct Request: Sendable, Equatable {
        /// As it stood in the request line, with its query.
        package var target: String
        /// Names in small letters.
        package var headers: [String: String]
        /// What was posted.
        package var body = ""
    }

    /// What the server does with a request.
    package enum Answer: Sendable {
        /// Gives a file as RFC 9110 wants it: conditions, ranges and all.
        case file([UInt8], etag: String? = nil, lastModified: String? = nil, type: String? = nil)
        /// The same, but hangs up after so many bytes of the body.
        case cutFile([UInt8], etag: String? = nil, after: Int)
        /// A reply as it is; Content-Length is added unless it is there.
        case reply(Int, [String: String] = [:], [UInt8] = [])
        /// Sends the head and so many bytes, and then nothing more.
        case stall([UInt8], after: Int)
    }

    private let ledger: WebServerLedger
    private let channel: any Channel

    /// The port on 127.0.0.1.
    package let port: Int

    private init(ledger: WebServerLedger, channel: any Channel, port: Int) {
        self.ledger = ledger
        self.channel = channel
        self.port = port
    }

    /// Starts a server on a free port; every path is 404 until it is scripted.
    package static func start() async throws -> WebServer {
        let ledger = WebServerLedger()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        WebServerSession(ledger: ledger))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = channel.localAddress?.port else {
            throw ChannelError.unknownLocalAddress
        }
        return WebServer(ledger: ledger, channel: channel, port: port)
    }

    deinit { channel.close(promise: nil) }

    /// `http://127.0.0.1:PORT`.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// What was asked for so far, in order.
    package var requests: [Request] { ledger.state.withLock { $0.requests } }

    /// Answers requests for a path one after the other; the last answer holds for all that follow.
    package func script(_ path: String, _ answers: Answer...) {
        ledger.state.withLock { $0.answers[path] = answers }
    }
}

/// What a server and its sessions share.
final class WebServerLedger: Sendable {
    struct State {
        var answers: [String: [WebServer.Answer]] = [:]
        var requests: [WebServer.Request] = []
    }
    let state = Mutex(State())

    func answer(to request: WebServer.Request) -> WebServer.Answer {
        state.withLock { state in
            state.requests.append(request)
            let path = String(request.target.prefix { $0 != "?" })
            guard let answers = state.answers[path], let answer = answers.first else {
                return .reply(404)
            }
            if answers.count > 1 { state.answers[path] = Array(answers.dropFirst()) }
            return answer
        }
    }
}
