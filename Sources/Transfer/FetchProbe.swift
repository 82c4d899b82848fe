internal import CCurl
internal import Foundation
package import Problems

/// Asks a server for a file's head alone: whether it answers, lets us in and has the file.
package actor FetchProbe {
    private let executor = BlockingExecutor(label: "tidings.probe")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init() {}

    /// - Throws: `.guarded` when the file is not there, `.infrastructure` when the server does not
    ///   answer or does not let us in.
    package func look(for request: FetchRequest) throws(Problem) {
        if let problem = request.unfit { throw problem }
        let handle = try CurlHandle()
        handle.prepare(request, at: request.url)
        handle.set(CURLOPT_NOBODY, 1)
        handle.set(CURLOPT_TIMEOUT, request.timeoutSeconds)
        // FTP answers a look with lines about the file.
        handle.onWrite { _, size, count, _ in size * count }
        handle.onHeader { _, size, count, _ in size * count }
        let code = handle.perform(CURLOPT_HTTPHEADER, [])
        let attempt = FetchAttempt(
            code: code, status: handle.status, isWhole: true, wasStretch: false,
            wasConditional: false, validators: FetchValidators(etag: nil, lastModified: nil),
            redirect: handle.redirect.flatMap { URL(string: $0) },
            explanation: handle.explanation(of: code))
        // Some servers refuse to tell of a file what they would give of it.
        if attempt.status == 405 || attempt.status == 501 { return }
        switch FetchVerdict(attempt, of: request) {
        case .failed(let problem), .passing(let problem, _): throw problem
        case .whole, .unchanged, .redirected, .askPlainly, .cancelled: return
        }
    }
}
