/// What a name of a template stands for in one mail. Money and dates are text already, written for
/// the reader's locale.
package enum TemplateValue: Sendable, Equatable {
    /// An empty text counts as missing.
    case text(String)
    case group([String: TemplateValue])
    /// A text with further names below it.
    case titled(String, [String: TemplateValue])
    case list([[String: TemplateValue]])

    /// The value below a name; nil when there is none, or this is no group.
    func child(_ name: String) -> TemplateValue? {
        switch self {
        case .group(let names), .titled(_, let names): names[name]
        case .text, .list: nil
        }
    }

    /// Whether there is nothing to show.
    var isEmpty: Bool {
        switch self {
        case .text(let text), .titled(let text, _): text.isEmpty
        case .group(let names): names.isEmpty
        case .list(let items): items.isEmpty
        }
    }
}
