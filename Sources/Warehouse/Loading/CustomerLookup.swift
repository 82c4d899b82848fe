import Definitions
import Feeds
import Foundation
import Postgres

/// Turns the e-mail addresses by which a feed names its customers into their ids, in the stage.
///
/// Who is not found, or not alone, is a reject: a guess would give somebody's order to another.
struct CustomerLookup: Sendable {
    /// The column that names the customer.
    private let column: String
    private let stageName: String
    private let file: FeedFile?
    private let hasLines: Bool

    /// Nil for a feed that names its customers by id.
    init?(_ feed: Feed, stageName: String, file: FeedFile?) {
        guard let map = feed.map.first(where: { $0.lookup == "email" }) else { return nil }
        column = map.input
        self.stageName = stageName
        self.file = file
        if case .csv = feed.input { hasLines = true } else { hasLines = false }
    }

    /// Puts the ids in, and takes out the rows that have none, which it returns as rejects.
    func resolve(on data: Connection) async throws -> [Reject] {
        let unknown = try await data.execute(unresolved)
        try await data.execute(resolved)
        let bytes =
            try hasLines ? file.map { try FileHandle(forReadingFrom: URL(filePath: $0.path)) } : nil
        defer {
            // The file was only read: nothing is lost when closing it fails.
            try? bytes?.close()
        }
        let rejects = try unknown.map { row in
            let offset = try row.intOrNil("byte_offset")
            return Reject(
                file: file?.name, line: try row.int("line"), byteOffset: offset, column: column,
                reason: try row.bool("is_several") ? Self.several : Self.none,
                raw: try Self.line(at: offset, of: bytes) ?? Array(row.text("named").utf8))
        }
        return rejects.sorted { $0.line < $1.line }
    }

    /// The physical line of a row, of several lines the first; nil where a row is no line.
    private static func line(at offset: Int?, of bytes: FileHandle?) throws -> [UInt8]? {
        guard let offset, let bytes else { return nil }
        try bytes.seek(toOffset: UInt64(offset))
        let chunk = try bytes.read(upToCount: Reject.rawLimit) ?? Data()
        let line = chunk.prefix { $0 != 0x0A }
        return Array(line.last == 0x0D ? line.dropLast() : line)
    }
}

extension CustomerLookup {
    /// Takes rows out whose address nobody has, or several have.
    private var unresolved: Statement {
        Statement(
            name: "unresolved \(stageName)",
            sql: """
                DELETE FROM pg_temp.\(stageName) s
                USING (
                    SELECT n.customer_id, count(c.customer_id) AS found
                    FROM (SELECT DISTINCT customer_id FROM pg_temp.\(stageName)) n
                    LEFT JOIN tidings.customer c ON lower(c.email) = lower(n.customer_id)
                    GROUP BY n.customer_id
                    HAVING count(c.customer_id) <> 1
                ) u
                WHERE s.customer_id = u.customer_id
                RETURNING s.line, s.byte_offset, s.customer_id AS named, u.found > 1 AS is_several
                """)
    }

    /// Writes the id in the address's place.
    private var resolved: Statement {
        Statement(
            name: "resolved \(stageName)",
            sql: """
                UPDATE pg_temp.\(stageName) s SET customer_id = c.customer_id
                FROM tidings.customer c WHERE lower(c.email) = lower(s.customer_id)
                """)
    }

    private static let none = "no customer has this e-mail address"
    private static let several = "several customers have this e-mail address"
}
