/// A row that decided something, as the query of an explanation tells it: a text by which rows
/// sort, its load, its line and what it is, with `|` between.
struct SourceText {
    /// The later the row, the greater.
    let rank: String
    /// nil of what Tidings keeps itself.
    let loadID: Int?
    let line: Int?
    let what: String

    init?(_ text: String) {
        let parts = text.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        rank = String(parts[0])
        loadID = Int(parts[1])
        line = Int(parts[2])
        what = String(parts[3])
    }

    /// The newest first.
    static func sorted(_ texts: [String]) -> [SourceText] {
        texts.compactMap(SourceText.init).sorted { ($1.rank, $0.what) < ($0.rank, $1.what) }
    }
}
