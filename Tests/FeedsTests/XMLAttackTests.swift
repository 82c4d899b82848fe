import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

/// Files that want a reader to fetch, expand or hoard.
struct XMLAttackTests {
    private func load(_ xml: String, title: String = "t") async throws -> Loaded {
        try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", title)]))
    }

    private func problem(_ xml: String) async -> Problem? {
        await FeedSample.problems { _ = try await load(xml) }.first
    }

    private static let entities =
        "\n  Feeds with entities of their own can make a reader fetch or expand anything. "
        + "Ask the sender for a file without them."
    private static let byDesign =
        "\n  No feed does that by design. Ask the sender for another file."
    private static let names =
        "\n  Names of elements and attributes must not hold data. Ask the sender for another file."

    @Test(
        arguments: [
            ("<!DOCTYPE r [\n<!ENTITY x 'y'>]><r/>", "f.xml:2: refused: f.xml declares an entity"),
            (
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r><p id='1'>&x;</p></r>",
                "f.xml:1: refused: f.xml declares an entity"
            ),
            (
                "<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/y'> %x;]><r/>",
                "f.xml:1: refused: f.xml declares an entity"
            ),
            (
                "<!DOCTYPE r [<!NOTATION n SYSTEM 'n'><!ENTITY x SYSTEM 'y' NDATA n>]><r/>",
                "f.xml:1: refused: f.xml declares an entity"
            ),
            (
                "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]><r>&c;</r>",
                "f.xml:1: refused: f.xml declares an entity"
            ),
            ("<!DOCTYPE r [%x;]><r/>", "f.xml:1: refused: f.xml uses a parameter entity"),
        ])
    func `a file that declares entities is refused`(xml: String, expected: String) async {
        #expect(await problem(xml)?.text == expected + Self.entities)
    }

    @Test(
        arguments: [
            ("<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/r.dtd'>", "One"),
            ("<!DOCTYPE r PUBLIC '-//X//DTD' 'file:///etc/passwd'>", "One"),
            ("<?xml-stylesheet href='http://127.0.0.1:9/x.xsl' type='text/xsl'?>", "One"),
            // What the document itself says of its attributes is part of it.
            ("<!DOCTYPE r [<!ATTLIST p t CDATA 'Given'><!ELEMENT r ANY>]>", "Given"),
        ])
    func `what points elsewhere is let stand and not followed`(
        prolog: String, expected: String
    ) async throws {
        let loaded = try await load(prolog + "<r><p id='1'><t>One</t></p></r>", title: "@t | t")
        #expect(loaded.column("title", of: .products) == [expected])
    }

    @Test func `a file that wants another one included is refused`() async {
        let xml = """
            <r xmlns:xi="http://www.w3.org/2001/XInclude"><p id="1"><t>
            <xi:include href="file:///etc/passwd" parse="text"/></t></p></r>
            """
        #expect(
            await problem(xml)?.text
                == "f.xml:2: refused: f.xml wants another file included\n  No file but the feed's own "
                + "is read. Ask the sender for one in which all stands.")
    }

    @Test func `what only names the namespace of inclusions, or of schemas, is let stand`()
        async throws
    {
        let xml = """
            <r xmlns:xi="http://www.w3.org/2001/XInclude"
               xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
               xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd"><p id="1"><t>One</t></p></r>
            """
        #expect(try await load(xml).column("title", of: .products) == ["One"])
    }

    @Test(arguments: [300, 100_000])
    func `elements that nest too deep are refused`(depth: Int) async {
        let xml = "<r>\n" + String(repeating: "<a>", count: depth)
        #expect(
            await problem(xml)?.text
                == "f.xml:2: refused: f.xml nests elements more than 256 deep" + Self.byDesign)
    }

    @Test(arguments: [1001, 60_000])
    func `too many attributes are refused`(count: Int) async {
        let attributes = (0..<count).map { " a\($0)='\($0)'" }.joined()
        #expect(
            await problem("<r><p id='1'\(attributes)/></r>")?.text
                == "f.xml:1: refused: f.xml has an element with more than 1000 attributes"
                + Self.byDesign)
    }

    @Test func `too many names are refused`() async {
        let elements = (0..<200_000).map { "<name\($0)/>\n" }.joined()
        let text = await problem("<r>\(elements)</r>")?.text ?? ""
        let tail = " refused: f.xml has more different names than a feed can need" + Self.names
        #expect(text.hasPrefix("f.xml:") && text.hasSuffix(tail), "\(text)")
    }

    @Test func `what paths from above ask for is bounded`() async {
        let notes = String(repeating: "<note>a long note, again and again</note>", count: 150_000)
        let problems = await FeedSample.problems {
            _ = try await load("<r>\(notes)<p id='1'/></r>", title: "../note")
        }
        #expect(
            problems.map(\.text) == [
                "f.xml:1: refused: f.xml has more than 8 MB above and before its records that "
                    + "paths ask for\n  Paths that begin with \"..\" or ancestor:: must name what "
                    + "is there but once."
            ])
    }

    @Test func `a record that is too great is a reject, and the next is read`() async throws {
        let notes = String(repeating: "<t>a long note, again and again</t>", count: 500_000)
        let loaded = try await load("<r><p id='1'>\(notes)</p><p id='2'/></r>", title: "t")
        #expect(loaded.reasons == ["1: -: the record has more than 12 MB that paths ask for"])
        #expect(loaded.column("product_id", of: .products) == ["2"])
    }

    @Test(arguments: ["", "</", "&", "<!DOCTYPE r ["])
    func `what must be read as a whole is bounded`(opening: String) async {
        let isDoctype = opening.hasPrefix("<!D")
        let long = String(repeating: isDoctype ? " " : "a", count: 12 << 20)
        let xml = (isDoctype ? "" : "<r>") + (opening.isEmpty ? "<p id='" : opening) + long
        let size = isDoctype ? "a DTD of more than 1 MB" : "a tag of more than 10 MB"
        #expect(await problem(xml)?.text == "f.xml:1: refused: f.xml has \(size)" + Self.byDesign)
    }

    @Test(
        arguments: [
            "<!DOCTYPE r [<!ATTLIST p t CDATA 'x'><!ENTITY x 'y'>]><r/>", "<r><p id='1'></r>",
            "<r><p id='1'><t>One</t></p></r>",
        ])
    func `nothing of a file stays in memory, however its reading ends`(xml: String) async throws {
        let sample = try FeedSample()
        try sample.write("f.xml", xml.utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s",
            input: .xml(file: FilePattern("f.xml"), XMLFormat(records: ["//p"])),
            map: FeedSample.map([("id", "@id")]), place: FeedSample.place)
        let file = try #require(
            try FeedOpener.locate(
                feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
                logicalDate: FeedSample.date))
        let format = XMLFormat(records: ["//p"])
        let values = FieldValues(
            today: try FeedOpener.date(FeedSample.date), timezone: .gmt, hasCalendar: false)
        weak var left: XMLRows?
        do {
            let mapper = try RowMapper(feed, values: values, nulls: [])
            let encoding = try DetectedEncoding(
                ofXML: file.start(), format, file: "f.xml", at: FeedSample.place)
            let rows = try XMLRows(
                FeedText(file.open(), encoding), file: "f.xml", format: format,
                inputs: mapper.inputs, at: FeedSample.place)
            left = rows
            // How it ends is shown by the other tests.
            while (try? await rows.read(into: mapper)) == true {}
        }
        #expect(left == nil)
    }
}
