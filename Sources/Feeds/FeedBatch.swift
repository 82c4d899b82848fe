/// Some rows of a feed, mapped and validated, as the warehouse's COPY takes them.
///
/// `read` = `accepted` + `filtered` + `rejects.count`, in every batch.
package struct FeedBatch: Sendable {
    /// The accepted rows in PostgreSQL's COPY text format, columns exactly `Entity.stageColumns`.
    package var copyText: [UInt8]
    /// Rows decoded, accepted or not.
    package var read: Int
    /// Rows in `copyText`.
    package var accepted: Int
    /// Rows left aside by `where`, or by `missing: skip`.
    package var filtered: Int
    /// Rows set aside because something in them is wrong.
    package var rejects: [Reject]
    /// What stands around the rejects, where they can be read alone.
    package var frame: RowFrame?

    package init(
        copyText: [UInt8] = [], read: Int = 0, accepted: Int = 0, filtered: Int = 0,
        rejects: [Reject] = []
    ) {
        self.copyText = copyText
        self.read = read
        self.accepted = accepted
        self.filtered = filtered
        self.rejects = rejects
    }
}
