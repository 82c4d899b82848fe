import Problems

extension Connection {
    /// Runs statements as one transaction: commits when the body returns, rolls back when it
    /// throws. Runs the body where the caller runs, so that it may change the caller's variables.
    ///
    /// If the connection breaks during the commit, whether it took place is unknown.
    @discardableResult
    package nonisolated(nonsending) func transaction<T>(
        _ mode: TransactionMode = .readWrite,
        _ body: nonisolated(nonsending) (Connection) async throws -> T
    ) async throws -> T {
        try await begin(mode)
        do {
            let value = try await body(self)
            try await commit()
            return value
        } catch {
            if await isInTransaction { await rollback() }
            throw error
        }
    }

    /// Begins a transaction; `transaction` is the surer way.
    package func begin(_ mode: TransactionMode = .readWrite) async throws {
        if isInTransaction { throw Self.alreadyOpen() }
        try await execute(mode.begin)
    }

    /// Commits the open transaction.
    ///
    /// - Throws: also when one of its statements had failed: then the server rolls back; and when
    ///   the session has a fence that no longer holds.
    package func commit() async throws {
        try await checkFence()
        let answer = try await execute(Statement(name: "commit", sql: "COMMIT"))
        // After a failed statement the server answers COMMIT with a rollback, without an error.
        if answer.command == "ROLLBACK" { throw Self.rolledBack() }
    }

    /// Rolls back. A failure is of no matter: then the session is gone, and with it the
    /// transaction; the error that led here is the one to tell.
    package func rollback() async {
        _ = try? await execute(Statement(name: "rollback", sql: "ROLLBACK"))
    }
}

extension Connection {
    private static func alreadyOpen() -> Problem {
        Problem(
            .bug, "a transaction was begun inside another one",
            hint: "This is a fault of Tidings: please report it with this text.")
    }

    private static func rolledBack() -> Problem {
        Problem(
            .bug, "a transaction was committed although one of its statements had failed",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
