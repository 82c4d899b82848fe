import Definitions
import Testing

@testable import Demo

@Suite struct OrdersFileTests {
    /// Rows without the header, in fields.
    private func rows(_ shop: Bookshop) -> [[String]] {
        OrdersFile.text(shop).split(separator: "\r\n").dropFirst().map { row in
            row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `the file is named after its night and begins with its columns`() {
        #expect(OrdersFile.name(for: Shop.date) == "orders-2026-11-21.csv")
        #expect(
            OrdersFile.text(Shop.firstNight)
                .hasPrefix("order_no;date;member_no;state;channel;isbn;qty;price\r\n"))
    }

    @Test func `a row is a line of an order, with decimal comma and day before month`() throws {
        var shop = Shop.firstNight
        shop.orders[0].placedAt = ShopMinute(day: Shop.date - 13, minute: 8 * 60 + 5)
        shop.orders[0].lines = [Order.Line(book: 0, quantity: 2, price: 4_905)]
        let order = shop.orders[0]
        let expected = [
            "L0000001", "08.11.2026 08:05", shop.members[order.member].id, order.state.rawValue,
            order.channel, "9795202600011", "2", "49,05",
        ]
        #expect(rows(shop).first == expected)
    }

    @Test func `every night three rows are spoilt, between orders`() {
        for shop in [Shop.firstNight, Shop.secondNight] {
            let rows = rows(shop)
            let lines = shop.changes.orders.reduce(0) { $0 + shop.orders[$1].lines.count }
            #expect(rows.count == lines + 3)
            #expect(rows.filter { $0.count != 8 }.count == 1)
            #expect(rows.filter { $0.count > 2 && $0[2].isEmpty }.count == 1)
            #expect(rows.filter { $0[1] == "31.02.2026 25:61" }.count == 1)
        }
    }

    @Test func `no field of a good row is empty`() {
        let good = rows(Shop.secondNight).filter { !$0[0].hasPrefix("S") }
        #expect(good.allSatisfy { $0.count == 8 && !$0.contains("") })
    }
}
