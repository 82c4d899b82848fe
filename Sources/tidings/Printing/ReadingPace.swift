import Warehouse

/// How fast a feed is read and how long that will go on: a pure function of what was read and when.
struct ReadingPace: Equatable {
    /// How much of the files is read, 0 to 1; nil where nobody knows their end.
    let share: Double?
    let rows: Int
    /// nil in the first half second, of which nothing follows.
    let rowsPerSecond: Int?
    /// nil where it is not known, and in the first half second.
    let secondsLeft: Int?

    init(
        _ progress: FeedProgress, since start: ContinuousClock.Instant,
        now: ContinuousClock.Instant
    ) {
        let seconds = (now - start) / .seconds(1)
        rows = progress.rows
        share = progress.totalBytes.map { total in
            total > 0 ? min(1, Double(progress.bytes) / Double(total)) : 1
        }
        guard seconds >= 0.5 else {
            rowsPerSecond = nil
            secondsLeft = nil
            return
        }
        rowsPerSecond = Int((Double(progress.rows) / seconds).rounded())
        secondsLeft = share.flatMap { share in
            share > 0 ? Int((seconds * (1 - share) / share).rounded(.up)) : nil
        }
    }
}
