import Definitions
package import Feeds
package import Postgres

/// The rejects of one file of a load that were not let in since.
package struct RejectSet: Sendable {
    package let loadID: Int
    package let runID: Int
    package let job: String
    package let feed: String
    /// nil for a query.
    package let file: String?
    /// The logical date of the run, as `2026-11-21`.
    package let date: String
    /// Whether the other rows of the load were let in.
    package let isLetIn: Bool
    /// Whether a later run has loaded the feed.
    package let isSuperseded: Bool
    /// What stood around the rows; nil where they cannot be read alone.
    package let frame: RowFrame?

    /// All sets of a run, of a feed or of all.
    package static func all(
        of runID: Int, feed: String?, on connection: Connection
    ) async throws -> [RejectSet] {
        try await connection.execute(.rejectSets, [.int(runID), .text(feed)]).map {
            try RejectSet($0, runID: runID)
        }
    }

    private init(_ row: Row, runID: Int) throws {
        self.runID = runID
        loadID = try row.int("load_id")
        job = try row.text("job")
        feed = try row.text("feed")
        file = try row.textOrNil("file")
        date = try row.text("logical_date")
        isLetIn = try row.bool("is_let_in")
        isSuperseded = try row.bool("is_superseded")
        frame = try row.textOrNil("format").flatMap(RowFrame.Format.init).map { format in
            RowFrame(
                format: format, delimiter: try row.intOrNil("delimiter").map { UInt8($0) },
                quote: try row.intOrNil("quote").map { UInt8($0) },
                encoding: try row.textOrNil("encoding").flatMap(TextEncoding.init(label:)),
                opening: try row.bytes("opening"), closing: try row.bytes("closing"))
        }
    }

    /// Hands out the rejects one by one, each with its position; memory does not grow with them.
    package func forEach(
        on connection: Connection, _ body: (_ position: Int, Reject) throws -> Void
    ) async throws {
        var position = 0
        while true {
            let page = try await connection.execute(
                .rejectPage, [.int(loadID), .text(file), .int(position), .int(Self.pageSize)])
            for row in page {
                position = try row.int("position")
                try body(
                    position,
                    Reject(
                        file: try row.textOrNil("file"), line: try row.int("line"),
                        byteOffset: try row.intOrNil("byte_offset"),
                        column: try row.textOrNil("column_name"), reason: try row.text("reason"),
                        raw: try row.bytes("raw"), cells: try row.bytesOrNil("cells")))
            }
            guard page.count == Self.pageSize else { return }
        }
    }

    private static let pageSize = 500
}
