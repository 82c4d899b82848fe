extension Bookshop {
    /// The back list of the first night.
    mutating func stockShelves() {
        var random = random("books")
        for _ in 0..<Self.bookCount {
            _ = add(bookMaker.backListBook(before: firstDate, &random))
        }
    }

    /// Members ask to be told when a sold-out book is back; some books are wanted by many.
    mutating func askForSoldOutBooks(_ count: Int, daysBack: Int, stream: String) {
        var random = random(stream)
        let soldOut = books.indices.filter { books[$0].onHand == 0 }
        guard !soldOut.isEmpty else { return }
        var asked = Set(wishes.map { [$0.member, $0.book] })
        for _ in 0..<count {
            let book = soldOut[random.skewed(below: soldOut.count)]
            let member = random.below(members.count)
            guard asked.insert([member, book]).inserted else { continue }
            let askedAt = ShopMinute(
                day: yesterday - random.below(daysBack), minute: Self.minute(&random))
            wishes.append(
                Wish(member: member, book: book, askedAt: max(askedAt, members[member].joinedAt)))
            changes.newWishes += 1
        }
    }

    /// Books that are waited for arrive: of some enough for all, of others fewer than are wanted.
    mutating func receiveStock() {
        var random = random("night \(night) arrivals")
        var waiting: [Int: Int] = [:]
        for wish in wishes where books[wish.book].onHand == 0 {
            waiting[wish.book, default: 0] += 1
        }
        // The most wanted first; equals by index, for a dictionary has no order of its own.
        let wanted = waiting.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(24)
        for (book, waiters) in wanted where random.chance(perMille: 300) {
            let isScarce = waiters > 2 && random.chance(perMille: 500)
            books[book].onHand = isScarce ? waiters / 2 : waiters + random.number(in: 3...20)
            changes.arrivals.append(book)
        }
        // No night without one, in a shop of any size.
        if changes.arrivals.isEmpty, let (book, waiters) = wanted.first {
            books[book].onHand = waiters + 1
            changes.arrivals.append(book)
        }
    }

    /// The day's new books, on two shelves, so that who likes one of them finds a few.
    mutating func publishBooks() {
        var random = random("night \(night) books")
        for _ in 0..<2 {
            let shelf = random.index(weights: Shelf.weights)
            for _ in 0..<random.number(in: 3...5) {
                changes.newBooks.append(add(bookMaker.newBook(shelf: shelf, on: date, &random)))
            }
        }
    }
}
