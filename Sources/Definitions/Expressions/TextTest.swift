/// What a text is tested for. Letters match exactly, case included.
package enum TextTest: Sendable, Hashable {
    /// Sorted, without repeats, not empty.
    case isOneOf([String])
    /// Sorted, without repeats, not empty. Unknown of an unknown text.
    case isNoneOf([String])
    case contains(String)
    case startsWith(String)
    /// An attribute that is written as an ISO 8601 date or instant, by its first ten characters;
    /// unknown of any other text. The point is never in hours.
    case onDay(Comparison, TimePoint)
}

extension TextTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .isOneOf(let texts): "in \(Quoted.list(texts))"
        case .isNoneOf(let texts): "not in \(Quoted.list(texts))"
        case .contains(let text): "contains \(Quoted.text(text))"
        case .startsWith(let text): "starts with \(Quoted.text(text))"
        case .onDay(let comparison, let point): "\(comparison.rawValue) \(point)"
        }
    }
}
