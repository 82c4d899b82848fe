import Definitions
import Feeds
import Foundation
import Problems
import Testing

struct FeedOpenerTests {
    private func feed(
        _ pattern: String, _ entity: Entity = .products, source: String = "s",
        map: [FieldMap] = FeedSample.map([("id", "id")]), _ format: CSVFormat = CSVFormat()
    ) -> Feed {
        Feed(
            name: "f", entity: entity, source: source,
            input: .csv(file: FilePattern(pattern), format), map: map, place: FeedSample.place)
    }

    private func locate(_ pattern: String, in sample: FeedSample) throws -> FeedFile? {
        try FeedOpener.locate(
            feed(pattern), in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
    }

    @Test func `a file is found with its size and its hash`() throws {
        let sample = try FeedSample()
        try sample.write("2026/orders-2026-11-21.csv", "abc".utf8)
        let file = try locate("{date:yyyy}/orders-{date}.csv", in: sample)
        #expect(file?.name == "2026/orders-2026-11-21.csv")
        #expect(file?.path == sample.folder.path + "/2026/orders-2026-11-21.csv")
        #expect(file?.size == 3)
        // FIPS 180-2, appendix B.1.
        #expect(
            try file?.digest().map { String($0, radix: 16) }.joined()
                == "ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad"
        )
    }

    @Test func `a missing file is named, with the newest one like it`() async throws {
        let sample = try FeedSample()
        for name in [
            "orders-2026-11-19.csv", "orders-2026-11-20.csv", "orders-2026-11-22.csv.part",
        ] {
            try sample.write(name, "x".utf8)
        }
        let old = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: old],
            ofItemAtPath: sample.folder.appending(path: "orders-2026-11-19.csv").path)
        let problems = await FeedSample.problems { _ = try locate("orders-{date}.csv", in: sample) }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: the file orders-2026-11-21.csv is missing\n"
                    + "  The newest file like it is orders-2026-11-20.csv."
            ])
        #expect(problems.first?.kind == .guarded)
    }

    @Test func `a slip in a file's name finds the file that is meant`() async throws {
        let sample = try FeedSample()
        try sample.write("onix.XML", "x".utf8)
        let problems = await FeedSample.problems { _ = try locate("onixx.xml", in: sample) }
        #expect(problems.map(\.hint) == ["Did you mean \"onix.XML\"?"])
    }

    @Test func `a missing folder is named`() async throws {
        let feed = feed("x.csv")
        let problems = await FeedSample.problems {
            _ = try FeedOpener.locate(
                feed, in: FeedSample.workspace(.folder(path: "/nowhere/feeds")),
                logicalDate: FeedSample.date)
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: the folder of the source \"s\" is missing\n  Expected it at "
                    + "/nowhere/feeds: check sources: in Jobs/workspace.yaml, or whether it is "
                    + "mounted."
            ])
    }

    @Test func `a link must not lead out of the folder`() async throws {
        let sample = try FeedSample()
        try sample.write("inner.csv", "id\n1\n".utf8)
        let outside = try FeedSample()
        try outside.write("secret.csv", "id\n1\n".utf8)
        for (name, target) in [
            ("in.csv", sample.folder.appending(path: "inner.csv")),
            ("out.csv", outside.folder.appending(path: "secret.csv")),
        ] {
            try FileManager.default.createSymbolicLink(
                at: sample.folder.appending(path: name), withDestinationURL: target)
        }
        #expect(try locate("in.csv", in: sample)?.size == 5)
        let problems = await FeedSample.problems { _ = try locate("out.csv", in: sample) }
        #expect(problems.map(\.summary) == ["the file's name leaves the source's folder"])
    }

    @Test func `a file that is replaced after it was found is not read`() async throws {
        let sample = try FeedSample()
        try sample.write("f.csv", "id\n1\n".utf8)
        let workspace = FeedSample.workspace(.folder(path: sample.folder.path))
        let found = try FeedOpener.locate(
            feed("f.csv"), in: workspace, logicalDate: FeedSample.date)
        try sample.write("f.csv", "id\n1\n2\n".utf8)
        let problems = await FeedSample.problems {
            _ = try await FeedOpener.open(
                feed("f.csv"), in: workspace, logicalDate: FeedSample.date, file: found)
        }
        #expect(problems.map(\.summary) == ["f.csv changed while it was read"])
        #expect(problems.map(\.kind) == [.guarded])
    }

    @Test func `a source that is not there or of another kind is a problem`() async throws {
        let sample = try FeedSample()
        let folder = FeedSample.workspace(.folder(path: sample.folder.path))
        let missing = await FeedSample.problems {
            _ = try await FeedOpener.open(
                feed("f.csv", source: "t"), in: folder, logicalDate: FeedSample.date)
        }
        #expect(missing.map(\.summary) == ["there is no source \"t\""])
        var query = feed("f.csv")
        query.input = .query("SELECT 1", since: nil)
        let other = await FeedSample.problems {
            _ = try await FeedOpener.open(query, in: folder, logicalDate: FeedSample.date)
        }
        #expect(other.map(\.summary) == ["the source \"s\" of feed \"f\" takes no query"])
    }

    @Test func `all that a definition shows to be wrong is found without its source`() {
        let map = [
            FieldMap(field: "id", input: "id", place: Place("Jobs/a.yaml", line: 1)),
            FieldMap(
                field: "joined_on", input: "j", format: ["dd.QQ.yyyy"],
                place: Place("Jobs/a.yaml", line: 2)),
            FieldMap(
                field: "birthday", input: "b", format: ["yyyy"],
                place: Place("Jobs/a.yaml", line: 3)),
            FieldMap(
                field: "email", input: "e", fallback: "none", place: Place("Jobs/a.yaml", line: 4)),
        ]
        let problems = FeedOpener.check(
            feed("{x}.csv", .customers, map: map))
        #expect(
            problems.map { "\($0.place?.line ?? 0): \($0.summary)" } == [
                "2: \"QQ\" means nothing in the date format \"dd.QQ.yyyy\"",
                "3: the date format \"yyyy\" leaves out a part of the date",
                "4: the value that email takes when it is empty is not an e-mail address",
                "7: {x} means nothing in a file's name",
            ])
        #expect(FeedOpener.check(feed("orders-{date}.csv")).isEmpty)
    }

    @Test func `paths and queries are checked without their source`() {
        var xml = feed("a.xml", map: FeedSample.map([("id", "@id["), ("title", "t")]))
        xml.input = .xml(file: FilePattern("a.xml"), XMLFormat(records: ["//x:p"]))
        #expect(
            FeedOpener.check(xml).map(\.summary) == [
                "the path \"//x:p\" cannot be read at character 3",
                "the path \"@id[\" cannot be read at character 4",
            ])
        var query = feed("", map: FeedSample.map([("id", "id")]))
        query.input = .query("SELECT id FROM t WHERE u > :since", since: nil)
        #expect(
            FeedOpener.check(query).map(\.summary) == [
                "the query uses :since, but no column tells how far it has read"
            ])
    }
}
