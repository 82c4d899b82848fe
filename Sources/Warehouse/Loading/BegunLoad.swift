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
    /// Whether what is read is rows that were set aside, mended or read again: other rows of the same
    /// orders are there already, and what is not among them is not missing.
    var isPart: Bool
    var figures = FeedFigures()
    /// How far a feed with `since` has read.
    var cursor: String?
    /// How many rejects were recorded.
    var rejects = 0
    /// Whether rows are staged as they stay: none is renamed or looked for again afterwards, so that
    /// what shows of them on their way in holds.
    var hasFinalRows = true
    /// Whether it showed on their way in that no two rows have one key.
    var hasDistinctRows = false
    /// Whether they are orders of which each has lines with keys of their own, and one customer.
    var hasPlainOrders = false
}
