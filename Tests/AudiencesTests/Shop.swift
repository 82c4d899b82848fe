import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing
import Warehouse

/// A warehouse of a test's own, and what a test asks of it.
struct Shop {
    let connection: Connection
    let zone: TimeZone
    let names: ExpressionNames

    static let names = ExpressionNames(
        segments: ["lapsed", "staff", "best", "s1", "s2", "s3"],
        tiers: ["membership": ["reader", "silver", "gold"]],
        campaigns: ["card", "win-back"], topics: ["greetings", "news"], currency: "CNY")

    /// Makes Tidings' tables.
    static let migrate: @Sendable (Connection) async throws -> Void = { connection in
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Warehouse/SQL/m0001_warehouse.sql")
        let schema = try String(contentsOf: file, encoding: .utf8)
        try await connection.run(
            script: Statement(name: "schema", sql: "CREATE SCHEMA tidings; \(schema)"))
    }

    static func open(_ zone: String = "Asia/Shanghai") async throws -> Shop {
        let database = try await TestDatabase.make(template: "audiences", prepare: migrate)
        return Shop(
            connection: try await database.connect(),
            zone: try #require(TimeZone(identifier: zone)), names: names)
    }

    // MARK: Data

    func run(_ sql: String) async throws {
        try await connection.run(script: Statement(name: "test", sql: sql))
    }

    /// Changes rows of whomever, and notes it.
    func change(_ sql: String) async throws {
        try await connection.transaction { connection in
            try await connection.run(script: Statement(name: "test", sql: sql))
            for rows in ChangeLog.Rows.allCases {
                try await ChangeLog(connection).noteEverybody(rows)
            }
        }
    }

    /// Customers by id with some more columns and values, as SQL.
    func customers(_ ids: String..., with values: [String: String] = [:]) async throws {
        let keys = values.keys.sorted()
        let columns = (["customer_id"] + keys + ["first_load_id", "load_id", "line"])
        for id in ids {
            let row = ["'\(id)'"] + keys.compactMap { values[$0] } + ["1", "1", "1"]
            try await run(
                "INSERT INTO tidings.customer (\(columns.joined(separator: ", "))) "
                    + "VALUES (\(row.joined(separator: ", ")))")
        }
        try await ChangeLog(connection).note(ids, .customer)
    }

    /// An order; lines are `product × quantity @ price`.
    func order(
        _ id: String, of customer: String, at placedAt: String, total: String? = nil,
        status: String = "sale", currency: String? = nil, channel: String? = nil,
        lines: [(product: String, quantity: Int, price: Int)] = []
    ) async throws {
        func quoted(_ text: String?) -> String { text.map { "'\($0)'" } ?? "NULL" }
        try await run(
            """
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total, currency,
                channel, first_load_id, load_id, line)
            VALUES ('\(customer)', '\(id)', '\(placedAt)', '\(status)', \(total ?? "NULL"),
                \(quoted(currency)), \(quoted(channel)), 1, 1, 1)
            """)
        for (index, line) in lines.enumerated() {
            try await run(
                """
                INSERT INTO tidings.order_line (customer_id, order_id, line_key, product_id,
                    quantity, price)
                VALUES ('\(customer)', '\(id)', '\(index)', '\(line.product)', \(line.quantity),
                    \(line.price))
                """)
        }
        try await ChangeLog(connection).note([customer], .order)
    }

    func product(
        _ id: String, categories: [String] = [], brand: String? = nil, author: String? = nil
    ) async throws {
        try await connection.execute(
            Statement(
                name: "product",
                sql: """
                    INSERT INTO tidings.product (product_id, categories, brand, author,
                        first_load_id, load_id, line) VALUES ($1, $2, $3, $4, 1, 1, 1)
                    """),
            [.text(id), .textArray(categories), .text(brand), .text(author)])
    }

    // MARK: Questions

    /// The entries of a segment as `customer entered_run-left_run`.
    func entries(of segment: String) async throws -> [String] {
        let rows = try await connection.execute(
            Statement(
                name: "entries",
                sql: """
                    SELECT concat(customer_id, ' ', entered_run, '-', left_run) AS entry
                    FROM tidings.segment_entry WHERE segment = $1
                    ORDER BY customer_id, entered_at
                    """), [.text(segment)])
        return try rows.map { try $0.text("entry") }
    }

    func expression(
        _ text: String, expecting kind: ValueKind = .condition
    ) throws -> CheckedExpression {
        try ExpressionParser.parse(text, at: Place("test"), names: names, expecting: kind).get()
    }

    func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    func compiler(asOf: String) throws -> ExpressionCompiler {
        ExpressionCompiler(timezone: zone, currency: "CNY", asOf: try instant(asOf))
    }

    /// The ids of who matches, in order, joined by blanks.
    func members(
        _ text: String, asOf: String = "2026-11-21T02:00:00+08:00",
        restrictedTo table: String? = nil
    ) async throws -> String {
        let query = try compiler(asOf: asOf)
            .members(of: try expression(text), restrictedTo: table)
        let rows = try await connection.execute(
            Statement(name: "members", sql: query.sql), query.parameters)
        return try rows.map { try $0.text("customer_id") }.sorted().joined(separator: " ")
    }

    /// `id=amount` in order, joined by blanks.
    func amounts(
        _ text: String, asOf: String = "2026-11-21T02:00:00+08:00",
        restrictedTo table: String? = nil,
        returnsUntil: String? = nil
    ) async throws -> String {
        let query = try compiler(asOf: asOf).amounts(
            of: try expression(text, expecting: .amount), restrictedTo: table,
            returnsUntil: try returnsUntil.map(instant))
        let rows = try await connection.execute(
            Statement(name: "amounts", sql: query.sql), query.parameters)
        return try rows.map {
            let amount = try $0.decimalOrNil("amount").map(\.description) ?? "?"
            return "\(try $0.text("customer_id"))=\(amount)"
        }.sorted().joined(separator: " ")
    }
}
