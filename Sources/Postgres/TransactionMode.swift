/// What a transaction sees and may do.
package enum TransactionMode: Sendable {
    /// Read committed and writing: the default.
    case readWrite
    /// One snapshot for all statements, no writes: reading a source while it lives on.
    case snapshot

    /// The statement that begins it.
    var begin: Statement {
        switch self {
        case .readWrite:
            Statement(name: "begin", sql: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        case .snapshot:
            Statement(name: "begin", sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        }
    }
}
