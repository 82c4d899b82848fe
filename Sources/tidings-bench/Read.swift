import ArgumentParser
import Definitions
import Feeds
import Foundation

/// Reads one feed through: decode, split, map and validate, without a database; prints the
/// microseconds of processor time that it took, without those of the file's hash.
struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read one feed of a workspace through.", shouldDisplay: false)

    @Option var workspace: String
    @Option var feed: String

    func run() async throws {
        let (definitions, feed) = try BenchWorkspace(root: URL(filePath: workspace)).feed(feed)
        let date = BenchWorkspace.day.description
        let file = try FeedOpener.locate(feed, in: definitions, logicalDate: date)
        let before = Self.processorTime
        let reader = try await FeedOpener.open(
            feed, in: definitions, logicalDate: date, file: file)
        while try await reader.next() != nil {}
        print((Self.processorTime - before) / .microseconds(1))
    }

    /// What this process has used, its own and the kernel's for it.
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
