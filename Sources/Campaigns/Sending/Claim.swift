import Postgres

/// A message that this sender holds.
struct Claim: Sendable {
    var key: MessageKey
    /// How often it was tried before.
    var attempts: Int

    init(_ row: Row) throws {
        key = try MessageKey(row)
        attempts = try row.int("attempts")
    }
}
