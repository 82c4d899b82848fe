import Feeds
import Postgres

/// Copies rows into several tables over one connection, which carries one COPY at a time: those of
/// the first table go at once, those of the second wait until they are worth an interruption.
///
/// The tables were emptied in the same transaction: rows are written as those that all may see, so
/// that neither the indexes nor the next vacuum ask for each whether it is let in.
struct TableCopies {
    private let targets: [TableRows.Target]
    private let data: Connection
    private var writer: CopyWriter?
    private var waiting: [UInt8] = []

    /// So many bytes are worth it: every COPY costs some round trips.
    private static let worthwhile = 1 << 20

    init(_ targets: [TableRows.Target], on data: Connection) {
        self.targets = targets
        self.data = data
    }

    /// Takes the rows of each target.
    mutating func write(_ rows: [[UInt8]]) async throws {
        if let first = rows.first, !first.isEmpty {
            let writer = try await firstWriter()
            try await writer.write(first)
        }
        if rows.count > 1 { waiting += rows[1] }
        if waiting.count >= Self.worthwhile { try await writeWaiting() }
    }

    /// Ends the rows.
    mutating func finish() async throws {
        try await endFirst()
        try await writeWaiting()
    }

    /// Gives up.
    mutating func abort() async {
        await writer?.abort()
        writer = nil
    }

    private mutating func firstWriter() async throws -> CopyWriter {
        if let writer { return writer }
        let writer = try await data.copyIn(targets[0].copy)
        self.writer = writer
        try await writer.write(FeedBatch.copyHeader)
        return writer
    }

    private mutating func endFirst() async throws {
        guard let writer else { return }
        try await writer.write(FeedBatch.copyTrailer)
        self.writer = nil
        _ = try await writer.finish()
    }

    private mutating func writeWaiting() async throws {
        guard !waiting.isEmpty else { return }
        try await endFirst()
        let rows = waiting
        waiting = []
        _ = try await data.copyIn(targets[1].copy) { writer in
            try await writer.write(FeedBatch.copyHeader)
            try await writer.write(rows)
            try await writer.write(FeedBatch.copyTrailer)
        }
    }
}

extension TableRows.Target {
    fileprivate var copy: Statement {
        Statement(
            name: "fill \(table)",
            sql: "COPY tidings.\(table) (\(columns.joined(separator: ", "))) "
                + "FROM STDIN (FORMAT binary, FREEZE)")
    }
}
