/// Which namespace each prefix stands for, where the file is read.
final class XMLScopes {
    private struct Change: BitwiseCopyable {
        var prefix: Int32
        var before: Int32
        var depth: Int32
    }

    /// By the number of a prefix, 0 for none, the number of its namespace.
    private let bound = Buffer<Int32>(capacity: 64)
    private let changes = Buffer<Change>(capacity: 32)

    init(_ names: XMLNames) {
        bind(names.number(of: "xml"), to: names.number(of: Self.xml), depth: 0)
    }

    /// The namespace of a prefix; 0 for none, and for a prefix that is not declared.
    @inline(__always)
    subscript(_ prefix: Int32) -> Int32 {
        Int(prefix) < bound.count ? bound[Int(prefix)] : 0
    }

    /// Declares a prefix in an element that stands so deep.
    func bind(_ prefix: Int32, to namespace: Int32, depth: Int) {
        while bound.count <= Int(prefix) { bound.append(0) }
        changes.append(
            Change(prefix: prefix, before: bound[Int(prefix)], depth: Int32(depth)))
        bound[Int(prefix)] = namespace
    }

    /// Forgets what elements declare that stand so deep or deeper.
    @inline(__always)
    func end(depth: Int) {
        while changes.count > 0, changes[changes.count - 1].depth >= Int32(depth) {
            let last = changes[changes.count - 1]
            bound[Int(last.prefix)] = last.before
            changes.truncate(to: changes.count - 1)
        }
    }

    static let xml = "http://www.w3.org/XML/1998/namespace"
}
