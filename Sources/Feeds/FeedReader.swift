/// An open feed: hands out its rows batch by batch, with flat memory.
package actor FeedReader {
    /// The file that is read; nil for a query.
    package nonisolated let file: FeedFile?
    /// What a CSV file is read in, with its evidence.
    package nonisolated let encoding: DetectedEncoding?
    /// The columns of the stage that the rows fill, in order: `line` and `byte_offset`, then those
    /// that the feed maps.
    package nonisolated let columns: [String]
    /// What the feed's owner should hear of, though the feed can be read.
    package nonisolated let warnings: [String]
    /// Whether the file is an export of rejects, which somebody has mended.
    package nonisolated let isOfRejects: Bool
    private let source: any RowSource
    private let mapper: RowMapper
    private var isAtEnd = false

    init(
        file: FeedFile?, encoding: DetectedEncoding? = nil, source: sending any RowSource,
        mapper: sending RowMapper, warnings: [String] = [], isOfRejects: Bool = false
    ) {
        self.isOfRejects = isOfRejects
        self.warnings = warnings
        self.encoding = encoding
        self.file = file
        columns = mapper.columns
        self.source = source
        self.mapper = mapper
    }

    /// The next rows, a quarter of a megabyte or some thousand of them; nil at the end.
    ///
    /// - Throws: A `Problem` that ends the feed (malformed XML, a lost connection): what was
    ///   handed out before must then be forgotten.
    package func next() async throws -> FeedBatch? {
        while !isAtEnd, !mapper.isFull {
            guard try await source.read(into: mapper) else {
                isAtEnd = true
                break
            }
        }
        var batch = mapper.takeBatch()
        batch.fileCount = source.readCount
        if !batch.rejects.isEmpty { batch.frame = source.frame }
        return batch.read == 0 && isAtEnd ? nil : batch
    }

    /// Hands out nothing but some rows, as rejects with their bytes; called before the first batch.
    package func pick(_ rows: Set<RowPlace>) { mapper.picked = rows }

    /// After the end: the greatest value of the `since` column, as text; nil for files, and for
    /// queries without one or without a row.
    package var cursor: String? { source.cursor }
}
