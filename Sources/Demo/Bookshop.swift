package import Definitions

/// Lantern Books: an online bookshop that never was, generated night by night.
///
/// The same seed, number of members and first date make the same shop to the last byte, on every
/// machine and at any time. A night's state is what the shop knows at midnight: the file of the
/// 21st holds the orders of the 20th.
package struct Bookshop: Sendable {
    package let seed: UInt64
    /// The date of night 0.
    package let firstDate: LocalDate
    /// 0 for the first night, whose file holds three years of orders.
    package internal(set) var night = 0
    package internal(set) var members: [Member] = []
    package internal(set) var books: [Book] = []
    /// By time within what a night added; a number never changes.
    package internal(set) var orders: [Order] = []
    /// Open requests to be told when a book is back.
    package internal(set) var wishes: [Wish] = []
    /// What the night brought.
    package internal(set) var changes = NightChanges()

    /// The date on which the night's jobs run.
    package var date: LocalDate { firstDate + night }

    var memberMaker = MemberMaker()
    var bookMaker: BookMaker
    /// Books by shelf and then by language (0 Chinese, 1 English), as indices.
    var booksOnShelf: [[[Int]]]

    static let bookCount = 2_000
    static let historyDays = 3 * 365

    /// The shop on its first night.
    ///
    /// - Parameters:
    ///   - seed: any number; another one makes another shop.
    ///   - members: how many have registered; at least 1.
    ///   - date: the date of night 0.
    package init(seed: UInt64 = 1, members count: Int = 5_000, date: LocalDate) {
        self.seed = seed
        firstDate = date
        bookMaker = BookMaker(seed: seed)
        booksOnShelf = Shelf.all.map { _ in [[], []] }
        stockShelves()
        registerFirstMembers(max(1, count))
        recordHistory()
        askForSoldOutBooks(count / 12 + 10, daysBack: 90, stream: "wishes")
        changes = NightChanges()
        changes.orders = Array(orders.indices)
    }

    /// The next night: what was new yesterday is in ``changes``.
    package mutating func nextNight() {
        night += 1
        let arrived = changes.arrivals
        changes = NightChanges()
        registerMembers()
        changeMembers()
        sellBooks(toWaitersFor: arrived)
        takeBackOrders()
        askForSoldOutBooks(members.count / 400 + 2, daysBack: 1, stream: "night \(night) wishes")
        receiveStock()
        publishBooks()
    }

    /// The shop so many nights later.
    package func after(nights: Int) -> Bookshop {
        var shop = self
        for _ in 0..<nights { shop.nextNight() }
        return shop
    }

    /// The last day whose events the shop knows.
    var yesterday: LocalDate { date - 1 }

    func random(_ stream: String) -> SeededRandom { SeededRandom(seed: seed, stream: stream) }

    /// Puts a book at the end of the list and on its shelf; returns its index.
    mutating func add(_ book: Book) -> Int {
        books.append(book)
        booksOnShelf[book.shelf][book.isEnglish ? 1 : 0].append(books.count - 1)
        return books.count - 1
    }
}
