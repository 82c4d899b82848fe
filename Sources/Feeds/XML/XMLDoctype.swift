/// What a file's own DTD says that concerns reading it: values of attributes that are not written,
/// and which attributes are lists of words.
struct XMLDoctype {
    struct Attribute {
        var name: Int32
        var isTokens: Bool
        /// Its value where none is written, a stretch of the text; nil for none.
        var value: Range<Int>?
    }

    /// By the number of an element's name. Of several declarations the first holds.
    private var attributes: [Int32: [Attribute]] = [:]
    /// The values one behind the other; nothing is added once the file is being read.
    private let text = Buffer<UInt8>(capacity: 1)

    var isEmpty: Bool { attributes.isEmpty }

    mutating func declare(
        _ name: Int32, of element: Int32, isTokens: Bool, value: UnsafeBufferPointer<UInt8>?
    ) {
        guard attributes[element]?.contains(where: { $0.name == name }) != true else { return }
        var range: Range<Int>?
        if let value {
            let start = text.count
            text.append(value)
            range = start..<text.count
        }
        attributes[element, default: []].append(
            Attribute(name: name, isTokens: isTokens, value: range))
    }

    /// Adds to an element's attributes what its tag leaves out.
    func complete(
        _ written: Buffer<XMLAttribute>, of element: Int32, _ names: XMLNames, in tag: Int
    ) {
        guard let declared = attributes[element] else { return }
        for attribute in declared {
            if names.see(attribute.name, in: tag) {
                guard let range = attribute.value else { continue }
                let value = text.elements(range)
                guard let start = value.baseAddress else { continue }
                written.append(
                    XMLAttribute(
                        name: attribute.name, start: start, count: value.count, isPlain: true))
            } else if attribute.isTokens {
                for index in 0..<written.count where written[index].name == attribute.name {
                    written[index].isTokens = true
                }
            }
        }
    }
}
