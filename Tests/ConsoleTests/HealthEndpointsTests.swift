import Console
import Foundation
import Logging
import ServiceLifecycle
import TestKit
import Testing

struct HealthEndpointsTests {
    private static let asking = """
        import http.client, sys
        for path in ["healthz", "readyz", "metrics"]:
            server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=60)
            server.request("GET", "/" + path)
            answer = server.getresponse()
            print(answer.status, repr(answer.read().decode()))
        """

    /// What is answered to a watcher who asks for health, readiness and metrics.
    private static func answers(_ endpoints: HealthEndpoints) async throws -> [String] {
        let port = try FreePort.next()
        let (begins, begun) = AsyncStream.makeStream(of: Void.self)
        var log = Logger(label: "health")
        log.logLevel = .critical
        let service = endpoints.service(
            host: "127.0.0.1", port: port, log: log, begun: { begun.finish() })
        let task = Task { try await service.run() }
        for await _ in begins {}
        let text = try await withCheckedThrowingContinuation { continuation in
            // It waits for the answers, which other tasks give.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Python.output(asking, ["\(port)"]) })
            }
        }
        task.cancel()
        return text.split(separator: "\n").map(String.init)
    }

    @Test func `one that is well answers 200, with what else is to be known`() async throws {
        let endpoints = HealthEndpoints(
            isAlive: { true }, troubles: { [] }, notes: { ["1 changed file refused"] },
            metrics: { "tidings_ready 1\n" }, pages: PageRoutes { nil })
        #expect(
            try await Self.answers(endpoints) == [
                #"200 'ok\n'"#, #"200 'ok\n1 changed file refused\n'"#,
                #"200 'tidings_ready 1\n'"#,
            ])
    }

    @Test func `one that hangs, is not ready or has no numbers answers 503, and says why`()
        async throws
    {
        let endpoints = HealthEndpoints(
            isAlive: { false }, troubles: { ["the sender hangs", "the teller has not begun"] },
            notes: { ["not told"] }, metrics: { throw CancellationError() },
            pages: PageRoutes { nil })
        #expect(
            try await Self.answers(endpoints) == [
                #"503 'not ready\n'"#,
                #"503 'not ready\nthe sender hangs\nthe teller has not begun\n'"#,
                #"503 'not ready\n'"#,
            ])
    }
}
