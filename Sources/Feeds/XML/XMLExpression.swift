/// What fills a field: a path, one of several, or some put together.
///
/// ```
/// TitleText | concat(TitlePrefix, ' ', TitleWithoutPrefix) | TitleWithoutPrefix
/// ```
///
/// Of alternatives the first counts that has more than blanks; of a list, such as categories, all
/// count. `concat` is nothing unless each of its paths finds something.
struct XMLExpression: Equatable, Sendable {
    enum Term: Equatable, Sendable {
        case path(XMLPath)
        case text(String)
    }

    /// At least one, each of at least one term.
    var alternatives: [[Term]]
}
