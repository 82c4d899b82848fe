/// Words by their bytes: a set, or a dictionary, that is asked for each row.
final class WordTable: Sendable {
    private struct Entry {
        /// The word's length and first eight bytes; most words are told apart by them.
        var key: Key
        var word: [UInt8]
        var value: [UInt8]
    }

    private struct Key: Comparable {
        var count: Int
        var head: UInt64

        static func < (left: Key, right: Key) -> Bool {
            (left.count, left.head) < (right.count, right.head)
        }
    }

    private let entries: [Entry]
    let isEmpty: Bool

    init(_ values: [String: String]) {
        entries = values.map { word, value in
            let word = Array(word.utf8)
            return Entry(key: Self.key(of: word.span), word: word, value: Array(value.utf8))
        }
        .sorted { $0.key < $1.key }
        isEmpty = entries.isEmpty
    }

    convenience init(_ words: some Sequence<String>) {
        self.init(Dictionary(words.map { ($0.trimmingBlanks, "") }, uniquingKeysWith: { $1 }))
    }

    /// The value of a word; nil if it is not in the table.
    func value(of word: Span<UInt8>) -> [UInt8]? { index(of: word).map { entries[$0].value } }

    func contains(_ word: Span<UInt8>) -> Bool { index(of: word) != nil }

    private func index(of word: Span<UInt8>) -> Int? {
        let key = Self.key(of: word)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        while low < entries.count, entries[low].key == key {
            if key.count <= 8 || Self.isSame(entries[low].word, word) { return low }
            low += 1
        }
        return nil
    }

    private static func key(of word: Span<UInt8>) -> Key {
        let head = word.withUnsafeBufferPointer { ByteWords.head(of: $0) }
        return Key(count: word.count, head: head)
    }

    private static func isSame(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}
