import HTTPTypes
import Hummingbird
package import Logging
package import ServiceLifecycle

/// What a serving process answers: to who watches it, and to customers who follow a mail's links.
///
/// - `/healthz`: 200 as long as no part hangs;
/// - `/readyz`: 200 once all parts run and reach the database, else 503; the lines below say what is
///   not so, or what else is to be known;
/// - `/metrics`: Prometheus's text format.
package struct HealthEndpoints: Sendable {
    private let isAlive: @Sendable () -> Bool
    private let troubles: @Sendable () -> [String]
    private let notes: @Sendable () -> [String]
    private let metrics: @Sendable () async throws -> String
    private let pages: PageRoutes

    /// - Parameters:
    ///   - troubles: what keeps the process from being ready, a line each.
    ///   - notes: what is to be known of one that is.
    ///   - pages: what links in mails lead to.
    package init(
        isAlive: @escaping @Sendable () -> Bool,
        troubles: @escaping @Sendable () -> [String],
        notes: @escaping @Sendable () -> [String],
        metrics: @escaping @Sendable () async throws -> String, pages: PageRoutes
    ) {
        self.isAlive = isAlive
        self.troubles = troubles
        self.notes = notes
        self.metrics = metrics
        self.pages = pages
    }

    /// The server, which finishes what it answers when it is asked to stop.
    ///
    /// - Parameter begun: is called once it listens.
    package func service(
        host: String, port: Int, log: Logger, begun: @escaping @Sendable () -> Void
    ) -> any Service {
        let router = Router()
        add(to: router)
        pages.add(to: router)
        let application = Application(
            router: router, configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { _ in begun() }, logger: log)
        return Listener(application: application, address: "\(host):\(port)")
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("healthz") { _, _ in Self.answer(isAlive()) }
        router.get("readyz") { _, _ in
            let troubles = troubles()
            return Self.answer(troubles.isEmpty, lines: troubles.isEmpty ? notes() : troubles)
        }
        router.get("metrics") { _, _ -> Response in
            // A database that is away has no numbers; the other answers tell of it.
            guard let text = try? await metrics() else { return Self.answer(false) }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }

    private static func answer(_ isWell: Bool, lines: [String] = []) -> Response {
        let text = ([isWell ? "ok" : "not ready"] + lines).joined(separator: "\n") + "\n"
        return Response(
            status: isWell ? .ok : .serviceUnavailable,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
