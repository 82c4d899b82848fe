/// What a load came to, in rows: read = inserted + updated + unchanged + duplicate + filtered +
/// rejected.
package struct FeedFigures: Sendable, Equatable {
    package var read = 0
    package var inserted = 0
    package var updated = 0
    package var unchanged = 0
    package var duplicate = 0
    package var filtered = 0
    package var rejected = 0
    /// Rows of the warehouse that a full feed no longer has; no part of the balance.
    package var deleted = 0
    /// Whether the file was recognised as loaded before, and not read again.
    package var sameFile = false
    /// Whether it is the feed's first load: it sets the state, and mails nobody.
    package var isFirstLoad = false
    /// What the feed's owner should hear of, though the feed was loaded.
    package var warnings: [String] = []

    package init() {}

    /// Takes in what another file of the same feed came to.
    mutating func add(_ other: FeedFigures) {
        read += other.read
        inserted += other.inserted
        updated += other.updated
        unchanged += other.unchanged
        duplicate += other.duplicate
        filtered += other.filtered
        rejected += other.rejected
        deleted += other.deleted
        isFirstLoad = isFirstLoad || other.isFirstLoad
        warnings += other.warnings
    }

    /// Whether every row that was read is accounted for.
    package var balances: Bool {
        read == inserted + updated + unchanged + duplicate + filtered + rejected
    }
}
