/// "Did you mean": the closest of the known words, if one is close enough.
package enum Suggestion {
    /// The candidate with the smallest edit distance to a word: at most a third of its length.
    ///
    /// Distance is Damerau–Levenshtein (optimal string alignment) over lower-cased characters.
    package static func closest(
        to word: String, among candidates: some Sequence<String>
    ) -> String? {
        let limit = max(1, word.count / 3)
        return
            candidates
            .map { (distance: distance(word.lowercased(), $0.lowercased()), candidate: $0) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
            .candidate
    }

    /// `Did you mean "template"?`, or else the list of what is known.
    package static func hint(
        for word: String, among candidates: some Collection<String>, known: String
    ) -> String {
        if let close = closest(to: word, among: candidates) { return "Did you mean \"\(close)\"?" }
        guard !candidates.isEmpty else { return "There are no \(known) yet." }
        return "The \(known) are: \(candidates.sorted().joined(separator: ", "))."
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left)
        let b = Array(right)
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
