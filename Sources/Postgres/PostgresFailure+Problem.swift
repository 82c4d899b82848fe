package import Problems

extension PostgresFailure {
    /// The problem that callers throw on: `.infrastructure` if trying again may help, else a bug.
    ///
    /// - Parameter database: where it happened, without secrets (`ConnectionURI.redacted`).
    package func problem(in database: String) -> Problem {
        isPassing
            ? Self.passing(self, database)
            : Self.fault(self)
    }

    private var cause: String? {
        var parts = [String]()
        if let sqlState { parts.append("SQLSTATE \(sqlState)") }
        if let position { parts.append("at character \(position)") }
        let facts = parts.joined(separator: " ")
        let all = [facts, advice ?? ""].filter { !$0.isEmpty }.joined(separator: ". ")
        return all.isEmpty ? nil : all
    }
}

extension PostgresFailure {
    private static func passing(_ failure: PostgresFailure, _ database: String) -> Problem {
        Problem(
            .infrastructure,
            "the statement \"\(failure.statement)\" could not finish: \(failure.message)",
            hint: "Check \(database), then try again: that is safe.", cause: failure.cause)
    }

    private static func fault(_ failure: PostgresFailure) -> Problem {
        Problem(
            .bug, "the statement \"\(failure.statement)\" failed: \(failure.message)",
            hint: "This is a fault of Tidings: please report it with this text.",
            cause: failure.cause)
    }
}
