import Definitions
import Feeds
import Foundation
import Problems
import Testing

/// What makes a file XML, in which characters.
struct XMLTokenizerTests {
    private func load(_ xml: String) async throws -> Loaded {
        try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t")]))
    }

    @Test(
        arguments: [
            ("windows-1252", [0x80], "€"), ("gb18030", [0xB0, 0xA1], "啊"),
            ("koi8-r", [0xC1], "а"),
        ])
    func `an encoding that the feed names is taken, whatever the file declares`(
        encoding: String, bytes: [UInt8], expected: String
    ) async throws {
        for declaration in ["", "<?xml version='1.0' encoding='utf-8'?>"] {
            let xml =
                Array("\(declaration)<r><p id='1'><t>".utf8) + bytes + Array("</t></p></r>".utf8)
            let loaded = try await FeedSample.xml(
                .products, xml, XMLFormat(records: ["//p"], encoding: encoding),
                map: FeedSample.map([("id", "@id"), ("title", "t")]))
            #expect(loaded.column("title", of: .products) == [expected])
        }
    }

    @Test func `an encoding that is not known is a problem`() async {
        let problems = await FeedSample.problems {
            _ = try await FeedSample.xml(
                .products, "<r/>".utf8, XMLFormat(records: ["//p"], encoding: "latin-99"),
                map: FeedSample.map([("id", "@id")]))
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: there is no encoding \"latin-99\"\n  Write its usual name, "
                    + "as windows-1252, iso-8859-15, gb18030 or shift_jis."
            ])
    }

    @Test func `a file in another encoding is converted, and a reject has its own bytes`()
        async throws
    {
        let head = Array("<?xml version='1.0' encoding='iso-8859-1'?><r><p id='1'><t>caf".utf8)
        let bytes =
            head + [0xE9] + Array("</t></p><p><t>".utf8) + [0xFC, 0x3C] + "/t></p></r>".utf8
        let loaded = try await FeedSample.xml(
            .products, bytes, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t")]))
        #expect(loaded.column("title", of: .products) == ["café"])
        #expect(loaded.column("byte_offset", of: .products) == ["46"])
        #expect(loaded.rejects.first?.byteOffset == 71)
        #expect(loaded.rejects.first?.raw == Array("<p><t>".utf8) + [0xFC] + "</t></p>".utf8)
    }

    @Test func `offsets are right in one long line of another encoding`() async throws {
        var bytes = Array("<?xml version='1.0' encoding='gbk'?><r>".utf8)
        var offsets: [String] = []
        for number in 0..<3000 {
            offsets.append(String(bytes.count))
            let letters = Array(repeating: [UInt8(0xB0), 0xA1], count: number % 61).joined()
            bytes += Array("<p id=\"\(number)\"><t>".utf8) + letters + "</t></p>".utf8
        }
        let loaded = try await FeedSample.xml(
            .products, bytes + "</r>".utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t")]))
        #expect(loaded.column("byte_offset", of: .products) == offsets)
        #expect(loaded.column("title", of: .products)[2] == "啊啊")
    }

    @Test func `characters that HTML names are read, others make their record a reject`()
        async throws
    {
        let xml = """
            <!DOCTYPE r SYSTEM "http://nowhere.example/onix.dtd">
            <r><p id="1"><t>caf&eacute; &euro;</t></p><p id="2"><t>&company;</t></p>\
            <p id="3" t="&eacute;"/><p id="4" t="&company;"/><p id="5" u="&company;"/></r>
            """
        let loaded = try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t | @t")]))
        #expect(loaded.column("product_id", of: .products) == ["1", "3", "5"])
        #expect(loaded.column("title", of: .products) == ["café €", "é", "\\N"])
        #expect(
            loaded.reasons == [
                "2: -: uses a name for a character that only its DTD would explain",
                "2: -: uses a name for a character that only its DTD would explain",
            ])
    }

    @Test(
        arguments: [
            ("<r><p></r>", "1:7", "</r> stands where </p> is due"),
            (
                "<r>\n<p>&nosuch;</p></r>", "2:4",
                "&nosuch; stands for nothing that the file defines"
            ),
            ("<r><p/>", "1:8", "The file ends before its last element does"),
            ("<r>\n\n<p", "3:3", "The file ends before its last element does"),
            ("<r>é<!-- ", "1:11", "The file ends before its last element does"),
            ("plain text", "1:1", "Text stands outside of the first element"),
            (" \n ", "2:2", "There is no element in it"),
            ("<r/>\n<r/>", "2:1", "A second element stands behind the end of the first"),
            ("<r/>x", "1:5", "Text stands outside of the first element"),
            ("<r>a < b</r>", "1:6", "\"<\" begins no tag: in text it is written &lt;"),
            ("<r>a & b</r>", "1:6", "\"&\" begins no reference: in text it is written &amp;"),
            ("<r>]]></r>", "1:4", "\"]]>\" stands in text, where it is written ]]&gt;"),
            ("<r>&#0;</r>", "1:4", "A reference by number stands for no character that XML knows"),
            ("<r><!-- -- --></r>", "1:9", "\"--\" stands in a comment"),
            ("<r><p / ></r>", "1:7", "A tag is not ended by \">\""),
            ("<r a></r>", "1:5", "An attribute needs a name, \"=\" and a value in quotes"),
            ("<r a=1></r>", "1:6", "An attribute needs a name, \"=\" and a value in quotes"),
            ("<r a='1'b='2'/>", "1:9", "There is no blank before an attribute"),
            ("<r a='<'/>", "1:7", "\"<\" stands in an attribute, where it is written &lt;"),
            ("<r a='1' a='2'/>", "1:10", "The attribute a stands twice in a tag"),
            (
                "\n<?xml version='1.0'?><r/>", "2:1",
                "\"<?xml\" stands elsewhere than at the file's very beginning"
            ),
            ("<?xml version='2.0'?><r/>", "1:20", "The first line is no <?xml …?> as it should be"),
            ("<r><?  x?></r>", "1:4", "A \"<?\" is not followed by a name and a blank"),
            ("<!DOCTYPE r [<!ELEMENT r>]><r/>", "1:25", "The DOCTYPE is not as XML has it"),
            ("<r><1/></r>", "1:5", "A name holds what no name may"),
            ("<r>\u{1}</r>", "1:4", "A character stands in it that XML forbids: U+0001"),
            ("<r>\u{FFFE}</r>", "1:4", "A character stands in it that XML forbids: U+FFFE"),
        ])
    func `malformed XML ends the feed with its place and cause`(
        xml: String, place: String, cause: String
    ) async {
        let problems = await FeedSample.problems { _ = try await load(xml) }
        #expect(
            problems.map(\.text) == [
                "f.xml:\(place): f.xml is not well-formed XML\n  Cause: \(cause)\n"
                    + "  Nothing of the feed was taken over. Ask its sender for a whole file."
            ])
    }

    @Test(
        arguments: [
            ("", [0x61, 0xE9, 0x62], "A byte is not UTF-8"),
            ("<?xml version='1.0' encoding='gb2312'?>", [0x61, 0xFF], "A byte is not GB18030"),
        ])
    func `a byte that cannot be decoded ends the feed where it stands`(
        head: String, bytes: [UInt8], cause: String
    ) async {
        let problems = await FeedSample.problems {
            _ = try await FeedSample.xml(
                .products, Array("\(head)\n<r>".utf8) + bytes + Array("</r>".utf8),
                XMLFormat(records: ["//p"]), map: FeedSample.map([("id", "@id")]))
        }
        #expect(
            problems.map(\.text) == [
                "f.xml:2:5: f.xml is not well-formed XML\n  Cause: \(cause)\n  Nothing of the feed "
                    + "was taken over. Name the encoding that the file is really in under xml:, as "
                    + "encoding: windows-1252."
            ])
    }

    @Test func `an encoding that the file declares and nobody knows is a problem`() async {
        let problems = await FeedSample.problems {
            _ = try await load("<?xml version='1.0' encoding='x-99'?><r/>")
        }
        #expect(
            problems.map(\.text) == [
                "f.xml:1: f.xml declares the encoding \"x-99\", which is not known\n  Name the one that "
                    + "it really has under xml:, as encoding: windows-1252."
            ])
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF] + Array("<r><p id='1'><t>é</t></p></r>".utf8)),
            // Programs that hold text as UTF-16 say so of whatever they write it in.
            Array("<?xml version='1.0' encoding='utf-16'?><r><p id='1'><t>é</t></p></r>".utf8),
            [0xFF, 0xFE] + utf16("<r><p id='1'><t>é</t></p></r>", isBigEndian: false),
            [0xFE, 0xFF] + utf16("<r><p id='1'><t>é</t></p></r>", isBigEndian: true),
            utf16("<?xml version='1.0'?><r><p id='1'><t>é</t></p></r>", isBigEndian: false),
            utf16("<?xml version='1.0'?><r><p id='1'><t>é</t></p></r>", isBigEndian: true),
        ])
    func `UTF-8 and UTF-16 are told by their first bytes`(bytes: [UInt8]) async throws {
        let loaded = try await FeedSample.xml(
            .products, bytes, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t")]))
        #expect(loaded.column("title", of: .products) == ["é"])
    }

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    @Test func `line ends and blanks in values are as XML has them`() async throws {
        let xml = "<r><p id='a\tb\r\nc&#10;d'><t>a\r\nb\rc&#13;</t></p></r>"
        let loaded = try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("title", "t")]))
        #expect(loaded.column("product_id", of: .products) == ["a b c\nd"])
        #expect(loaded.column("title", of: .products) == ["a\nb\nc"])
    }

    @Test func `what a file's own DTD says of attributes holds`() async throws {
        let xml = """
            <!DOCTYPE r [<!-- of p --><!ATTLIST p t NMTOKENS ' b  c ' xmlns:o CDATA #FIXED 'urn:o'
              id CDATA #REQUIRED><!ATTLIST p t CDATA 'later'>]>
            <r><p id=' 1 '><o:u>x</o:u></p><p id='2' t='  d   e '/></r>
            """
        let loaded = try await FeedSample.xml(
            .products, xml.utf8,
            XMLFormat(records: ["//p"], namespaces: XMLNamespaces(["n": "urn:o"])),
            map: FeedSample.map([("id", "@id"), ("title", "@t"), ("brand", "n:u")]))
        #expect(loaded.column("title", of: .products) == ["b c", "d e"])
        #expect(loaded.column("brand", of: .products) == ["x", "\\N"])
    }

    @Test func `it makes no difference how many bytes are read at once`() async throws {
        let sample = try FeedSample()
        let xml = """
            <?xml version="1.0" encoding="UTF-8" ?>
            <!-- é --><?go on?><!DOCTYPE r SYSTEM "r.dtd" [<!ATTLIST p k NMTOKENS "a b"> <!-- ] -->]>
            <r xmlns:o = 'urn:o'>\r\n<p id="1"><t>Grün &amp; &#x5168;&eacute;<![CDATA[<]>]]]]>\r</t>
            <!-- - > </t> --></p ><p id='2' ><o:t>全]]部</o:t><t/><?x ?y?></p><p id="&#51;">\
            <t>]]</t></p></r>
            <!-- end -->
            """
        try sample.write("f.xml", xml.utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s",
            input: .xml(file: FilePattern("f.xml"), XMLFormat(records: ["//p"])),
            map: FeedSample.map([("id", "@id"), ("title", "t"), ("brand", "@k")]),
            place: FeedSample.place)
        for chunk in 8...90 {
            let reader = try await FeedOpener.open(
                feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
                logicalDate: FeedSample.date, chunk: chunk)
            let types = reader.columns.map(DecodedRows.ColumnType.init(column:))
            var rows: [[String]] = []
            while let batch = try await reader.next() {
                rows += DecodedRows.rows(batch.rows, types).map { Array($0.dropFirst(2)) }
            }
            #expect(
                rows == [
                    ["1", "Grün & 全é<]>]]", "a b"], ["2", "\\N", "a b"], ["3", "]]", "a b"],
                ], "\(chunk) bytes at once")
        }
    }
}
