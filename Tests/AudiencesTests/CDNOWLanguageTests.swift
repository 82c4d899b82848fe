import Audiences
import Definitions
import Foundation
import Postgres
import TestKit
import Testing

/// Amounts, fifths and shares over the CDNOW sample, against SQL written by hand over its raw rows and
/// against the published summary.
struct CDNOWLanguageTests {
    private static let calibrated = "1997-09-30T23:59:59Z"

    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `money and the days between orders equal the published summary`() async throws {
        let shop = try await Shop.cdnow()
        let spend = try await amounts("spend", of: shop)
        let orders = try await amounts("orders", of: shop)
        let gaps = try await amounts("days between orders", of: shop)
        let firstDays = try await shop.connection.execute(
            Statement(
                name: "by hand",
                sql: """
                    SELECT DISTINCT ON (id) id::text, sum(dollars) OVER (PARTITION BY id, day) AS d
                    FROM raw ORDER BY id, day
                    """))
        var first: [String: Decimal] = [:]
        for row in firstDays { first[try row.text("id")] = try row.decimalOrNil("d") }
        let folder = try #require(SharedData.folder("cdnow"))
        let file = folder.appending(path: "cdnow_customers_summary_with_transactions.csv")
        let lines = try String(contentsOf: file, encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        #expect(lines.count == 2358)
        for line in lines.dropFirst() {
            let row = line.split(separator: ",").map(String.init)
            let repeats = try #require(Int(row[1]))
            #expect(orders[row[0]] == Decimal(repeats + 1), "x of \(row[0])")
            guard repeats > 0 else {
                #expect(gaps[row[0]] == nil, "t_x of \(row[0])")
                continue
            }
            // t_x is the time from the first to the last purchase, in weeks to two digits.
            let gap = try #require(gaps[row[0]].map(double))
            let weeks = (gap * Double(repeats) / 7 * 100).rounded() / 100
            #expect(weeks == Double(row[2]), "t_x of \(row[0])")
            // zbar is the mean of what was spent on the later days, to two digits.
            let later = double(try #require(spend[row[0]]) - (try #require(first[row[0]])))
            let mean = try #require(Double(row[4]))
            #expect(abs(later / Double(repeats) - mean) < 0.00501, "zbar of \(row[0])")
        }
    }

    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `fifths by recency, frequency and money equal hand-written SQL`() async throws {
        let shop = try await Shop.cdnow()
        try await shop.run(
            """
            CREATE TEMP TABLE m AS SELECT id::text AS id, date '1997-09-30' - max(day) AS recency,
                count(DISTINCT day) AS frequency, sum(dollars) AS money
            FROM raw WHERE day <= '1997-09-30' GROUP BY id
            """)
        let columns = [
            ("days since last order", "recency"), ("orders", "frequency"), ("spend", "money"),
        ]
        for (metric, column) in columns {
            for fifth in 1...5 {
                // The share of customers with no more, counted one by one.
                let byHand = try await shop.byHand(
                    """
                    WITH ranked AS (SELECT id, \(column) AS x FROM m WHERE \(column) > 0 OR
                        '\(column)' = 'recency')
                    SELECT r.id FROM ranked r WHERE \(fifth) = ceil(5.0 *
                        (SELECT count(*) FROM ranked s WHERE s.x <= r.x)
                        / (SELECT count(*) FROM ranked))
                    """)
                let members = try await shop.members(
                    "quintile by \(metric) = \(fifth)", asOf: Self.calibrated)
                #expect(members == byHand, "\(metric) = \(fifth)")
            }
        }
    }

    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `shares, percentiles and anniversaries equal hand-written SQL`() async throws {
        let shop = try await Shop.cdnow()
        try await shop.run(
            """
            CREATE TEMP TABLE m AS SELECT id::text AS id, max(day) AS last, min(day) AS first,
                count(DISTINCT day) AS n, sum(dollars) AS money,
                sum(dollars) FILTER (WHERE day >= date '1998-06-30' - 365) AS year
            FROM raw WHERE day <= '1998-06-30' GROUP BY id
            """)
        let questions: KeyValuePairs = [
            "top 80% of spend(last 365 days)": """
            SELECT m.id FROM m WHERE m.year > 0 AND (SELECT coalesce(sum(o.year), 0) FROM m o
                WHERE (o.year, m.id COLLATE "C") > (m.year, o.id COLLATE "C"))
                < 0.8 * (SELECT sum(year) FROM m WHERE year > 0)
            """,
            "days since last order > p75 of days between orders": """
            SELECT m.id FROM m WHERE date '1998-06-30' - last > (
                SELECT min(gap) FROM (
                    SELECT (last - first)::numeric / (n - 1) AS gap,
                        row_number() OVER (ORDER BY (last - first)::numeric / (n - 1)) AS k,
                        count(*) OVER () AS all_of_them
                    FROM m WHERE n > 1) g
                WHERE k >= 0.75 * all_of_them)
            """,
            "average order >= 50 and distinct products = 0": """
            SELECT id FROM m WHERE money / n >= 50
            """,
            "anniversary of first_order_at within last 100 days": """
            SELECT id FROM m WHERE to_char(first, 'MM-DD') >= '03-22'
                AND to_char(first, 'MM-DD') <= '06-30' AND first < '1998-01-01'
            """,
        ]
        for (text, sql) in questions {
            let members = try await shop.members(text, asOf: "1998-06-30T23:59:59Z")
            #expect(members == (try await shop.byHand(sql)), "\(text)")
            #expect(!members.isEmpty, "\(text)")
        }
    }

    private func amounts(_ text: String, of shop: Shop) async throws -> [String: Decimal] {
        let query = try shop.compiler(asOf: Self.calibrated)
            .amounts(of: try shop.expression(text, expecting: .amount))
        let rows = try await shop.connection.execute(
            Statement(name: "amounts", sql: query.sql), query.parameters)
        var amounts: [String: Decimal] = [:]
        for row in rows { amounts[try row.text("customer_id")] = try row.decimalOrNil("amount") }
        return amounts
    }

    private func double(_ number: Decimal) -> Double {
        NSDecimalNumber(decimal: number).doubleValue
    }
}
