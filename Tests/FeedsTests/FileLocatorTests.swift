import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct FileLocatorTests {
    private let date = CivilDate(year: 2026, month: 11, day: 21)

    /// A folder of files, each a second younger than the one before it.
    private func folder(_ names: String...) throws -> FeedSample {
        let sample = try FeedSample()
        for (index, name) in names.enumerated() {
            try sample.write(name, name.utf8)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000 + Double(index))],
                ofItemAtPath: sample.folder.appending(path: name).path)
        }
        return sample
    }

    private func locate(
        _ pattern: String, in sample: FeedSample, _ pickup: FilePickup = FilePickup()
    ) throws -> [String] {
        let feed = Feed(
            name: "f", entity: .orders, source: "s",
            input: .csv(file: FilePattern(pattern), CSVFormat()), pickup: pickup, map: [],
            place: FeedSample.place)
        return try FileLocator(folder: sample.folder.path, feed: feed)
            .locate(FilePattern(pattern), on: date).map(\.name)
    }

    @Test func `of the files that a star means, the newest is taken`() throws {
        let sample = try folder("orders-b.csv", "orders-a.csv", "returns.csv", "orders-c.csv.part")
        #expect(try locate("orders-*.csv", in: sample) == ["orders-a.csv"])
    }

    @Test func `all files of a star are taken in the order of their times`() throws {
        let sample = try folder("orders-b.csv", "orders-c.csv", "orders-a.csv", ".orders-d.csv")
        let all = FilePickup(takesAll: true)
        #expect(
            try locate("orders-*.csv", in: sample, all)
                == ["orders-b.csv", "orders-c.csv", "orders-a.csv"])
    }

    @Test func `all dated files up to the run's date are taken in the order of their dates`()
        throws
    {
        let sample = try folder(
            "o-20261121.csv", "o-20261122.csv", "o-20261030.csv", "o-20261101.csv", "o-2026.csv")
        let all = FilePickup(takesAll: true)
        #expect(
            try locate("o-{date:yyyyMMdd}.csv", in: sample, all)
                == ["o-20261030.csv", "o-20261101.csv", "o-20261121.csv"])
    }

    @Test func `a star beside a date means that date's files`() throws {
        let sample = try folder("n-2026-11-20.csv", "s-2026-11-21.csv", "n-2026-11-21.csv")
        #expect(try locate("*-{date}.csv", in: sample) == ["n-2026-11-21.csv"])
        #expect(
            try locate("*-{date}.csv", in: sample, FilePickup(takesAll: true))
                == ["n-2026-11-20.csv", "s-2026-11-21.csv", "n-2026-11-21.csv"])
    }

    @Test func `folders on the way may have dates and stars, and the archive is left out`() throws {
        let sample = try folder("2026/a/o-2026-11-20.csv", "2025/b/o-2025-11-20.csv", "2026/x.csv")
        let all = FilePickup(takesAll: true)
        #expect(
            try locate("{date:yyyy}/*/o-{date}.csv", in: sample, all)
                == ["2025/b/o-2025-11-20.csv", "2026/a/o-2026-11-20.csv"])
        #expect(
            try locate("*/*/o-*.csv", in: sample, FilePickup(takesAll: true, archive: "2025"))
                == ["2026/a/o-2026-11-20.csv"])
    }

    @Test func `no file at all is missing`() async throws {
        let sample = try folder("o-2026-11-22.csv")
        let all = FilePickup(takesAll: true)
        let problems = await FeedSample.problems {
            _ = try locate("o-{date}.csv", in: sample, all)
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: the file o-{date}.csv is missing\n"
                    + "  The newest file like it is o-2026-11-22.csv."
            ])
        let star = await FeedSample.problems { _ = try locate("p-*.csv", in: sample) }
        #expect(star.map(\.summary) == ["the file p-*.csv is missing"])
        #expect(star.map(\.kind) == [.guarded])
    }
}
