extension XMLFormat {
    /// Reads `xml:`.
    static func read(_ value: YAMLValue) -> XMLFormat? {
        value.mapping { keys in
            let record = keys.required("record", "record: //product")
            let path = record.text()
            let namespaces = keys.optional("namespaces").entries()?.compactMap { entry in
                entry.value.text().map { (entry.name, $0) }
            }
            let byPrefix = Dictionary(namespaces ?? [], uniquingKeysWith: { first, _ in first })
            guard let path else { return nil }
            if !path.hasPrefix("/") { record.fault(.relativeRecord(path)) }
            return XMLFormat(record: path, namespaces: byPrefix)
        }
    }
}

extension ValueFault {
    fileprivate static func relativeRecord(_ path: String) -> Self {
        Self(
            summary: "\"record\" must be a path from the root of the document",
            hint: "Write /catalogue/product, or //product for a product anywhere.")
    }
}
