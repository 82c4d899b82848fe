package import Problems

/// How a run or a step ended.
package enum Outcome: String, Sendable, CaseIterable {
    case succeeded, failed, retryable, cancelled, refused

    /// The outcome that a failure means.
    package init(_ kind: Problem.Kind) {
        self =
            switch kind {
            case .infrastructure: .retryable
            case .refused: .refused
            case .bug, .usage, .definition, .failed, .guarded, .unknown: .failed
            }
    }
}

extension Problem {
    /// Any error as a problem: what is none of ours is a fault of Tidings.
    package static func from(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let problems as Problems: problems.all.first ?? unexpected(error)
        case is CancellationError:
            Problem(.failed, "it was cancelled", hint: "Run it again: it is safe to repeat.")
        default: unexpected(error)
        }
    }

    private static func unexpected(_ error: any Error) -> Problem {
        Problem(
            .bug, "something failed that Tidings did not expect",
            hint: "This is a fault of Tidings: please report it with this text.",
            cause: "\(type(of: error))")
    }
}
