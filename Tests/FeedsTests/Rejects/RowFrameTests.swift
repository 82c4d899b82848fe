import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct RowFrameTests {
    private func frame(_ input: Feed.Input, _ file: String, _ text: String) async throws
        -> RowFrame?
    {
        let sample = try FeedSample()
        try sample.write(file, text.utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s", input: input,
            map: FeedSample.map([("id", "id")]), place: FeedSample.place)
        let reader = try await FeedOpener.open(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        var frame: RowFrame?
        while let batch = try await reader.next() { frame = batch.frame ?? frame }
        return frame
    }

    private func text(_ bytes: [UInt8]?) -> String? {
        bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    private func csv(_ format: CSVFormat = CSVFormat()) -> Feed.Input {
        .csv(file: FilePattern("f.csv"), format)
    }

    private func xml(_ record: String, _ namespaces: [String: String] = [:]) -> Feed.Input {
        .xml(
            file: FilePattern("f.xml"),
            XMLFormat(records: [record], namespaces: XMLNamespaces(namespaces)))
    }

    @Test func `CSV rows have the header and the delimiter that were found`() async throws {
        let found = try await frame(csv(), "f.csv", "sep=;\r\nid;\"a\r\nb\"\r\n;x\r\n")
        #expect(found?.format == .csv)
        #expect(found?.delimiter == UInt8(ascii: ";"))
        #expect(text(found?.opening) == "id;\"a\r\nb\"")
        #expect(found?.closing == [])
    }

    @Test func `rows without a header have none, and rows parted by blanks no delimiter`()
        async throws
    {
        let format = CSVFormat(delimiter: .blanks, hasHeader: false)
        let sample = try FeedSample()
        try sample.write("f.csv", "1 x\n2\n".utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s", input: csv(format),
            map: FeedSample.map([("id", "1"), ("title", "2")]), place: FeedSample.place)
        let reader = try await FeedOpener.open(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        let batch = try #require(try await reader.next())
        #expect(batch.frame == RowFrame(format: .csv, opening: []))
    }

    @Test func `a batch without rejects carries no frame`() async throws {
        #expect(try await frame(csv(), "f.csv", "id\n1\n") == nil)
    }

    @Test func `records have the tags above the first of them, with what these declare`()
        async throws
    {
        let found = try await frame(
            xml("//o:p", ["o": "urn:o"]), "f.xml",
            """
            <?xml version="1.0"?>
            <head><skip a="1"/><o:list xmlns:o="urn:o" xmlns="urn:d" o:kind="a &lt; &quot;b&quot;">
            <o:p><id>1</id></o:p></o:list></head>
            """)
        #expect(
            text(found?.opening) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <head>
                <o:list xmlns:o="urn:o" xmlns="urn:d" o:kind="a &lt; &quot;b&quot;">
                """)
        #expect(text(found?.closing) == "</o:list>\n</head>")
    }

    @Test func `a file with a DTD keeps one, so that names of characters stay known`() async throws
    {
        let found = try await frame(
            xml("/ps/p"), "f.xml",
            "<!DOCTYPE ps SYSTEM \"http://x.example/a.dtd\"><ps><p><t>&eacute;</t></p></ps>")
        #expect(
            text(found?.opening) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE ps SYSTEM "unknown.dtd">
                <ps>
                """)
    }

    @Test func `records of another encoding have a frame that names it`() async throws {
        let sample = try FeedSample()
        try sample.write(
            "f.xml",
            Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><ps a='".utf8) + [0xE9]
                + Array("'><p/></ps>".utf8))
        let feed = Feed(
            name: "f", entity: .products, source: "s", input: xml("/ps/p"),
            map: FeedSample.map([("id", "id")]), place: FeedSample.place)
        let reader = try await FeedOpener.open(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        let batch = try #require(try await reader.next())
        #expect(batch.rejects.count == 1)
        #expect(batch.frame?.encoding == TextEncoding(label: "windows-1252"))
        #expect(
            text(batch.frame?.opening) == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ps a='é'>")
    }

    @Test func `a feed reads rows that were set aside by its present definition`() throws {
        var feed = Feed(
            name: "f", entity: .products, source: "s",
            input: csv(CSVFormat(skipLines: 3, nulls: ["-"], encoding: .utf16LittleEndian)),
            map: [],
            expect: Expectations(minimumRows: 5), deleteMissing: true, place: FeedSample.place)
        let frame = RowFrame(format: .csv, delimiter: 0x3B, opening: [])
        let reading = try #require(feed.reading(frame))
        #expect(
            reading.input
                == csv(
                    CSVFormat(
                        delimiter: .byte(0x3B), quote: .byte(0x22), skipLines: 0, nulls: ["-"],
                        encoding: .utf8)))
        #expect(reading.expect == Expectations())
        #expect(!reading.deleteMissing)
        feed.input = .query(FeedQuery("SELECT 1"))
        #expect(
            feed.reading(frame)?.input
                == .csv(
                    file: FilePattern("f"),
                    CSVFormat(
                        delimiter: .byte(0x2C), quote: .byte(0x22), skipLines: 0, encoding: .utf8,
                        isExact: true)))
        #expect(feed.reading(RowFrame(format: .xml, opening: [])) == nil)
    }

    @Test(arguments: ["../../@kind", "ancestor::head/@kind"])
    func `of records that need what stands above them the values are kept`(path: String)
        async throws
    {
        let sample = try FeedSample()
        try sample.write("f.xml", "<head kind='a'><list><p/></list></head>".utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s", input: xml("//p"),
            map: FeedSample.map([("id", "id"), ("title", path)]), place: FeedSample.place)
        let reader = try await FeedOpener.open(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        let batch = try #require(try await reader.next())
        #expect(text(batch.frame?.opening) == "id,\(path)")
        #expect(batch.rejects.map { text($0.cells) } == [",a"])
        #expect(batch.rejects.map { text($0.raw) } == ["<p/>"])
    }
}
