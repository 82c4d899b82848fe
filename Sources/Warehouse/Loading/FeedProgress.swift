/// How far a feed is read.
package struct FeedProgress: Sendable, Equatable {
    package var rows: Int
    /// Of all the feed's files, packed as they are.
    package var bytes: Int
    /// How many bytes its files have; nil for a query, of which nobody knows the end.
    package var totalBytes: Int?

    package init(rows: Int, bytes: Int = 0, totalBytes: Int? = nil) {
        self.rows = rows
        self.bytes = bytes
        self.totalBytes = totalBytes
    }

    /// What was read before one file, and that file's progress.
    func adding(_ file: FeedProgress) -> FeedProgress {
        FeedProgress(
            rows: rows + file.rows, bytes: bytes + file.bytes, totalBytes: totalBytes)
    }
}
