/// Words by their bytes: a set, or a dictionary, that is asked for each row.
struct WordTable: Sendable {
    /// By length, then by bytes; the values beside them.
    private let words: [[UInt8]]
    private let values: [[UInt8]]

    init(_ values: [String: String]) {
        let entries = values.map { (word: Array($0.key.utf8), value: Array($0.value.utf8)) }
            .sorted { Self.order($0.word, $1.word.span) < 0 }
        words = entries.map(\.word)
        self.values = entries.map(\.value)
    }

    init(_ words: some Sequence<String>) {
        self.init(Dictionary(words.map { ($0.trimmingBlanks, "") }, uniquingKeysWith: { $1 }))
    }

    var isEmpty: Bool { words.isEmpty }

    /// The value of a word; nil if it is not in the table.
    func value(of word: Span<UInt8>) -> [UInt8]? {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            let order = Self.order(words[middle], word)
            if order == 0 { return values[middle] }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    func contains(_ word: Span<UInt8>) -> Bool { value(of: word) != nil }

    /// Negative if the left word comes first, 0 if they are the same.
    private static func order(_ left: [UInt8], _ right: Span<UInt8>) -> Int {
        guard left.count == right.count else { return left.count - right.count }
        for index in left.indices where left[index] != right[index] {
            return Int(left[index]) - Int(right[index])
        }
        return 0
    }
}
