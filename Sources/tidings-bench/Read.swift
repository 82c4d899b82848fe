import ArgumentParser
import Definitions
import Feeds
import Foundation

/// Reads one feed through: decode, split, map and validate, without a database.
struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read one feed of a workspace through.", shouldDisplay: false)

    @Option var workspace: String
    @Option var feed: String

    func run() async throws {
        let (definitions, feed) = try BenchWorkspace(root: URL(filePath: workspace)).feed(feed)
        let reader = try await FeedOpener.open(
            feed, in: definitions, logicalDate: LocalDate(daysSinceEpoch: 20_778).description)
        var figures = LoadFigures()
        while let batch = try await reader.next() {
            figures.read += batch.read
            figures.rejected += batch.rejects.count
        }
        print(figures.line)
    }
}
