import Audiences
import Definitions
import Foundation
import Postgres
import TestKit
import Testing

/// The CDNOW sample of Fader and Hardie against the summary that they published: an answer that
/// we did not make.
struct CDNOWTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `frequency and recency equal the published summary for all 2357 customers`()
        async throws
    {
        let folder = try #require(SharedData.folder("cdnow"))
        let shop = try await Shop.open("UTC")
        try await load(folder.appending(path: "CDNOW_sample.txt"), into: shop)

        // The calibration period ends with 30 September 1997; a week has seven days.
        let asOf = "1997-09-30T23:59:59Z"
        let orders = try await amounts("orders", of: shop, asOf: asOf)
        let sinceFirst = try await amounts("days since first order", of: shop, asOf: asOf)
        let sinceLast = try await amounts("days since last order", of: shop, asOf: asOf)

        let lines = try text(folder.appending(path: "cdnow_customers_summary.csv"))
        #expect(lines.count == 2358)
        for line in lines.dropFirst() {
            let row = line.split(separator: ",").map(String.init)
            let first = try #require(sinceFirst[row[0]])
            let last = try #require(sinceLast[row[0]])
            let repeats = try #require(orders[row[0]]) - 1
            #expect(repeats == Double(row[1]), "frequency of \(row[0])")
            #expect(weeks(first - last) == Double(row[2]), "recency of \(row[0])")
            #expect(weeks(first) == Double(row[3]), "age of \(row[0])")
        }
    }

    private func weeks(_ days: Double) -> Double { (days / 7 * 100).rounded() / 100 }

    private func text(_ file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .map(String.init)
    }

    private func amounts(
        _ text: String, of shop: Shop, asOf: String
    ) async throws -> [String: Double] {
        let query = try shop.compiler(asOf: asOf)
            .amounts(of: try shop.expression(text, expecting: .amount))
        let rows = try await shop.connection.execute(
            Statement(name: "amounts", sql: query.sql), query.parameters)
        var amounts: [String: Double] = [:]
        for row in rows {
            amounts[try row.text("customer_id")] = try row.doubleOrNil("amount")
        }
        return amounts
    }

    /// One order for each customer and day: the summary takes purchases of one day together.
    private func load(_ file: URL, into shop: Shop) async throws {
        var days: Set<String> = []
        var customers: Set<String> = []
        for line in try text(file) {
            let fields = line.split(separator: " ")
            let id = try #require(Int(fields[1]))
            customers.insert("\(id)")
            days.insert("\(id)\t\(id)-\(fields[2])\t\(fields[2])\tsale\t1\t1\t1\n")
        }
        _ = try await shop.connection.copyIn(
            Statement(
                name: "customers",
                sql: "COPY tidings.customer (customer_id, first_load_id, load_id, line) FROM STDIN")
        ) { writer in
            try await writer.write(Array(customers.map { "\($0)\t1\t1\t1\n" }.joined().utf8))
        }
        _ = try await shop.connection.copyIn(
            Statement(
                name: "orders",
                sql: """
                    COPY tidings.orders (customer_id, order_id, placed_at, status, first_load_id,
                        load_id, line) FROM STDIN
                    """)
        ) { writer in
            try await writer.write(Array(days.joined().utf8))
        }
    }
}
