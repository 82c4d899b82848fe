internal import Foundation
internal import Problems

/// Fetches a file from a server: all of it, or none.
///
/// ```
/// ask → judge → (follow a redirect, wait and ask again, ask plainly) → finish
/// ```
package struct Fetch: Sendable {
    private let request: FetchRequest
    private let clock: any Clock<Duration>
    private let connection = FetchConnection()

    /// As browsers and RFC 9110 advise against loops; five are more than a feed's server needs.
    private static let redirects = 5
    /// The longest wait that a server may ask for, in seconds.
    private static let longestWait = 600

    /// - Parameter clock: On which the waits between tries are counted.
    package init(_ request: FetchRequest, clock: any Clock<Duration> = ContinuousClock()) {
        self.request = request
        self.clock = clock
    }

    /// Fetches the file, or learns that it is still the known one.
    ///
    /// - Throws: A `Problem`: infrastructure when the server is out of reach or does not let us
    ///   in, guarded when the file is missing or not what it should be.
    package func run() async throws -> FetchResult {
        if let problem = request.unfit { throw problem }
        do {
            return try await goOn()
        } catch let error as CocoaError {
            throw request.notWritten(error.localizedDescription)
        }
    }

    private func goOn() async throws -> FetchResult {
        var url = request.url
        var isPlain = false
        var failures = 0
        var followed = 0
        while true {
            let attempt = try await connection.attempt(request, at: url, isPlain: isPlain)
            switch FetchVerdict(attempt, of: request) {
            case .whole:
                guard let path = try await connection.finish(request) else {
                    throw request.webPage
                }
                return .fetched(path: path, attempt.validators)
            case .unchanged: return .unchanged
            case .redirected(let next):
                followed += 1
                guard followed <= Self.redirects else { throw request.circling }
                url = next
            case .askPlainly:
                // Who answers so to a plain question, too, has no file to give.
                guard !isPlain else { throw request.refused(attempt.status) }
                isPlain = true
            case .passing(let problem, let after):
                failures += 1
                let wait = after ?? Self.wait(after: failures)
                guard failures <= request.retries, wait <= Self.longestWait else { throw problem }
                try await clock.sleep(for: .seconds(wait))
                // What came so far may be gone on with, unless the server cannot do that.
                (url, followed) = (request.url, 0)
            case .failed(let problem):
                try await connection.discard(request)
                throw problem
            case .cancelled: throw CancellationError()
            }
        }
    }

    /// 2, 8, 32, … seconds, at most five minutes.
    static func wait(after failures: Int) -> Int {
        min(300, 2 << (2 * min(failures - 1, 5)))
    }
}
