internal import CCurl
package import Foundation
package import Problems

/// Whether something listens at an address, without asking it anything.
package actor AddressProbe {
    private let executor = BlockingExecutor(label: "tidings.probe")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init() {}

    /// - Parameter url: `https` or `http`; secret but for its host.
    /// - Throws: an `.infrastructure` problem when there is no connection, or no trust in it.
    package func look(at url: URL, seconds: Int) throws(Problem) {
        let handle = try CurlHandle()
        handle.set(CURLOPT_URL, url.absoluteString)
        handle.set(CURLOPT_PROTOCOLS_STR, "https,http")
        handle.set(CURLOPT_CONNECT_ONLY, 1)
        handle.set(CURLOPT_TIMEOUT, seconds)
        let code = handle.perform(CURLOPT_HTTPHEADER, [])
        guard code == CURLE_OK else {
            throw Self.notReached(url.host() ?? "", handle.explanation(of: code))
        }
    }

    private static func notReached(_ host: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "\(host) cannot be reached",
            hint: "Check the address, the network and the certificate.", cause: cause)
    }
}
