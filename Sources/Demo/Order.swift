/// What a member bought at once.
package struct Order: Hashable, Sendable {
    /// What became of it, by the letter that the tills write.
    package enum State: String, Sendable {
        case paid = "P"
        case returned = "R"
        case cancelled = "X"
    }

    package struct Line: Hashable, Sendable {
        /// The book's index in ``Bookshop/books``.
        package var book: Int
        package var quantity: Int
        /// Of one unit, in fen.
        package var price: Int
    }

    package var number: String
    /// The member's index in ``Bookshop/members``.
    package var member: Int
    package var placedAt: ShopMinute
    package var state: State
    /// `web`, `app` or `store`.
    package var channel: String
    package var lines: [Line]

    /// In fen; nothing once returned or cancelled.
    var spend: Int { state == .paid ? lines.reduce(0) { $0 + $1.quantity * $1.price } : 0 }
}
