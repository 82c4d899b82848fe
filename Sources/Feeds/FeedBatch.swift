/// Some rows of a feed, mapped and validated, as the warehouse's COPY takes them.
///
/// `read` = `accepted` + `filtered` + `rejects.count`, in every batch.
package struct FeedBatch: Sendable {
    /// The accepted rows in PostgreSQL's binary COPY format, of the columns that
    /// ``FeedReader/columns`` names. ``copyHeader`` stands before the first batch's,
    /// ``copyTrailer`` after the last one's.
    package var rows: [UInt8]
    /// Rows decoded, accepted or not.
    package var read: Int
    /// How many ``rows`` there are.
    package var accepted: Int
    /// Rows left aside by `where`, or by `missing: skip`.
    package var filtered: Int
    /// Rows set aside because something in them is wrong.
    package var rejects: [Reject]
    /// How many bytes of the file, packed as it is, were read by now; 0 for queries.
    package var fileCount = 0
    /// What stands around the rejects, where they can be read alone.
    package var frame: RowFrame?

    package init(
        rows: [UInt8] = [], read: Int = 0, accepted: Int = 0, filtered: Int = 0,
        rejects: [Reject] = []
    ) {
        self.rows = rows
        self.read = read
        self.accepted = accepted
        self.filtered = filtered
        self.rejects = rejects
    }
}

extension FeedBatch {
    /// What binary COPY begins with: its signature, no flags, nothing more.
    package static let copyHeader =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A] + [UInt8](repeating: 0, count: 9)

    /// What binary COPY ends with.
    package static let copyTrailer: [UInt8] = [0xFF, 0xFF]
}
