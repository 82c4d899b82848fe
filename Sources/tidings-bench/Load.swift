import ArgumentParser
import Foundation
import Postgres
import Warehouse

/// One load of one feed, in a process of its own so that its memory can be measured.
struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load one feed of a workspace into a migrated database.", shouldDisplay: false)

    @Option var workspace: String
    @Option var feed: String
    @Option var database: String

    func run() async throws {
        let folder = BenchWorkspace(root: URL(filePath: workspace))
        let (definitions, feed) = try folder.feed(feed)
        let data = try await Connection.open(database)
        let record = try await Connection.open(database)
        let load = FeedLoad(
            feed, job: BenchWorkspace.job, runID: 1, workspace: definitions,
            date: BenchWorkspace.day, now: .now, data: data, record: record)
        let figures = try await load.run { _ in }
        print(LoadFigures(figures).line)
        await data.close()
        await record.close()
    }
}
