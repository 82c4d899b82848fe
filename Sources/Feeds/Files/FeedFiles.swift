package import Definitions
package import Foundation
package import Transfer

/// The files of a job's feeds in one run: found or fetched, and put away when all have been read.
///
/// ```
/// find → (the caller loads) → checkReady → noteLoaded → putAway
/// ```
/// A file that several feeds read is fetched once, and is moved to its archive only when each of
/// them is through with it.
package actor FeedFiles {
    private let workspace: Workspace
    private let job: String
    private let feeds: [Feed]
    private let date: CivilDate
    private let clock: any Clock<Duration>
    /// What was found for each feed.
    private var found: [String: [FeedFile]] = [:]
    /// The feeds whose files are all in the warehouse.
    private var loaded: Set<String> = []
    /// What was fetched in this run, by its address.
    private var fetched: [URL: FeedFile] = [:]

    /// - Parameters:
    ///   - logicalDate: The run's date, as `2026-11-21`.
    ///   - clock: On which the waits between tries are counted.
    package init(
        _ workspace: Workspace, job: String, feeds: [Feed], logicalDate: String,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws {
        self.workspace = workspace
        self.job = job
        self.feeds = feeds
        self.clock = clock
        date = try FeedOpener.date(logicalDate)
    }

    /// The files that a feed is to load.
    ///
    /// - Parameter known: What the server said of the file of this name when it was loaded last;
    ///   nil if it has to be read whatever the server says.
    /// - Throws: A `Problem`, guarded if the file is missing.
    package func find(
        _ feed: Feed, known: @Sendable (_ name: String) async throws -> FetchValidators?
    ) async throws -> FeedArrivals {
        guard let pattern = feed.input.file else { return .files([]) }
        let source = try FeedOpener.source(of: feed, in: workspace)
        switch source.kind {
        case .folder(let path):
            let locator = FileLocator(folder: path, feed: feed)
            let files = try locator.locate(pattern, on: date)
            found[feed.name] = files
            return .files(files)
        case .url(let server):
            return try await find(
                try FileChoice(pattern, of: feed, on: date), of: feed, on: server, known: known)
        case .postgres: throw FeedOpener.notAFolder(feed)
        }
    }

    private func find(
        _ choice: FileChoice, of feed: Feed, on server: RemoteServer,
        known: @Sendable (_ name: String) async throws -> FetchValidators?
    ) async throws -> FeedArrivals {
        func remote(_ name: String) -> RemoteFile {
            RemoteFile(server: server, source: feed.source, name: name, place: feed.place)
        }
        if let name = choice.only {
            return try await fetch(remote(name), named: choice.fullName(of: name), known: known)
        }
        let listing = RemoteListing(
            server: server, feed: feed, subject: choice.text, folder: fetchFolder, clock: clock)
        let chosen = choice.choose(among: try await listing.files(like: choice.wanted))
        guard let last = chosen.last else {
            throw choice.missing(among: try await listing.files(beside: choice.text))
        }
        var arrived: [FeedFile] = []
        for entry in chosen {
            let name = choice.fullName(of: entry.name, saying: entry.date)
            // Of many, those that are in are not fetched again, as far as their server tells them.
            let version = feed.pickup.takesAll ? entry.version : nil
            let isKnown = try await known(name)?.etag == version
            if version != nil, isKnown { continue }
            let found = try await fetch(remote(entry.name), named: name) { _ in nil }
            guard case .files(var files) = found else { continue }
            files[0].validators.etag = version
            arrived += files
        }
        return arrived.isEmpty
            ? .unchanged(name: choice.fullName(of: last.name, saying: last.date)) : .files(arrived)
    }

    private func fetch(
        _ remote: RemoteFile, named name: String,
        known: @Sendable (_ name: String) async throws -> FetchValidators?
    ) async throws -> FeedArrivals {
        let url = remote.url
        if let file = fetched[url] { return .files([try file.named(name)]) }
        if fetched.isEmpty { removeLeftovers() }
        let fetch = Fetch(
            remote.request(into: fetchFolder, knowing: try await known(name)), clock: clock)
        switch try await fetch.run() {
        case .unchanged: return .unchanged(name: name)
        case .fetched(let path, let validators):
            var file = try FeedFile(name: name, path: path)
            file.validators = validators
            fetched[url] = file
            return .files([file])
        }
    }

    /// Throws when a file of a folder is still being written, or is not what its checksum says.
    package func checkReady(_ file: FeedFile, of feed: Feed, now: Date) throws {
        guard case .folder(let path) = workspace.sources[feed.source]?.kind else { return }
        try FileReadiness(
            folder: path, rules: feed.pickup.ready, now: now, place: feed.place
        ).check(file)
    }

    /// All files of a feed are in the warehouse, and committed.
    package func noteLoaded(_ feed: Feed) { loaded.insert(feed.name) }

    /// Ends the run's reading: moves what was read to its archive, and deletes what was fetched.
    ///
    /// - Returns: The feeds whose files could not be moved.
    package func putAway(archiving: Bool) -> [(feed: String, error: any Error)] {
        // What was fetched holds people's data: it is not kept. A leftover is replaced next time.
        for file in fetched.values { try? FileManager.default.removeItem(atPath: file.path) }
        fetched = [:]
        return archiving ? feeds.compactMap(archive) : []
    }

    /// Deletes the whole files that a run left behind when it was killed.
    private func removeLeftovers() {
        let names = FileManager.default.enumerator(atPath: fetchFolder.path)?.allObjects ?? []
        for name in names.compactMap({ $0 as? String }) {
            let path = fetchFolder.appending(path: name)
            // What cannot be deleted is replaced, or deleted by the next run.
            guard !name.hasSuffix(".part"), !name.hasSuffix(".part.etag"),
                (try? path.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            else { continue }
            try? FileManager.default.removeItem(at: path)
        }
    }

    /// Whether files of a feed may be in an archive by now: its own, or that of another feed of
    /// the same folder.
    package func mayBeArchived(_ feed: Feed) -> Bool {
        guard case .folder(let path) = workspace.sources[feed.source]?.kind else { return false }
        return feeds.contains { $0.pickup.archive != nil && isSameFolder($0, path) }
    }

    private func archive(_ feed: Feed) -> (feed: String, error: any Error)? {
        guard let name = feed.pickup.archive, loaded.contains(feed.name),
            case .folder(let path) = workspace.sources[feed.source]?.kind
        else { return nil }
        let waiting = feeds.filter { !loaded.contains($0.name) && isSameFolder($0, path) }
        do {
            for file in found[feed.name] ?? [] {
                let isAwaited = try waiting.contains { other in
                    guard let pattern = other.input.file else { return false }
                    return try FileName(pattern.outside, at: other.place).match(file.ownName)
                        != nil
                }
                if isAwaited { continue }
                let readers = feeds.filter { isSameFolder($0, path) }
                try FileArchive(folder: path, name: name).take(
                    file,
                    with: readers.flatMap {
                        FileReadiness.companions(of: file.ownName, by: $0.pickup.ready)
                    })
            }
            return nil
        } catch {
            return (feed.name, error)
        }
    }

    private func isSameFolder(_ feed: Feed, _ path: String) -> Bool {
        guard case .folder(let other) = workspace.sources[feed.source]?.kind else { return false }
        return other == path
    }

    /// Where this job's files are fetched to: one job runs once at a time.
    private var fetchFolder: URL {
        workspace.root.appending(path: ".tidings/fetched/\(job)", directoryHint: .isDirectory)
    }
}
