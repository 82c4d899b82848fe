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
