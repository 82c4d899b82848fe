/// Where a unit of work ends: in a transaction of its own, or inside one that the caller holds
/// (to look ahead and roll all back).
package enum Atomicity: Sendable {
    case transaction
    case savepoint
}

extension Connection {
    /// Runs the body whole or not at all, by itself or inside the caller's transaction. By itself it
    /// ends when its task is cancelled, at the statement in hand or the next one.
    package nonisolated(nonsending) func atomically<T>(
        _ atomicity: Atomicity,
        _ body: nonisolated(nonsending) (Connection) async throws -> T
    ) async throws -> T {
        switch atomicity {
        case .transaction:
            return try await transaction(.readWrite) { connection in
                await connection.setEndsWithTask(true)
                do {
                    let value = try await body(connection)
                    await connection.setEndsWithTask(false)
                    return value
                } catch {
                    await connection.setEndsWithTask(false)
                    throw error
                }
            }
        case .savepoint:
            try await execute(.savepoint)
            let value: T
            do {
                value = try await body(self)
            } catch {
                // When this fails too, the transaction is lost and the first error tells why.
                _ = try? await execute(.rollbackToSavepoint)
                throw error
            }
            try await execute(.releaseSavepoint)
            return value
        }
    }
}

extension Connection {
    fileprivate func setEndsWithTask(_ ends: Bool) { endsWithTask = ends }
}

extension Statement {
    fileprivate static let savepoint = Statement(name: "savepoint", sql: "SAVEPOINT unit")
    fileprivate static let rollbackToSavepoint = Statement(
        name: "rollback to savepoint", sql: "ROLLBACK TO SAVEPOINT unit")
    fileprivate static let releaseSavepoint = Statement(
        name: "release savepoint", sql: "RELEASE SAVEPOINT unit")
}
