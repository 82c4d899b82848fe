/// What is worth keeping of the elements that are open and of one record: a small tree that is
/// built, asked and dropped, so that memory does not grow with the file.
///
/// Nodes stand in document order, each with the end of its own: what is dropped is always the
/// end of the table. Text that is asked for stands in one buffer in the same order, so that the
/// text of an element, its descendants' included, is one range of it; values of attributes stand
/// in another. Names are compared by their numbers in ``XMLNames``.
final class XMLTree {
    /// A name by its numbers; 0 for no namespace, and for the name of what has none.
    struct Name: BitwiseCopyable, Equatable {
        var namespace: Int32 = 0
        var local: Int32 = 0
    }

    enum Kind: UInt8, BitwiseCopyable {
        case element
        case attribute
        case text
    }

    struct Node: BitwiseCopyable {
        var name: Name
        var kind: Kind
        /// The node it stands in; -1 for the document.
        var parent: Int32
        /// The node behind its last; 0 while it is open.
        var end: Int32
        /// Where its text stands, or an attribute's value.
        var text: (start: Int32, end: Int32)
    }

    /// How much stands in each table, to go back to.
    struct Mark: BitwiseCopyable {
        var nodes: Int32
        var text: Int32
        var attributes: Int32
    }

    let nodes = Buffer<Node>(capacity: 1024)
    private let text = Buffer<UInt8>(capacity: 1 << 16)
    private let attributes = Buffer<UInt8>(capacity: 1 << 12)

    var mark: Mark {
        Mark(
            nodes: Int32(nodes.count), text: Int32(text.count),
            attributes: Int32(attributes.count))
    }

    /// How many bytes the tables hold.
    var size: Int { text.count + attributes.count + nodes.count * MemoryLayout<Node>.stride }

    /// Where the next byte of text will stand.
    var textEnd: Int { text.count }

    @inline(__always)
    func begin(_ name: Name, in parent: Int32) -> Int32 {
        let start = Int32(text.count)
        nodes.append(
            Node(name: name, kind: .element, parent: parent, end: 0, text: (start, start)))
        return Int32(nodes.count - 1)
    }

    @inline(__always)
    func end(_ node: Int32) {
        nodes[Int(node)].end = Int32(nodes.count)
        nodes[Int(node)].text.end = Int32(text.count)
    }

    func attribute(_ name: Name, _ value: UnsafeBufferPointer<UInt8>, of parent: Int32) {
        let start = Int32(attributes.count)
        attributes.append(value)
        nodes.append(
            Node(
                name: name, kind: .attribute, parent: parent, end: Int32(nodes.count + 1),
                text: (start, Int32(attributes.count))))
    }

    /// Text that an element's value will hold.
    @inline(__always)
    func append(_ more: UnsafeBufferPointer<UInt8>) { text.append(more) }

    /// A node for the last bytes of text, or more of the node that is there for those before.
    func run(from start: Int, in parent: Int32, continues: Bool) {
        let last = nodes.count - 1
        if continues, nodes[last].kind == .text, nodes[last].parent == parent {
            nodes[last].text.end = Int32(text.count)
            return
        }
        nodes.append(
            Node(
                name: Name(), kind: .text, parent: parent, end: Int32(nodes.count + 1),
                text: (Int32(start), Int32(text.count))))
    }

    @inline(__always)
    func end(of node: Int32) -> Int32 {
        let end = nodes[Int(node)].end
        return end > 0 ? end : Int32(nodes.count)
    }

    /// The value of a node: its text, an element's with that of all that it holds; valid until
    /// something is added or dropped.
    func value(of node: Int32) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[Int(node)]
        let range = Int(node.text.start)..<Int(node.text.end)
        return (node.kind == .attribute ? attributes : text).elements(range)
    }

    /// Drops what came after a mark.
    @inline(__always)
    func drop(to mark: Mark) {
        nodes.truncate(to: Int(mark.nodes))
        text.truncate(to: Int(mark.text))
        attributes.truncate(to: Int(mark.attributes))
    }

    /// Drops the nodes after a mark, and keeps the text.
    @inline(__always)
    func dropNodes(to count: Int32) { nodes.truncate(to: Int(count)) }

    /// Gives memory back that one great record took; nothing may be kept.
    func shrink() {
        nodes.shrink(to: 1 << 16)
        text.shrink(to: 1 << 20)
        attributes.shrink(to: 1 << 20)
    }
}
