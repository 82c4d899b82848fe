package import Definitions

/// A book of the catalogue, with what the supplier has of it.
package struct Book: Hashable, Sendable {
    package var isbn: String
    package var title: String
    package var author: String
    package var translator: String?
    /// A path such as `Fiction > Crime`.
    package var category: String
    package var publisher: String
    package var isEnglish: Bool
    /// In fen, the hundredth of a yuan.
    package var price: Int
    /// 0…100: how much the editors care.
    package var importance: Int
    package var publishedOn: LocalDate
    /// Units.
    package var onHand: Int
    /// The shelf's index.
    var shelf: Int
}
