import Problems
import Running

/// What a check found: that all is well, something worth a look, or something to be mended.
struct Finding: Sendable, Equatable {
    enum State: String, Sendable {
        case ok
        /// Nothing fails of it, but somebody should know.
        case warning
        case failed
    }

    var check: String
    var state: State
    var text: String
    /// How to mend it.
    var hint: String?
    /// What decides the exit code.
    var kind: Problem.Kind?

    static func ok(_ check: String, _ text: String) -> Finding {
        Finding(check: check, state: .ok, text: text)
    }

    static func warning(_ check: String, _ text: String, hint: String) -> Finding {
        Finding(check: check, state: .warning, text: text, hint: hint)
    }

    /// What a problem is to a check: a failure, or where a night goes on without it a warning.
    init(_ check: String, _ problem: Problem, isWarning: Bool = false) {
        let place = problem.place.map { "\($0): " } ?? ""
        let cause = problem.cause.map { " (\($0))" } ?? ""
        self.init(
            check: check, state: isWarning ? .warning : .failed,
            text: "\(place)\(problem.summary)\(cause)", hint: problem.hint,
            kind: isWarning ? nil : problem.kind)
    }

    private init(
        check: String, state: State, text: String, hint: String? = nil, kind: Problem.Kind? = nil
    ) {
        self.check = check
        self.state = state
        self.text = text
        self.hint = hint
        self.kind = kind
    }

    /// `ok    disk: 40 GB free`.
    var lines: String {
        let mark =
            switch state {
            case .ok: "ok  "
            case .warning: "warn"
            case .failed: "FAIL"
            }
        return "\(mark)  \(check): \(text)" + (hint.map { "\n        \($0)" } ?? "")
    }

    var json: JSONValue {
        .object([
            "check": .text(check), "state": .text(state.rawValue), "text": .text(text),
            "hint": .text(hint),
        ])
    }
}
