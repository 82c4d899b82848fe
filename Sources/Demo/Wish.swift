/// A member's request to be told when a sold-out book is back.
package struct Wish: Hashable, Sendable {
    /// The member's index in ``Bookshop/members``.
    package var member: Int
    /// The book's index in ``Bookshop/books``.
    package var book: Int
    package var askedAt: ShopMinute
}
