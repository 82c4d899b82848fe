import Definitions
import Feeds
import Postgres
import Problems

extension FeedLoad {
    /// Loads what the feed's source has and is not in yet, file by file; `progress` hears how far
    /// the feed is read.
    ///
    /// A file that cannot be loaded ends the feed: the later ones would overtake it. Those before
    /// it are in.
    package func run(progress: @Sendable (FeedProgress) -> Void) async throws -> FeedFigures {
        if let files { return try await run(files, progress) }
        let files = try FeedFiles(
            workspace, job: job, feeds: [feed], logicalDate: date.description)
        do {
            let figures = try await run(files, progress)
            let failures = await files.putAway(archiving: atomicity == .transaction)
            if let failure = failures.first { throw failure.error }
            return figures
        } catch {
            _ = await files.putAway(archiving: false)
            throw error
        }
    }

    private func run(_ files: FeedFiles, _ progress: @Sendable (FeedProgress) -> Void) async throws
        -> FeedFigures
    {
        let figures: FeedFigures
        switch try await find(in: files) {
        case .arrived(let found): figures = try await load(found, from: files, progress)
        case .known(let known): figures = known
        }
        await files.noteLoaded(feed)
        return figures
    }

    private enum Found {
        case arrived([FeedFile])
        case known(FeedFigures)
    }

    private func find(in files: FeedFiles) async throws -> Found {
        do {
            switch try await files.find(feed, known: { try await last(of: $0)?.validators }) {
            case .files(let files): return .arrived(files)
            case .unchanged(let name):
                if !feed.pickup.takesAll, let last = try await last(of: name) {
                    return .known(last.figures)
                }
                // Of many files those that came before are no part of this run's figures.
                var figures = FeedFigures()
                figures.sameFile = true
                return .known(figures)
            }
        } catch let problem as Problem where problem.kind == .guarded {
            // An earlier attempt may have moved the files away: then they are in.
            guard await files.mayBeArchived(feed), let known = try await loadedForDate() else {
                throw problem
            }
            return .known(known)
        }
    }

    private func load(
        _ found: [FeedFile], from files: FeedFiles, _ progress: @Sendable (FeedProgress) -> Void
    ) async throws -> FeedFigures {
        let isFirst =
            try await record.execute(.loadLast, [.text(job), .text(feed.name)]).first == nil
        guard !found.isEmpty else {
            return try await load(nil, isFirst: isFirst, progress: progress)
        }
        var total = FeedFigures()
        var areKnown = true
        var bytes = 0
        for var file in found {
            if let known = try await recognise(&file) {
                // Of many files those that came before are no part of this run's figures.
                if !feed.pickup.takesAll { return known }
                bytes += file.size
                continue
            }
            try await files.checkReady(file, of: feed, now: now)
            let before = FeedProgress(
                rows: total.read, bytes: bytes, totalBytes: found.reduce(0) { $0 + $1.size })
            total.add(
                try await load(file, isFirst: isFirst) { progress(before.adding($0)) })
            bytes += file.size
            areKnown = false
        }
        total.sameFile = areKnown
        return total
    }
}
