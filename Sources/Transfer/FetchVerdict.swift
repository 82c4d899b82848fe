internal import CCurl
internal import Foundation
internal import Problems

/// What one try at a fetch means for the next.
enum FetchVerdict {
    case whole
    case unchanged
    case redirected(URL)
    /// Asks for the whole file, whatever is known or there of it.
    case askPlainly
    /// Try again later: in so many seconds, if the server says so.
    case passing(Problem, after: Int?)
    case failed(Problem)
    case cancelled
}

extension FetchVerdict {
    /// Judges a try: first why it was given up here, then the protocol's code, then HTTP's status.
    init(_ attempt: FetchAttempt, of request: FetchRequest) {
        if let stop = attempt.stop {
            self = Self.stopped(stop, request)
        } else if attempt.code == CURLE_ABORTED_BY_CALLBACK {
            self = .cancelled
        } else if attempt.code != CURLE_OK {
            self = Self.broken(attempt, request)
        } else if request.isHTTP {
            self = Self.answered(attempt, request)
        } else {
            self = .whole
        }
    }

    private static func stopped(_ stop: FetchExchange.Stop, _ request: FetchRequest) -> Self {
        switch stop {
        case .wouldSplice: .askPlainly
        case .tooLarge: .failed(request.tooLarge)
        case .webPage: .failed(request.webPage)
        case .disk(let cause): .failed(request.notWritten(cause))
        case .cancelled: .cancelled
        }
    }

    private static func broken(_ attempt: FetchAttempt, _ request: FetchRequest) -> Self {
        switch attempt.code {
        case CURLE_REMOTE_FILE_NOT_FOUND, CURLE_FTP_COULDNT_RETR_FILE: .failed(request.missing)
        case CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED:
            .failed(request.denied(attempt.explanation))
        case CURLE_PEER_FAILED_VERIFICATION:
            .failed(
                request.scheme == "sftp"
                    ? request.unknownHost : request.unverified(attempt.explanation))
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_SSL_CACERT_BADFILE:
            .failed(request.unreachable(attempt.explanation))
        default: .passing(request.unreachable(attempt.explanation), after: nil)
        }
    }

    private static func answered(_ attempt: FetchAttempt, _ request: FetchRequest) -> Self {
        switch attempt.status {
        case 200: return .whole
        case 206: return attempt.isWhole ? .whole : .askPlainly
        case 304: return attempt.wasConditional ? .unchanged : .askPlainly
        case 416: return .askPlainly
        case 301, 302, 303, 307, 308:
            guard let next = attempt.redirect else {
                return .failed(request.refused(attempt.status))
            }
            return request.mayFollow(to: next)
                ? .redirected(next) : .failed(request.sentAway(to: next))
        case 401, 403: return .failed(request.denied("HTTP \(attempt.status)"))
        case 404, 410: return .failed(request.missing)
        case 408, 425, 429, 500...599:
            return .passing(request.busy(attempt.status), after: attempt.retryAfter)
        default: return .failed(request.refused(attempt.status))
        }
    }
}
