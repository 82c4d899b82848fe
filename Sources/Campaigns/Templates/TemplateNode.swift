/// A template with its names bound: what a renderer walks.
enum TemplateNode: Sendable {
    case literal([UInt8])
    case value(Reference)
    /// Shown when there is something; once for each item of a list.
    case section(Reference, [TemplateNode])
    /// Shown when there is nothing.
    case inverted(Reference, [TemplateNode])
    /// A URL.
    case link(TemplateToken.LinkKind, [TemplateNode])

    /// A name, bound to where it stands. An object, so that rendering passes it on without copies.
    final class Reference: Sendable {
        /// Which of the open sections offers it: 0 is the mail itself.
        let frame: Int
        /// The names below that section's value; empty means the value itself.
        let names: [String]
        /// What stands for it when it is missing.
        let fallback: TemplateValue?
        /// What is done with it before it is shown.
        let filters: [TemplateFilter]

        /// - Parameters:
        ///   - fallback: defaults to nothing.
        ///   - filters: default to none.
        init(
            frame: Int, names: [String], fallback: TemplateValue? = nil,
            filters: [TemplateFilter] = []
        ) {
            self.frame = frame
            self.names = names
            self.fallback = fallback
            self.filters = filters
        }
    }
}

/// A template as bound, with what binding found out.
struct BoundTemplate {
    var nodes: [TemplateNode] = []
    /// The paths that need a value, sorted.
    var required: Set<String> = []
    /// Which tokens open sections that repeat.
    var lists: Set<Int> = []
}
