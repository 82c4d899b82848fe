import Feeds

/// A load that was begun and is on its way through the verbs of `FeedLoad`.
struct BegunLoad: Sendable {
    /// Its row in the record.
    let id: Int
    /// The rows of the feed's last load, or nil when there was none.
    let lastReadRows: Int?
    /// Whether the feed had no load before this one's run.
    let isFirst: Bool
    /// What is read; nil for a query.
    let file: FeedFile?
    /// SHA-256 of the file, once it is known.
    var sha256: [UInt8]?
    /// Whether it reads the rejects of an earlier load again.
    let isReplay: Bool
    var figures = FeedFigures()
    /// How far a feed with `since` has read.
    var cursor: String?
    /// How many rejects were recorded.
    var rejects = 0
    /// Whether it showed on their way in that no two rows have one key.
    var hasDistinctRows = false
    /// Whether they are orders of which each has lines with keys of their own, and one customer.
    var hasPlainOrders = false
}
