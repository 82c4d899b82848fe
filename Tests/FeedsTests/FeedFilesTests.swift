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

    // MARK: Folders on servers

    private func arrivals(
        _ feed: Feed, from server: FTPServer, in sample: FeedSample,
        known: [String: FetchValidators] = [:]
    ) async throws -> (names: [String], versions: [String: FetchValidators], unchanged: String?) {
        let url = try #require(URL(string: "ftp://127.0.0.1:\(server.port)/"))
        var workspace = FeedSample.workspace(
            .url(RemoteServer(url: url, user: "lantern", password: "00123", retries: 0)))
        workspace.root = sample.folder
        let files = try FeedFiles(
            workspace, job: "nightly", feeds: [feed], logicalDate: FeedSample.date)
        switch try await files.find(feed, known: { known[$0] }) {
        case .unchanged(let name): return ([], [:], name)
        case .files(let found):
            let versions = found.map { ($0.name, $0.validators) }
            _ = await files.putAway(archiving: false)
            return (found.map(\.name), Dictionary(uniqueKeysWithValues: versions), nil)
        }
    }

    @Test func `of the files in a server's folder, those of the date are taken, or the newest`()
        async throws
    {
        let (sample, served) = (try FeedSample(), try FeedSample())
        for name in [
            "in/s-20261120.csv", "in/s-20261121-0300.csv", "in/s-20261121-0900.csv",
            "in/s-20261121-1000.csv.part", "in/s-20261122-0100.csv", "in/.s-20261121-9.csv",
        ] { try served.write(name, "id\n1\n".utf8) }
        let server = try FTPServer(of: served.folder.path)
        let dated = feed("stock", "in/s-{date:yyyyMMdd}*.csv")
        #expect(
            try await arrivals(dated, from: server, in: sample).names
                == ["in/s-20261121-0900.csv"])
        let newest = feed("stock", "*/s-*.csv")
        #expect(
            try await arrivals(newest, from: server, in: sample).names
                == ["in/s-20261122-0100.csv"])
    }

    @Test func `all files of a server's folder are taken once, and again when they change`()
        async throws
    {
        let (sample, served) = (try FeedSample(), try FeedSample())
        for day in ["19", "20", "22"] { try served.write("s-202611\(day).csv", "id\n1\n".utf8) }
        let server = try FTPServer(of: served.folder.path)
        let all = feed("stock", "s-{date:yyyyMMdd}.csv", all: true)
        let first = try await arrivals(all, from: server, in: sample)
        #expect(first.names == ["s-20261119.csv", "s-20261120.csv"])
        let again = try await arrivals(all, from: server, in: sample, known: first.versions)
        #expect(again.unchanged == "s-20261120.csv")
        try served.write("s-20261119.csv", "id\n1\n2\n".utf8)
        let third = try await arrivals(all, from: server, in: sample, known: first.versions)
        #expect(third.names == ["s-20261119.csv"])
    }

    @Test func `a server's folder without a fitting file, and one that is not there, are told`()
        async throws
    {
        let (sample, served) = (try FeedSample(), try FeedSample())
        try served.write("s-20261120.csv", "id\n1\n".utf8)
        let server = try FTPServer(of: served.folder.path)
        let problems = await FeedSample.problems {
            _ = try await arrivals(
                feed("stock", "s-{date:yyyyMMdd}*.csv"), from: server, in: sample)
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: the file s-20261121*.csv is missing\n"
                    + "  The newest file like it is s-20261120.csv."
            ])
        let other = await FeedSample.problems {
            _ = try await arrivals(feed("stock", "in/s-*.csv"), from: server, in: sample)
        }
        #expect(other.map(\.summary) == ["the file in/s-*.csv is missing"])
    }
}
