import Definitions

/// The tills' file of a night's orders: one row a line of an order, as shops in Europe write it.
///
/// Semicolons, decimal commas, `21.11.2026 14:05`; a header; three rows that somebody spoilt.
enum OrdersFile {
    static let header = "order_no;date;member_no;state;channel;isbn;qty;price"

    static func name(for date: LocalDate) -> String { "orders-\(date).csv" }

    static func text(_ shop: Bookshop) -> String {
        var rows = [header]
        var spoilt = spoiltRows(in: shop)
        for index in shop.changes.orders {
            let order = shop.orders[index]
            rows += order.lines.map { row(order, $0, in: shop) }
            // Between orders, not within one.
            if !spoilt.isEmpty { rows.append(spoilt.removeFirst()) }
        }
        return (rows + spoilt).joined(separator: "\r\n") + "\r\n"
    }

    private static func row(_ order: Order, _ line: Order.Line, in shop: Bookshop) -> String {
        [
            order.number, order.placedAt.tillText, shop.members[order.member].id,
            order.state.rawValue, order.channel, shop.books[line.book].isbn,
            String(line.quantity), decimal(line.price),
        ].joined(separator: ";")
    }

    /// A day that no month has, a sale to nobody, and a row whose end is missing.
    private static func spoiltRows(in shop: Bookshop) -> [String] {
        let day = shop.date.description
        let time = ShopMinute(day: shop.yesterday, minute: 600).tillText
        let member = shop.members[shop.night % shop.members.count].id
        let isbn = shop.books[shop.night % shop.books.count].isbn
        return [
            "S\(day)-1;31.02.2026 25:61;\(member);P;store;\(isbn);1;48,80",
            "S\(day)-2;\(time);;P;store;\(isbn);1;48,80",
            "S\(day)-3;\(time);\(member)",
        ]
    }

    private static func decimal(_ fen: Int) -> String {
        "\(fen / 100),\((fen % 100).padded(2))"
    }
}
