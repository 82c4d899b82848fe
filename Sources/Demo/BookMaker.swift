import Definitions

/// Makes the books of the catalogue, one after the other; no number and no title comes twice.
struct BookMaker: Sendable {
    private struct Author: Sendable {
        var name: String
        var isChinese: Bool
    }

    private static let publishers = [
        "Lantern House", "Crane Island Press", "灯塔出版社", "Willow Bridge Books", "江南书局",
        "Harbour & Sons", "Juniper Hill", "望舒文化",
    ]
    private static let authorsPerShelf = 24

    /// Of each shelf, first those who write in English.
    private let authors: [[Author]]
    private var titles: Set<String> = []
    private var made = 0

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed, stream: "authors")
        authors = Shelf.all.map { _ in
            (0..<Self.authorsPerShelf).map { index in
                let isChinese = index >= Self.authorsPerShelf / 2
                let pool = isChinese ? NamePool.chinese : NamePool.western
                let given = random.pick(pool.givenNames).written
                let family = random.pick(pool.familyNames).written
                return Author(
                    name: isChinese ? family + given : "\(given) \(family)", isChinese: isChinese)
            }
        }
    }

    /// A book of the back list, published in the thirty years before a day.
    mutating func backListBook(before date: LocalDate, _ random: inout SeededRandom) -> Book {
        let shelf = random.index(weights: Shelf.weights)
        // Everything is out by the day before, or the first night would have news.
        let age = min(random.below(11_000), random.below(11_000)) + 20
        var book = makeBook(shelf: shelf, publishedOn: date - age, &random)
        book.importance = min(random.below(101), random.below(101))
        // One in twelve is sold out: somebody waits for it.
        book.onHand = random.chance(perMille: 85) ? 0 : random.number(in: 2...60)
        return book
    }

    /// A book that comes out on a day.
    mutating func newBook(shelf: Int, on date: LocalDate, _ random: inout SeededRandom) -> Book {
        var book = makeBook(shelf: shelf, publishedOn: date, &random)
        book.importance = random.number(in: 50...98)
        book.onHand = random.number(in: 20...120)
        return book
    }

    private mutating func makeBook(
        shelf: Int, publishedOn: LocalDate, _ random: inout SeededRandom
    ) -> Book {
        let isEnglish = random.chance(perMille: 400)
        let author = authors[shelf][
            random.skewed(below: Self.authorsPerShelf / 2)
                + (isEnglish == random.chance(perMille: 60) ? Self.authorsPerShelf / 2 : 0)]
        let isTranslated = author.isChinese == isEnglish
        defer { made += 1 }
        return Book(
            isbn: ISBN.number(made), title: newTitle(shelf: shelf, isEnglish: isEnglish, &random),
            author: author.name,
            translator: isTranslated ? translator(isEnglish: isEnglish, &random) : nil,
            category: Shelf.all[shelf].category, publisher: random.pick(Self.publishers),
            isEnglish: isEnglish,
            price: isEnglish
                ? random.number(in: 58...168) * 100 : random.number(in: 26...88) * 100 + 80,
            importance: 0, publishedOn: publishedOn, onHand: 0, shelf: shelf)
    }

    private func translator(isEnglish: Bool, _ random: inout SeededRandom) -> String {
        let pool = isEnglish ? NamePool.western : NamePool.chinese
        let given = random.pick(pool.givenNames).written
        let family = random.pick(pool.familyNames).written
        return isEnglish ? "\(given) \(family)" : family + given
    }

    private mutating func newTitle(
        shelf: Int, isEnglish: Bool, _ random: inout SeededRandom
    ) -> String {
        let words = isEnglish ? TitleWords.english : TitleWords.chinese
        let patterns = isEnglish ? Shelf.all[shelf].english : Shelf.all[shelf].chinese
        for _ in 0..<20 {
            let title = words.fill(random.pick(patterns), &random)
            if titles.insert(title).inserted { return title }
        }
        // Every good title is taken: a sequel is.
        let first = words.fill(random.pick(patterns), &random)
        var part = 2
        while true {
            let title = isEnglish ? "\(first), Part \(part)" : "\(first)（第\(part)部）"
            if titles.insert(title).inserted { return title }
            part += 1
        }
    }
}
