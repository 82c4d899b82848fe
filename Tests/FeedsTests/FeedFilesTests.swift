import Definitions
import Foundation
import Problems
import TestKit
import Testing
import Transfer

@testable import Feeds

struct FeedFilesTests {
    private func feed(
        _ name: String, _ pattern: String = "shop.csv", ready: [FilePickup.Readiness] = [],
        all: Bool = false, archive: String? = nil
    ) -> Feed {
        Feed(
            name: name, entity: .products, source: "s",
            input: .csv(file: FilePattern(pattern), CSVFormat()),
            pickup: FilePickup(takesAll: all, ready: ready, archive: archive),
            map: FeedSample.map([("id", "id")]), place: FeedSample.place)
    }

    private func files(_ sample: FeedSample, _ feeds: [Feed]) throws -> FeedFiles {
        try FeedFiles(
            FeedSample.workspace(.folder(path: sample.folder.path)), job: "nightly", feeds: feeds,
            logicalDate: FeedSample.date)
    }

    private func find(_ feed: Feed, in files: FeedFiles) async throws -> [FeedFile] {
        guard case .files(let found) = try await files.find(feed, known: { _ in nil }) else {
            return []
        }
        return found
    }

    private func names(in sample: FeedSample) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: sample.folder.path)
            .filter { $0.contains(".csv") }.sorted()
    }

    // MARK: The archive

    @Test func `a file is moved when all feeds that read it are through`() async throws {
        let sample = try FeedSample()
        try sample.write("shop.csv", "id\n1\n".utf8)
        let (members, orders) = (feed("members", archive: "done"), feed("orders"))
        let files = try files(sample, [members, orders])
        for feed in [members, orders] { _ = try await find(feed, in: files) }
        await files.noteLoaded(members)
        #expect(await files.putAway(archiving: true).isEmpty)
        #expect(try names(in: sample) == ["shop.csv"])
        await files.noteLoaded(orders)
        #expect(await files.putAway(archiving: false).isEmpty)
        #expect(try names(in: sample) == ["shop.csv"])
        #expect(await files.putAway(archiving: true).isEmpty)
        #expect(try names(in: sample) == ["done/shop.csv"])
    }

    @Test func `a feed that was not run keeps the files that it would read`() async throws {
        let sample = try FeedSample()
        for name in ["o-2026-11-20.csv", "o-2026-11-21.csv", "r-2026-11-21.csv"] {
            try sample.write(name, "id\n1\n".utf8)
        }
        let orders = feed("orders", "*-{date}.csv", all: true, archive: "done")
        let returns = feed("returns", "r-{date}.csv")
        let files = try files(sample, [orders, returns])
        #expect(try await find(orders, in: files).count == 3)
        await files.noteLoaded(orders)
        #expect(await files.putAway(archiving: true).isEmpty)
        #expect(
            try names(in: sample)
                == ["done/o-2026-11-20.csv", "done/o-2026-11-21.csv", "r-2026-11-21.csv"])
    }

    @Test func `nothing in the archive is overwritten, and what came with a file goes along`()
        async throws
    {
        let sample = try FeedSample()
        try sample.write("done/in/shop.csv", "yesterday".utf8)
        try sample.write("in/shop.csv", "today".utf8)
        try sample.write("in/shop.csv.done", "".utf8)
        let feed = feed(
            "members", "in/shop.csv", ready: [.marker("{file}.done")], archive: "done")
        let files = try files(sample, [feed])
        let found = try await find(feed, in: files)
        try await files.checkReady(try #require(found.first), of: feed, now: .now)
        await files.noteLoaded(feed)
        #expect(await files.putAway(archiving: true).isEmpty)
        #expect(
            try names(in: sample)
                == ["done/in/shop.csv", "done/in/shop.csv.2", "done/in/shop.csv.done"])
        let kept = try Data(contentsOf: sample.folder.appending(path: "done/in/shop.csv"))
        #expect(kept == Data("yesterday".utf8))
    }

    @Test func `a file that cannot be moved is told`() async throws {
        let sample = try FeedSample()
        try sample.write("shop.csv", "id\n1\n".utf8)
        try sample.write("done", "a file in the archive's place".utf8)
        let feed = feed("members", archive: "done")
        let files = try files(sample, [feed])
        _ = try await find(feed, in: files)
        await files.noteLoaded(feed)
        let failures = await files.putAway(archiving: true)
        #expect(failures.map(\.feed) == ["members"])
        let problem = failures.first?.error as? Problem
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.summary == "the file shop.csv was loaded, but could not be moved to done/")
    }

    // MARK: Servers

    @Test func `a file of a server is fetched once for all feeds, and is gone in the end`()
        async throws
    {
        let sample = try FeedSample()
        let server = try await WebServer.start()
        server.script("/in/Bücher 2026-11-21.csv", .reply(500))
        server.script(
            "/in/B%C3%BCcher%202026-11-21.csv", .file(Array("id\n7\n".utf8), etag: "\"1\""))
        let url = try #require(URL(string: server.url + "/in/?key=hunter2"))
        var workspace = FeedSample.workspace(.url(RemoteServer(url: url, retries: 0)))
        workspace.root = sample.folder
        let feeds = ["a", "b"].map { feed($0, "Bücher {date}.csv") }
        let files = try FeedFiles(
            workspace, job: "nightly", feeds: feeds, logicalDate: FeedSample.date)
        for feed in feeds {
            let found = try #require(try await find(feed, in: files).first)
            #expect(found.name == "Bücher 2026-11-21.csv")
            #expect(found.validators == FetchValidators(etag: "\"1\""))
            #expect(
                found.path == sample.folder.path
                    + "/.tidings/fetched/nightly/s/Bücher 2026-11-21.csv")
            let reader = try await FeedOpener.open(
                feed, in: workspace, logicalDate: FeedSample.date, file: found)
            #expect(try await reader.next()?.read == 1)
        }
        #expect(
            server.requests.map(\.target) == ["/in/B%C3%BCcher%202026-11-21.csv?key=hunter2"])
        _ = await files.putAway(archiving: true)
        let left = try FileManager.default.subpathsOfDirectory(atPath: sample.folder.path)
        #expect(!left.contains { $0.hasSuffix(".csv") })
    }

    @Test func `a server that has nothing newer is believed`() async throws {
        let sample = try FeedSample()
        let server = try await WebServer.start()
        server.script("/shop.csv", .file(Array("id\n7\n".utf8), etag: "\"1\""))
        let url = try #require(URL(string: server.url))
        var workspace = FeedSample.workspace(.url(RemoteServer(url: url, retries: 0)))
        workspace.root = sample.folder
        let feed = feed("members")
        let files = try FeedFiles(
            workspace, job: "nightly", feeds: [feed], logicalDate: FeedSample.date)
        let arrivals = try await files.find(feed) { name in
            name == "shop.csv" ? FetchValidators(etag: "\"1\"") : nil
        }
        guard case .unchanged(let name) = arrivals else {
            Issue.record("the file was fetched")
            return
        }
        #expect(name == "shop.csv")
    }
}
