/// One record as a small tree, built, asked and dropped: memory does not grow with the file.
///
/// All text stands in one buffer in document order, so that the text of an element, its
/// descendants' included, is one range of it; values of attributes stand in another. Names are compared by their pointers: libxml2 keeps
/// each name once per parser.
final class XMLRecord {
    /// A name as libxml2 keeps it.
    struct Name: Equatable {
        var namespace: UnsafePointer<UInt8>?
        var local: UnsafePointer<UInt8>?
    }

    enum Kind {
        case element
        case attribute
        case text
    }

    struct Node {
        var kind: Kind
        var name: Name
        /// Where its text stands, or an attribute's value.
        var start: Int
        var end: Int
        var firstChild: Int = -1
        var lastChild: Int = -1
        var next: Int = -1
        var parent: Int
    }

    /// The most bytes of one value; more is a reject.
    static let valueLimit = 8 << 20
    /// The most memory of one record, in bytes; more is a reject.
    static let recordLimit = 64 << 20

    let nodes = Buffer<Node>(capacity: 1024)
    private let text = Buffer<UInt8>(capacity: 1 << 16)
    private let attributes = Buffer<UInt8>(capacity: 1 << 12)
    /// Why the record cannot be read, if it cannot.
    private(set) var fault: String?
    private var open = -1
    private var runLength = 0
    /// How many elements are open of which nothing is kept, because the record has a fault.
    private var ignored = 0

    /// Begins the record, or an element in it.
    func begin(_ name: Name) {
        runLength = 0
        guard fault == nil else {
            ignored += 1
            return
        }
        _ = hasRoom(for: 0)
        add(Node(kind: .element, name: name, start: text.count, end: text.count, parent: open))
        open = nodes.count - 1
    }

    /// An attribute of the element that just began.
    func attribute(_ name: Name, _ value: UnsafeBufferPointer<UInt8>) {
        guard fault == nil, hasRoom(for: value.count) else { return }
        let start = attributes.count
        attributes.append(value)
        add(
            Node(
                kind: .attribute, name: name, start: start, end: attributes.count, parent: open))
    }

    func characters(_ more: UnsafeBufferPointer<UInt8>) {
        guard open >= 0, fault == nil else { return }
        runLength += more.count
        if runLength > Self.valueLimit {
            fault = Self.valueTooLong
            return
        }
        guard hasRoom(for: more.count) else { return }
        let start = text.count
        text.append(more)
        let last = nodes[open].lastChild
        if last >= 0, nodes[last].kind == .text {
            nodes[last].end = text.count
        } else {
            add(
                Node(
                    kind: .text, name: Name(namespace: nil, local: nil), start: start,
                    end: text.count,
                    parent: open))
        }
    }

    /// Ends the element that is open; whether it was the record.
    func end() -> Bool {
        runLength = 0
        if ignored > 0 {
            ignored -= 1
            return false
        }
        nodes[open].end = text.count
        open = nodes[open].parent
        return open < 0
    }

    /// The value of a node: its text, an element's with that of all that it holds; valid until
    /// the record is cleared.
    func value(of node: Int) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[node]
        return (node.kind == .attribute ? attributes : text).elements(node.start..<node.end)
    }

    /// Forgets all, for the next record.
    func clear() {
        nodes.clear(keeping: 1 << 16)
        text.clear(keeping: 1 << 20)
        attributes.clear(keeping: 1 << 20)
        fault = nil
        open = -1
        ignored = 0
        runLength = 0
    }

    /// Marks the record as unreadable.
    func mark(_ reason: String) {
        if fault == nil { fault = reason }
    }

    private func hasRoom(for more: Int) -> Bool {
        let size = text.count + attributes.count + nodes.count * MemoryLayout<Node>.stride + more
        if size > Self.recordLimit { mark(Self.recordTooLong) }
        return fault == nil
    }

    private func add(_ node: Node) {
        let index = nodes.count
        nodes.append(node)
        guard node.parent >= 0 else { return }
        let last = nodes[node.parent].lastChild
        if last < 0 { nodes[node.parent].firstChild = index } else { nodes[last].next = index }
        nodes[node.parent].lastChild = index
    }
}

extension XMLRecord {
    static let valueTooLong = "a value is longer than 8 MB"
    static let recordTooLong = "the record is longer than 64 MB"
}
