import Definitions

extension Bookshop {
    /// Three years of orders: most members buy once, a few buy every week.
    mutating func recordHistory() {
        var random = random("orders")
        for member in members.indices {
            recordHistory(of: member, &random)
        }
        orders.sort { ($0.placedAt, $0.member) < ($1.placedAt, $1.member) }
        for index in orders.indices { orders[index].number = Self.orderNumber(index) }
    }

    private mutating func recordHistory(of member: Int, _ random: inout SeededRandom) {
        let count = Self.orderCount(&random)
        let first = max(
            members[member].joinedAt, ShopMinute(day: firstDate - Self.historyDays, minute: 0))
        // Heavy buyers stay; others come for a while.
        let stay = count > 8 ? Self.historyDays : 30 + random.below(count > 1 ? 700 : 90)
        let silentSince = silentDay(count: count, from: first.day, &random)
        let days = min(stay, (silentSince ?? yesterday) - first.day)
        for turn in 0..<count {
            let day = Self.shoppingDay(from: first.day, days: days, &random)
            let placedAt = max(
                first,
                ShopMinute(
                    day: turn == 0 ? silentSince ?? day : day, minute: Self.minute(&random)))
            var order = draft(member: member, placedAt: placedAt, &random)
            let lot = random.below(1_000)
            order.state = lot < 30 ? .returned : lot < 50 ? .cancelled : .paid
            orders.append(order)
        }
    }

    /// The day of a last order half a year ago, for one in fourteen of those who bought again:
    /// some of them count as lapsed each night of the demo's first two weeks.
    private func silentDay(
        count: Int, from first: LocalDate, _ random: inout SeededRandom
    ) -> LocalDate? {
        let day = firstDate - random.number(in: 166...183)
        return count > 1 && count < 9 && day > first && random.chance(perMille: 70) ? day : nil
    }

    /// How many orders a member has placed: nothing for one in six, one for most, dozens for few.
    private static func orderCount(_ random: inout SeededRandom) -> Int {
        let ranges = [0...0, 1...1, 2...2, 3...3, 4...5, 6...8, 9...14, 15...25, 26...45, 46...80]
        let weights = [170, 385, 145, 85, 90, 50, 40, 22, 10, 3]
        return random.number(in: ranges[random.index(weights: weights)])
    }

    /// A day on which people buy: November's sales and December more than February.
    private static func shoppingDay(
        from first: LocalDate, days: Int, _ random: inout SeededRandom
    ) -> LocalDate {
        let months = [60, 45, 55, 65, 55, 75, 55, 55, 65, 60, 100, 85]
        var day = first + random.below(days + 1)
        for _ in 0..<3 {
            let busy = months[day.month - 1] * (day.weekday > 5 ? 10 : 8)
            if random.chance(perMille: busy) { break }
            day = first + random.below(days + 1)
        }
        return day
    }

    static func orderNumber(_ index: Int) -> String { "L\((index + 1).padded(7))" }

    /// An order of one to four titles that suit the member.
    func draft(member: Int, placedAt: ShopMinute, _ random: inout SeededRandom) -> Order {
        var lines: [Order.Line] = []
        for _ in 0...random.index(weights: [55, 26, 13, 6]) {
            let book = book(for: members[member], on: placedAt.day, &random)
            guard !lines.contains(where: { $0.book == book }) else { continue }
            let quantity = random.chance(perMille: 70) ? 2 : 1
            lines.append(Order.Line(book: book, quantity: quantity, price: books[book].price))
        }
        return Order(
            number: "", member: member, placedAt: placedAt, state: .paid,
            channel: ["web", "app", "store"][random.index(weights: [45, 40, 15])], lines: lines)
    }

    /// A title from a shelf that the member likes, most often a bestseller, and one that was out.
    private func book(for member: Member, on day: LocalDate, _ random: inout SeededRandom) -> Int {
        var found = 0
        for _ in 0..<6 {
            let shelf =
                random.chance(perMille: 800)
                ? random.pick(member.shelves) : random.index(weights: Shelf.weights)
            let isEnglish = member.readsEnglish == random.chance(perMille: 880)
            let choice = booksOnShelf[shelf][isEnglish ? 1 : 0]
            guard !choice.isEmpty else { continue }
            found = choice[random.skewed(below: choice.count)]
            if books[found].publishedOn <= day { break }
        }
        return found
    }
}
