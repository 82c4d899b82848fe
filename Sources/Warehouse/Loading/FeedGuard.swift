package import Definitions
package import Problems

/// What a feed must hold to be let in; a guard that trips leaves yesterday's data in force.
package struct FeedGuard: Sendable {
    private let feed: Feed
    /// The rows of the feed's last load, or nil when there was none.
    private let lastReadRows: Int?

    package init(feed: Feed, lastReadRows: Int?) {
        self.feed = feed
        self.lastReadRows = lastReadRows
    }

    /// Throws the first guard that trips.
    package func check(_ figures: FeedFigures) throws(Problem) {
        if let least = feed.expect.minimumRows, figures.read < least {
            throw tooFewRows(figures.read, least)
        }
        if let limit = feed.expect.rejects, exceeds(limit, figures) {
            throw tooManyRejects(figures, limit)
        }
        if let percent = feed.expect.shrinkPercent, let last = lastReadRows, last > 0,
            Double(figures.read) < Double(last) * (1 - percent / 100)
        {
            throw shrunk(figures.read, last, percent)
        }
    }

    /// Throws if a full feed would take away more of what it brought than is fair.
    ///
    /// Without `expect: {shrink: …}` that is a fifth; of a small base up to ``fewRows`` rows may go,
    /// but never all of it.
    ///
    /// - Parameter brought: The rows of the warehouse that this feed had brought before.
    package func check(deleted: Int, of brought: Int) throws(Problem) {
        let percent = feed.expect.shrinkPercent ?? Self.fairPercent
        guard Double(deleted) * 100 > percent * Double(brought) else { return }
        if feed.expect.shrinkPercent == nil, deleted <= Self.fewRows, deleted < brought { return }
        throw deletesTooMuch(deleted, brought, percent)
    }

    /// What a full feed may lose when nothing is said of it.
    private static let fairPercent = 20.0
    /// So few rows are let go without a word, unless they are all.
    private static let fewRows = 5

    private func exceeds(_ limit: Expectations.Limit, _ figures: FeedFigures) -> Bool {
        switch limit {
        case .count(let most): figures.rejected > most
        case .percent(let most): Double(figures.rejected) * 100 > most * Double(figures.read)
        }
    }
}

extension FeedGuard {
    private func tooFewRows(_ read: Int, _ least: Int) -> Problem {
        tripped(
            "feed \"\(feed.name)\" has \(read) rows; at least \(least) were expected",
            hint: "Nothing was loaded. Ask who delivers it, or change `expect: {rows: …}`.")
    }

    private func tooManyRejects(_ figures: FeedFigures, _ limit: Expectations.Limit) -> Problem {
        let most =
            switch limit {
            case .count(let count): "\(count)"
            case .percent(let percent): "\(percent.formatted)%"
            }
        return tripped(
            "feed \"\(feed.name)\" has \(figures.rejected) rejects in \(figures.read) rows;"
                + " at most \(most) were expected",
            hint: "Nothing was loaded. See them with `tidings rejects`, or change"
                + " `expect: {rejects: …}`.")
    }

    private func shrunk(_ read: Int, _ last: Int, _ percent: Double) -> Problem {
        tripped(
            "feed \"\(feed.name)\" shrank from \(last) to \(read) rows;"
                + " at most \(percent.formatted)% less were expected",
            hint: "Nothing was loaded. Ask who delivers it, or change `expect: {shrink: …}`.")
    }

    private func deletesTooMuch(_ deleted: Int, _ brought: Int, _ percent: Double) -> Problem {
        tripped(
            "feed \"\(feed.name)\" no longer has \(deleted) of the \(brought)"
                + " \(feed.entity.rawValue) that it brought; at most \(percent.formatted)% may go",
            hint: "Nothing was loaded or deleted. Ask who delivers it; if they are really gone,"
                + " change `expect: {shrink: …}`.")
    }

    private func tripped(_ summary: String, hint: String) -> Problem {
        Problem(.guarded, summary, at: feed.place, hint: hint)
    }
}

extension Double {
    /// Without a fraction where there is none: `1`, `0.5`.
    fileprivate var formatted: String {
        self == rounded() ? String(Int(self)) : String(self)
    }
}
