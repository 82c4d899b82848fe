import Foundation
import Postgres
import TestKit
import Testing

extension Shop {
    /// A warehouse with one order for each customer and day of the CDNOW sample, and its raw rows in
    /// `raw`.
    static func cdnow() async throws -> Shop {
        let shop = try await Shop.open("UTC")
        try await shop.run(
            "CREATE TEMP TABLE raw (master text, id integer, day date, cds integer, dollars numeric)"
        )
        let folder = try #require(SharedData.folder("cdnow"))
        let file = folder.appending(path: "CDNOW_sample.txt")
        let lines = try String(contentsOf: file, encoding: .utf8)
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: " ").joined(separator: "\t") + "\n" }
        _ = try await shop.connection.copyIn(
            Statement(name: "raw", sql: "COPY raw FROM STDIN")
        ) { writer in
            try await writer.write(Array(lines.joined().utf8))
        }
        try await shop.run(
            """
            INSERT INTO tidings.customer (customer_id, first_load_id, load_id, line)
            SELECT DISTINCT id::text, 1, 1, 1 FROM raw;
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total,
                first_load_id, load_id, line)
            SELECT id::text, id || '-' || day, day::timestamp AT TIME ZONE 'UTC', 'sale',
                sum(dollars), 1, 1, 1
            FROM raw GROUP BY id, day;
            ANALYZE tidings.customer;
            ANALYZE tidings.orders
            """)
        return shop
    }

    /// The `id` of each row that SQL written by hand gives, in order, joined by blanks.
    func byHand(_ sql: String) async throws -> String {
        let rows = try await connection.execute(Statement(name: "by hand", sql: sql))
        return try rows.map { try $0.text("id") }.sorted().joined(separator: " ")
    }
}
