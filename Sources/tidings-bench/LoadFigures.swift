import Warehouse

/// What a load came to, as a child process tells its parent.
struct LoadFigures: Equatable {
    var read = 0
    var inserted = 0
    var updated = 0
    var unchanged = 0
    var rejected = 0
    var isSameFile = false

    init() {}

    init(_ figures: FeedFigures) {
        read = figures.read
        inserted = figures.inserted
        updated = figures.updated
        unchanged = figures.unchanged
        rejected = figures.rejected
        isSameFile = figures.sameFile
    }

    /// Reads what ``line`` writes.
    init?(line: String) {
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 6 else { return nil }
        read = numbers[0]
        inserted = numbers[1]
        updated = numbers[2]
        unchanged = numbers[3]
        rejected = numbers[4]
        isSameFile = numbers[5] == 1
    }

    var line: String {
        "\(read) \(inserted) \(updated) \(unchanged) \(rejected) \(isSameFile ? 1 : 0)"
    }
}
