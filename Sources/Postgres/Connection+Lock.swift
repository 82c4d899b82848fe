extension Connection {
    /// Takes a session advisory lock if nobody holds it; it lasts until `unlock` or the session's
    /// end, however that comes.
    package func tryLock(_ key: Int64) async throws -> Bool {
        let statement = Statement(
            name: "try_lock", sql: "SELECT pg_try_advisory_lock($1::bigint) AS locked")
        return try await execute(statement, [.int(Int(key))]).first?.bool("locked") ?? false
    }

    /// Gives a session advisory lock back; false if this session did not hold it.
    @discardableResult
    package func unlock(_ key: Int64) async throws -> Bool {
        let statement = Statement(
            name: "unlock", sql: "SELECT pg_advisory_unlock($1::bigint) AS unlocked")
        return try await execute(statement, [.int(Int(key))]).first?.bool("unlocked") ?? false
    }
}
