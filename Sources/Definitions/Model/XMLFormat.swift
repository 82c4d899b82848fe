/// How an XML file is written.
package struct XMLFormat: Sendable, Equatable {
    /// The paths of a record, as `//o:Product` or `/rss/channel/item`; at least one.
    package var records: [String]
    /// The path of an order's lines from its record on; nil where a record is one row.
    package var lines: String?
    package var namespaces: XMLNamespaces
    /// The encoding of a file that does not declare its own, whatever it declares.
    package var encoding: String?

    package init(
        records: [String], lines: String? = nil, namespaces: XMLNamespaces = XMLNamespaces(),
        encoding: String? = nil
    ) {
        self.records = records
        self.lines = lines
        self.namespaces = namespaces
        self.encoding = encoding
    }
}

/// What names without a prefix and with one mean in paths.
package struct XMLNamespaces: Sendable, Equatable {
    /// URI by prefix.
    package var byPrefix: [String: String]
    /// Whether an element's name without a prefix means that name in whichever namespace.
    package var isAny: Bool

    package init(_ byPrefix: [String: String] = [:], isAny: Bool = false) {
        self.byPrefix = byPrefix
        self.isAny = isAny
    }
}

extension XMLNamespaces: CustomStringConvertible {
    /// The same text whenever it is asked for: a feed is told by it from what it was.
    package var description: String {
        "\(isAny) \(byPrefix.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
    }
}
