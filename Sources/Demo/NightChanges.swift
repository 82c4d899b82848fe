/// What a night brought to the shop, as indices into the shop's lists.
///
/// Of the first night only ``orders`` is filled, with the whole history: all that is there is new.
package struct NightChanges: Hashable, Sendable {
    /// Members who registered.
    package var newMembers: [Int] = []
    /// Members whose address, city or consent changed.
    package var changedMembers: [Int] = []
    /// Books that came out.
    package var newBooks: [Int] = []
    /// Sold-out books that somebody waits for and that arrived.
    package var arrivals: [Int] = []
    /// Books whose last unit was sold.
    package var soldOut: [Int] = []
    /// Orders that the night's file holds: new ones, then earlier ones that changed.
    package var orders: [Int] = []
    /// Orders that came back.
    package var returned: [Int] = []
    /// Orders that were called off.
    package var cancelled: [Int] = []
    /// How many requests were made, and how many are over because the member bought the book.
    package var newWishes = 0
    package var closedWishes = 0

    package init() {}
}
