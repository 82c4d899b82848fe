/// The tags above a record, written down again, until the first record shows what stands around it.
struct XMLOpenTags {
    private var tags: [(name: String, text: String, depth: Int)] = []

    /// Notes an element that opens outside a record, as libxml2 hands it over.
    ///
    /// - Parameters:
    ///   - namespaces: A prefix and a URI each.
    ///   - attributes: Five pointers each: local name, prefix, namespace, the value's start and end.
    ///   - depth: How many elements it stands in.
    mutating func open(
        _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?,
        _ namespaces: UnsafeBufferPointer<UnsafePointer<UInt8>?>,
        _ attributes: UnsafeBufferPointer<UnsafePointer<UInt8>?>, depth: Int
    ) {
        let name = Self.name(local, prefix)
        var text = "<\(name)"
        for index in stride(from: 0, to: namespaces.count - 1, by: 2) {
            let prefix = namespaces[index].map { ":\(String(cString: $0))" } ?? ""
            let uri = namespaces[index + 1].map { String(cString: $0) } ?? ""
            text += " xmlns\(prefix)=\"\(Self.escaped(uri))\""
        }
        for index in stride(from: 0, to: attributes.count - 4, by: 5) {
            guard let start = attributes[index + 3], let end = attributes[index + 4] else {
                continue
            }
            let value = String(
                decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
            text +=
                " \(Self.name(attributes[index], attributes[index + 1]))=\"\(Self.escaped(value))\""
        }
        tags.append((name, text + ">", depth))
    }

    /// Forgets an element that ends, if it was noted.
    mutating func close(depth: Int) {
        if tags.last?.depth == depth { tags.removeLast() }
    }

    /// What stands around the record that just began, the innermost of the open elements.
    ///
    /// - Parameter hasDTD: Whether a DTD, which is never read, may explain names of characters.
    func frame(hasDTD: Bool) -> RowFrame {
        let above = tags.dropLast()
        let root = tags.first?.name ?? ""
        let head =
            ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
            + (hasDTD ? ["<!DOCTYPE \(root) SYSTEM \"unknown.dtd\">"] : [])
        return RowFrame(
            format: .xml, opening: Array((head + above.map(\.text)).joined(separator: "\n").utf8),
            closing: Array(above.reversed().map { "</\($0.name)>" }.joined(separator: "\n").utf8))
    }

    private static func name(
        _ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?
    ) -> String {
        (prefix.map { "\(String(cString: $0)):" } ?? "") + (local.map { String(cString: $0) } ?? "")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing("\"", with: "&quot;").replacing("\n", with: "&#10;")
            .replacing("\t", with: "&#9;").replacing("\r", with: "&#13;")
    }
}
