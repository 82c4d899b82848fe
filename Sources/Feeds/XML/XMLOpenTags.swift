import Definitions

/// The tags above a record, as they are written, until the first record shows what stands around it.
struct XMLOpenTags {
    private var tags: [(name: String, text: [UInt8], depth: Int)] = []

    /// Notes an element that opens outside a record.
    ///
    /// - Parameter depth: How many elements it stands in.
    mutating func open(_ tag: UnsafeBufferPointer<UInt8>, name: String, depth: Int) {
        tags.append((name, Array(tag), depth))
    }

    /// Forgets an element that ends, if it was noted.
    mutating func close(depth: Int) {
        if tags.last?.depth == depth { tags.removeLast() }
    }

    /// What stands around the record that just began, the innermost of the open elements.
    ///
    /// - Parameters:
    ///   - hasDTD: Whether a DTD, which is never read, may explain names of characters.
    ///   - encoding: What the record's bytes are in; nil for UTF-8.
    func frame(hasDTD: Bool, encoding: TextEncoding?) -> RowFrame {
        let above = tags.dropLast()
        let root = tags.first?.name ?? ""
        let head =
            ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
            + (hasDTD ? ["<!DOCTYPE \(root) SYSTEM \"unknown.dtd\">"] : [])
        return RowFrame(
            format: .xml, encoding: encoding,
            opening: Array(
                (head.map { Array($0.utf8) } + above.map(\.text)).joined(separator: [10])),
            closing: Array(above.reversed().map { "</\($0.name)>" }.joined(separator: "\n").utf8))
    }
}
