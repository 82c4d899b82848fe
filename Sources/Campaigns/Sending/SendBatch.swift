/// How many messages are claimed at a time: what leaves in a second or two.
///
/// Enough that the ledger's work is shared by many; few enough that what was judged leaves soon, and
/// that a lost machine leaves few in doubt.
struct SendBatch {
    private(set) var size: Int
    private let least: Int

    private static let most = 1000
    private static let seconds = 1.5

    init(width: Int) {
        least = max(width * 2, 20)
        size = max(least, 100)
    }

    /// A batch of so many took so long.
    mutating func took(_ duration: Duration, for count: Int) {
        let taken = max(duration / .seconds(1), 0.000_001)
        let rate = Double(count) / taken
        // No faster than it doubles: the first batches say little.
        size = min(Self.most, max(least, min(Int(rate * Self.seconds), size * 2)))
    }
}
