import Demo
import Foundation

/// A file of orders, one row a line and about two lines an order, and its twin in which two of a
/// hundred orders have another status and one more of their first product.
struct OrderLinesFile {
    let rows: Int
    let customers: Int

    static let header =
        "order_no,customer,placed_at,status,total,currency,line,product,quantity,price\n"
    private static let statuses = ["completed", "returned", "cancelled"]

    func write(to url: URL, changed twin: URL) throws {
        var random = SeededRandom(seed: 7, stream: "orders")
        var changes = SeededRandom(seed: 7, stream: "changed orders")
        var file = try ByteFile(url)
        var other = try ByteFile(twin)
        try file.write(Array(Self.header.utf8))
        try other.write(Array(Self.header.utf8))
        var written = 0
        var number = 0
        while written < rows {
            number += 1
            var order = Order(number, customers: customers, &random)
            order.lines = Array(order.lines.prefix(rows - written))
            written += order.lines.count
            try file.write(order.bytes)
            if changes.chance(perMille: 20) {
                order.status = (order.status + 1) % Self.statuses.count
                order.lines[0].quantity += 1
            }
            try other.write(order.bytes)
        }
        try file.finish()
        try other.finish()
    }

    private struct Order {
        let number: Int
        let customer: Int
        let seconds: Int
        var status: Int
        var lines: [(product: Int, quantity: Int, cents: Int)]

        init(_ number: Int, customers: Int, _ random: inout SeededRandom) {
            self.number = number
            customer = 1 + random.skewed(below: customers)
            // One every forty seconds from 2023-09-17 on.
            seconds = 1_694_908_800 + number * 40 + random.below(40)
            status = random.chance(perMille: 920) ? 0 : 1 + random.below(2)
            lines = (0...random.below(3)).map { _ in
                (
                    product: 1 + random.skewed(below: 300_000),
                    quantity: random.chance(perMille: 800) ? 1 : 2,
                    cents: 199 + random.below(9_800)
                )
            }
        }

        var bytes: [UInt8] {
            var head: [UInt8] = []
            head.append(number)
            head.append(",")
            head.append(customer)
            head.append(",")
            head.append(day: seconds / 86_400)
            head.append("T")
            head.append(seconds / 3_600 % 24, width: 2)
            head.append(":")
            head.append(seconds / 60 % 60, width: 2)
            head.append(":")
            head.append(seconds % 60, width: 2)
            head.append("Z,")
            head.append(OrderLinesFile.statuses[status])
            head.append(",")
            head.append(cents: lines.reduce(0) { $0 + $1.quantity * $1.cents })
            head.append(",EUR,")
            var all: [UInt8] = []
            for (index, line) in lines.enumerated() {
                all += head
                all.append(index + 1)
                all.append(",P")
                all.append(line.product)
                all.append(",")
                all.append(line.quantity)
                all.append(",")
                all.append(cents: line.cents)
                all.append("\n")
            }
            return all
        }
    }
}
