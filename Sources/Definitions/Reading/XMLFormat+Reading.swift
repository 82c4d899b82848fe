import Problems

extension XMLFormat {
    /// Reads `xml:`.
    ///
    /// - Parameters:
    ///   - base: What holds where a key is not written, from a ready-made format.
    ///   - entity: What the feed fills, if that is known.
    static func read(_ value: YAMLValue, over base: XMLFormat? = nil, into entity: Entity?)
        -> XMLFormat?
    {
        value.mapping { keys in
            let record =
                base == nil ? keys.required("record", "record: //product") : keys.optional("record")
            let records = record.texts()
            let linesValue = keys.optional("lines")
            let lines = linesValue.text()
            let namespaces = XMLNamespaces.read(keys.optional("namespaces"))
            let encoding = keys.optional("encoding").text()
            if linesValue.isPresent, let entity, entity != .orders {
                linesValue.fault(.linesOfOrdersOnly)
            }
            for path in records ?? [] where !path.hasPrefix("/") {
                record.fault(.relativeRecord(path))
            }
            guard var format = base ?? records.map({ XMLFormat(records: $0) }) else { return nil }
            if let records { format.records = records }
            if let lines { format.lines = lines }
            if let namespaces {
                format.namespaces.byPrefix.merge(namespaces.byPrefix) { $1 }
                format.namespaces.isAny = namespaces.isAny
            }
            if let encoding { format.encoding = encoding }
            return format
        }
    }
}

extension XMLNamespaces {
    /// Reads `namespaces:`, URIs by prefix, or `any`.
    fileprivate static func read(_ value: YAMLValue) -> XMLNamespaces? {
        guard value.isPresent else { return nil }
        if value.isScalar, value.scalar()?.text == "any" { return XMLNamespaces(isAny: true) }
        let entries = value.entries()?.compactMap { entry in
            entry.value.text().map { (entry.name, $0) }
        }
        return XMLNamespaces(Dictionary(entries ?? [], uniquingKeysWith: { first, _ in first }))
    }
}

extension YAMLValue {
    /// A text, or a list of some.
    func texts() -> [String]? {
        listOrOne()?.compactMap { $0.text() }
    }
}

extension ValueFault {
    fileprivate static func relativeRecord(_ path: String) -> Self {
        Self(
            summary: "\"record\" must be a path from the root of the document",
            hint: "Write /catalogue/product, or //product for a product anywhere.")
    }
}
