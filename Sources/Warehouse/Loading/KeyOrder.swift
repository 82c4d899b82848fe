/// Notices whether rows come in the order of their keys, each only once: then none is a repetition,
/// and the server need not look for any. Most exports do, by number.
///
/// Shorter keys come before longer ones, so that numbers are in order as numbers.
struct KeyOrder: Sendable {
    private(set) var isAscending = true
    private var last: [UInt8] = []

    mutating func see(_ key: UnsafeRawBufferPointer?) {
        guard isAscending else { return }
        guard let key else {
            isAscending = false
            return
        }
        isAscending =
            last.count == key.count
            ? last.lexicographicallyPrecedes(key) : last.count < key.count
        last.removeAll(keepingCapacity: true)
        last.append(contentsOf: key)
    }
}
