import Foundation
import Hummingbird
import NIOCore
import Problems
import ServiceLifecycle

/// A server that tells in plain words why it cannot listen.
struct Listener<Served: ApplicationProtocol>: Service {
    let application: Served
    /// As it was asked for, `127.0.0.1:8025`.
    let address: String

    func run() async throws {
        do {
            try await application.run()
        } catch {
            throw Self.notListening(address, error)
        }
    }

    private static func notListening(_ address: String, _ error: any Error) -> Problem {
        Problem(
            .infrastructure, "nobody can listen at \(address)",
            hint: "Another process has it, or this machine has no such address: choose one by"
                + " `--listen`.",
            cause: (error as? IOError).map { String(cString: strerror($0.errnoCode)) })
    }
}
