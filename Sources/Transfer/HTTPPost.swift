internal import CCurl
package import Foundation
package import Problems

/// A text that is posted to an address, which is a secret: problems name its host alone.
package struct HTTPPost: Sendable {
    private let url: URL
    private let headers: [String]
    private let body: String

    /// How long the whole exchange may take.
    private static let seconds = 10

    /// - Parameter headers: lines, as `Content-Type: application/json`.
    package init(to url: URL, headers: [String], body: String) {
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Posts it once. A redirect is not followed: who is told is the workspace's to say.
    ///
    /// - Throws: `.infrastructure` when nobody answers, or with anything but 2xx.
    package func send() async throws(Problem) {
        let host = url.host() ?? ""
        let exchange = Exchange()
        let (status, cause) = try await exchange.post(
            url.absoluteString, headers, body, seconds: Self.seconds)
        guard let status else { throw Self.notReached(host, cause) }
        guard (200...299).contains(status) else { throw Self.refused(host, status) }
    }

    /// One try, on a thread of its own.
    private actor Exchange {
        private let executor = BlockingExecutor(label: "tidings.post")

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            executor.asUnownedSerialExecutor()
        }

        /// The status of the answer, or libcurl's word for why there is none.
        func post(
            _ url: String, _ headers: [String], _ body: String, seconds: Int
        ) throws(Problem) -> (status: Int?, cause: String) {
            let handle = try CurlHandle()
            handle.set(CURLOPT_URL, url)
            handle.set(CURLOPT_PROTOCOLS_STR, "https,http")
            handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
            handle.set(CURLOPT_FOLLOWLOCATION, 0)
            handle.set(CURLOPT_USERAGENT, "tidings")
            handle.set(CURLOPT_TIMEOUT, seconds)
            handle.set(CURLOPT_POST, 1)
            handle.set(CURLOPT_POSTFIELDSIZE, body.utf8.count)
            handle.set(CURLOPT_COPYPOSTFIELDS, body)
            // What is answered beyond the status is nobody's business.
            handle.onWrite { _, size, count, _ in size * count }
            // Without it libcurl waits for leave to send more than a kilobyte.
            let code = handle.perform(CURLOPT_HTTPHEADER, headers + ["Expect:"])
            guard code == CURLE_OK else { return (nil, handle.explanation(of: code)) }
            return (handle.status, "")
        }
    }
}

extension HTTPPost {
    private static func notReached(_ host: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the webhook at \(host) cannot be reached",
            hint: "Check `alerts: webhook:` and the network; it is tried again.", cause: cause)
    }

    private static func refused(_ host: String, _ status: Int) -> Problem {
        Problem(
            .infrastructure, "the webhook at \(host) answered \(status)",
            hint: "Check its address and key; it is tried again for a day.")
    }
}
