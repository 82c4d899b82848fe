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
        let pattern: FilePattern
        switch feed.input {
        case .csv(let file, _), .xml(let file, _): pattern = file
        case .query: return nil
        }
        let day = CivilDate(year: date.year, month: date.month, day: date.day)
        switch source.kind {
        case .postgres: return nil
        case .folder(let path):
            let files = try FileLocator(folder: path, source: source.name, feed: feed)
                .locate(pattern, on: day)
            return files.last?.name
        case .url(let server):
            let name = try FileName(pattern.outside, at: feed.place).text(for: day)
            var request = RemoteFile(
                server: server, source: source.name, name: name, place: feed.place
            ).request(into: FileManager.default.temporaryDirectory, knowing: nil)
            request.timeoutSeconds = min(request.timeoutSeconds, seconds)
            try await FetchProbe().look(for: request)
            return name
        }
    }
}
