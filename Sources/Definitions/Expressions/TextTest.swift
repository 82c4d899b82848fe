/// What a text is tested for. Letters match exactly, case included. The lists are sorted, without
/// repeats and not empty; one of them must match.
package enum TextTest: Sendable, Hashable {
    case isOneOf([String])
    /// Unknown of an unknown text.
    case isNoneOf([String])
    case contains([String])
    case startsWith([String])
    case endsWith([String])
}

extension TextTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .isOneOf(let texts): "in \(Quoted.list(texts))"
        case .isNoneOf(let texts): "not in \(Quoted.list(texts))"
        case .contains(let texts): "contains \(Quoted.list(texts))"
        case .startsWith(let texts): "starts with \(Quoted.list(texts))"
        case .endsWith(let texts): "ends with \(Quoted.list(texts))"
        }
    }
}
