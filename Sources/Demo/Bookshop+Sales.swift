extension Bookshop {
    /// Yesterday's orders: of regulars, of new members, of those who had waited, and a few big
    /// ones that lift their buyers into a higher tier.
    mutating func sellBooks(toWaitersFor arrived: [Int]) {
        var random = random("night \(night) orders")
        var placed: [Order] = []
        for member in changes.newMembers where random.chance(perMille: 400) {
            let minute = members[member].joinedAt.minute
            let placedAt = ShopMinute(day: yesterday, minute: random.number(in: minute...1_439))
            placed.append(draft(member: member, placedAt: placedAt, &random))
        }
        for _ in 0..<(members.count / 200 + 5) {
            placed.append(
                draft(member: regular(&random), placedAt: minuteOfYesterday(&random), &random))
        }
        placed += waitersOrders(for: arrived, &random)
        placed += liftingOrders(&random)
        placed.sort { ($0.placedAt, $0.member) < ($1.placedAt, $1.member) }
        for order in placed { book(order) }
    }

    /// Writes an order down and takes its books from stock.
    private mutating func book(_ order: Order) {
        changes.orders.append(orders.count)
        orders.append(order)
        orders[orders.count - 1].number = Self.orderNumber(orders.count - 1)
        for line in order.lines where books[line.book].onHand > 0 {
            books[line.book].onHand = max(0, books[line.book].onHand - line.quantity)
            if books[line.book].onHand == 0 { changes.soldOut.append(line.book) }
        }
    }

    private func minuteOfYesterday(_ random: inout SeededRandom) -> ShopMinute {
        ShopMinute(day: yesterday, minute: Self.minute(&random))
    }

    /// Whoever placed an order lately, so that who buys often buys again; now and then anybody.
    private func regular(_ random: inout SeededRandom) -> Int {
        let recent = min(orders.count, members.count)
        return recent == 0 || random.chance(perMille: 150)
            ? random.below(members.count)
            : orders[orders.count - 1 - random.below(recent)].member
    }

    /// A third of those who had waited buy the book when it is there, and wait no longer.
    private mutating func waitersOrders(
        for arrived: [Int], _ random: inout SeededRandom
    ) -> [Order] {
        var bought: [Order] = []
        for wish in wishes where arrived.contains(wish.book) && random.chance(perMille: 350) {
            let line = Order.Line(book: wish.book, quantity: 1, price: books[wish.book].price)
            bought.append(
                Order(
                    number: "", member: wish.member, placedAt: minuteOfYesterday(&random),
                    state: .paid, channel: "web", lines: [line]))
        }
        let open = wishes.count
        wishes.removeAll { wish in
            bought.contains { $0.member == wish.member && $0.lines[0].book == wish.book }
        }
        changes.closedWishes = open - wishes.count
        return bought
    }

    /// Orders that bring three members over the 500 yuan a year of the silver tier.
    private func liftingOrders(_ random: inout SeededRandom) -> [Order] {
        var spend = [Int](repeating: 0, count: members.count)
        // Five days short of the tier's window, so that nothing is about to fall out of it.
        for order in orders where yesterday - order.placedAt.day < 360 {
            spend[order.member] += order.spend
        }
        let close = spend.indices.filter { (25_000..<50_000).contains(spend[$0]) }
        guard !close.isEmpty else { return [] }
        return (0..<3).map { _ in
            let member = random.pick(close)
            var order = draft(member: member, placedAt: minuteOfYesterday(&random), &random)
            let first = order.lines[0]
            let missing = 50_000 - spend[member] - order.spend
            if missing > 0 { order.lines[0].quantity += missing / first.price + 1 }
            return order
        }
    }

    /// Earlier orders that came back or were called off; the night's file repeats them.
    mutating func takeBackOrders() {
        var random = random("night \(night) returns")
        let recent = orders.indices.filter { index in
            let age = yesterday - orders[index].placedAt.day
            return (1...30).contains(age) && orders[index].state == .paid
        }
        guard !recent.isEmpty else { return }
        for turn in 0..<5 {
            let index = random.pick(recent)
            guard orders[index].state == .paid else { continue }
            orders[index].state = turn < 3 ? .returned : .cancelled
            changes.orders.append(index)
            if turn < 3 { changes.returned.append(index) } else { changes.cancelled.append(index) }
        }
    }
}
