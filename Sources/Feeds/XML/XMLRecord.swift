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
        var text: Range<Int>
        var firstChild: Int = -1
        var lastChild: Int = -1
        var next: Int = -1
        var parent: Int
    }

    /// The most bytes of one value; more is a reject.
    static let valueLimit = 8 << 20
    /// The most bytes of text, and an eighth as many elements, of one record; more is a reject.
    static let recordLimit = 64 << 20

    private(set) var nodes: [Node] = []
    private(set) var text: [UInt8] = []
    private(set) var attributes: [UInt8] = []
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
        add(Node(kind: .element, name: name, text: text.count..<text.count, parent: open))
        open = nodes.count - 1
    }

    /// An attribute of the element that just began.
    func attribute(_ name: Name, _ value: UnsafeBufferPointer<UInt8>) {
        guard fault == nil, hasRoom(for: value.count) else { return }
        let start = attributes.count
        attributes.append(contentsOf: value)
        add(Node(kind: .attribute, name: name, text: start..<attributes.count, parent: open))
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
        text.append(contentsOf: more)
        let last = nodes[open].lastChild
        if last >= 0, nodes[last].kind == .text {
            nodes[last].text = nodes[last].text.lowerBound..<text.count
        } else {
            add(
                Node(
                    kind: .text, name: Name(namespace: nil, local: nil), text: start..<text.count,
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
        nodes[open].text = nodes[open].text.lowerBound..<text.count
        open = nodes[open].parent
        return open < 0
    }

    /// Forgets all, for the next record.
    func clear() {
        nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 16)
        text.removeAll(keepingCapacity: text.capacity < 1 << 20)
        attributes.removeAll(keepingCapacity: attributes.capacity < 1 << 20)
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
        let size = text.count + attributes.count + nodes.count * 8 + more
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
