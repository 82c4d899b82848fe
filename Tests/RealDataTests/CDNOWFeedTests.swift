import Definitions
import Foundation
import TestKit
import Testing
import Warehouse

/// The CDNOW purchases: blanks between columns, CRLF, no order number.
struct CDNOWFeedTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `all 69659 orders of 23570 customers come in, to the cent`() async throws {
        let folder = try #require(SharedData.folder("cdnow"))
        let intake = try await Intake.from(folder)
        let feed = Feed.file(
            "orders", into: .orders, .csv("CDNOW_master.txt", delimiter: .blanks),
            .field("id", "$row", prefix: "cd-"), .field("customer", "customer_id"),
            .field("placed_at", "date", format: ["yyyyMMdd"]), .field("total", "dollar_value"))
        #expect(try await intake.load(feed) == .first(inserted: 69_659))

        // Read apart from the feed: cents as integers, fields split at blanks.
        var cents: [String: Int] = [:]
        var days: [String: Int] = [:]
        let text = try String(
            contentsOf: folder.appending(path: "CDNOW_master.txt"), encoding: .ascii)
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: " ").map(String.init)
            cents[fields[0], default: 0] += try #require(
                Int(fields[3].replacing(".", with: "")))
            days[fields[1], default: 0] += 1
        }
        #expect(cents.count == 23_570)
        let sums = try await intake.table(
            "SELECT customer_id, sum(total * 100)::bigint FROM tidings.orders GROUP BY 1")
        #expect(sums == cents.mapValues(String.init))
        let counts = try await intake.table(
            "SELECT to_char(placed_at, 'YYYYMMDD'), count(*) FROM tidings.orders GROUP BY 1")
        #expect(counts == days.mapValues(String.init))
        #expect(
            try await intake.rows(
                "SELECT order_id, customer_id, placed_at, total, line FROM tidings.orders"
                    + " WHERE order_id IN ('cd-1', 'cd-69659') ORDER BY line") == [
                    ["cd-1", "00001", "1997-01-01 00:00:00+00", "11.77", "2"],
                    ["cd-69659", "23570", "1997-03-26 00:00:00+00", "42.96", "69660"],
                ])
    }
}
