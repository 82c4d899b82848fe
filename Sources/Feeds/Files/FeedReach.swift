package import Definitions
import Foundation
import Problems
import Transfer

/// Whether the file of a feed is where it should be on a date, without reading it.
package struct FeedReach: Sendable {
    private let feed: Feed
    private let source: Source

    package init(_ feed: Feed, in source: Source) {
        self.feed = feed
        self.source = source
    }

    /// What was found: a file's name.
    ///
    /// - Parameter seconds: how long a server may take to answer.
    /// - Throws: `.guarded` when there is no such file now, `.infrastructure` when a server is out of
    ///   reach or does not let us in.
    package func look(on date: LocalDate, within seconds: Int) async throws -> String? {
        guard let pattern = feed.input.file else { return nil }
        let day = CivilDate(year: date.year, month: date.month, day: date.day)
        switch source.kind {
        case .postgres: return nil
        case .folder(let path):
            return try FileLocator(folder: path, feed: feed).locate(pattern, on: day).last?.name
        case .url(var server):
            server.retries = 0
            server.timeoutSeconds = min(server.timeoutSeconds, seconds)
            return try await look(for: FileChoice(pattern, of: feed, on: day), on: server)
        }
    }

    private func look(for choice: FileChoice, on server: RemoteServer) async throws -> String {
        let folder = FileManager.default.temporaryDirectory
        if let name = choice.only {
            let file = RemoteFile(
                server: server, source: source.name, name: name, place: feed.place)
            try await FetchProbe().look(for: file.request(into: folder, knowing: nil))
            return name
        }
        let listing = RemoteListing(
            server: server, feed: feed, subject: choice.text, folder: folder,
            clock: ContinuousClock())
        guard let last = choice.choose(among: try await listing.files(like: choice.wanted)).last
        else { throw choice.missing(among: []) }
        return last.name
    }
}
