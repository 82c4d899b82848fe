/// How an XML file is written.
package struct XMLFormat: Sendable, Equatable {
    /// The path of a record, as `//o:Product` or `/rss/channel/item`.
    package var record: String
    /// URI by prefix.
    package var namespaces: [String: String]

    package init(record: String, namespaces: [String: String] = [:]) {
        self.record = record
        self.namespaces = namespaces
    }
}
