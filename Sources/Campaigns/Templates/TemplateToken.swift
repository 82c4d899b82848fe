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
        /// What is between this and the end is a URL.
        case linkBegin(LinkKind)
        case linkEnd
    }

    enum LinkKind: Equatable {
        /// The `href` of an `<a>`.
        case anchor
        /// The address of a picture, or of a form.
        case resource
        /// Shown in plain text.
        case shown
    }

    var kind: Kind
    /// What is done with a value before it is shown, in this order.
    var filters: [TemplateFilter] = []
    var place: Place

    init(_ kind: Kind, filters: [TemplateFilter] = [], _ place: Place) {
        self.kind = kind
        self.filters = filters
        self.place = place
    }
}
