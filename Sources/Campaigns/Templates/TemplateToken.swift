internal import Problems

/// A piece of a template: text, or one Mustache tag with its place.
struct TemplateToken: Equatable {
    enum Kind: Equatable {
        case literal(String)
        /// `{{name}}`
        case value(String)
        /// `{{{name}}}` or `{{&name}}`
        case raw(String)
        /// `{{#name}}`
        case section(String)
        /// `{{^name}}`
        case inverted(String)
        /// `{{/name}}`
        case close(String)
        /// `{{>name}}`
        case partial(String)
    }
    var kind: Kind
    var place: Place

    init(_ kind: Kind, _ place: Place) {
        self.kind = kind
        self.place = place
    }
}
