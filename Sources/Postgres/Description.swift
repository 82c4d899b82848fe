/// What a statement takes and returns, as the server understands it.
package struct Description: Hashable, Sendable {
    /// The types' OIDs of `$1`, `$2`, …
    package let parameters: [UInt32]
    /// The columns; empty if it returns no rows.
    package let columns: [Column]
}
