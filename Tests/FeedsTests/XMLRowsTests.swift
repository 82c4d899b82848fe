import Definitions
import Feeds
import Foundation
import Problems
import TestKit
import Testing

struct XMLRowsTests {
    private func values(
        _ xml: String, record: String = "//p", _ path: String,
        namespaces: [String: String] = [:], id: String = "@id"
    ) async throws -> [String] {
        let loaded = try await FeedSample.xml(
            .products, xml.utf8,
            XMLFormat(records: [record], namespaces: XMLNamespaces(namespaces)),
            map: FeedSample.map([("id", id), ("title", path)]))
        return loaded.column("title", of: .products)
    }

    @Test(
        arguments: [
            ("t", "One"), ("./t", "One"), (".//t", "One"), ("t[2]", "Two"), ("t[last()]", "Three"),
            ("t[@lang='de']", "Two"), ("t[@lang!='en']", "Two"), ("t[@lang]", "One"),
            ("t[.='Three']", "Three"), ("t/@lang", "en"), ("x/y/t", "Deep"), (".//x//t", "Deep"),
            ("x[k='2']/y/t", "Deeper"), ("x[k=2]//t", "Deeper"), ("x[y/t='Deeper']/k", "2"),
            (".//y[2]/t", "Last"), ("*/@lang", "en"), ("m", "a b c"), ("m/text()", "a"),
            ("none", "\\N"), ("@none", "\\N"), ("e", "\\N"), ("t[4]", "\\N"),
            ("t[@lang='de'][1]", "Two"), ("t[1][@lang='de']", "\\N"), ("c", "<&é\n2"),
        ])
    func `a path finds its value`(path: String, expected: String) async throws {
        let xml = """
            <?xml version="1.0"?>
            <root><p id="1">
              <t lang="en"> One </t><t lang="de">Two</t><t>Three</t>
              <x><k>1</k><y><t>Deep</t></y></x>
              <x><k> 2 </k><y><t>Deeper</t></y><y><t>Last</t></y></x>
              <m>a <b n="9">b</b> c</m><e/>
              <c>&lt;&amp;&#233;<![CDATA[
            2]]></c>
            </p></root>
            """
        #expect(try await values(xml, path) == [expected])
    }

    @Test(
        arguments: [
            ("//p", ["a", "b", "c"]), ("p", ["a", "b", "c"]), ("/r/p", ["a"]),
            ("/r/g/p", ["b"]), ("//g/p", ["b"]), ("/r//p", ["a", "b", "c"]),
            ("//g//p", ["b", "c"]),
            ("/r/*/p", ["inner", "b"]), ("//p[@k='2']", ["b"]), ("//p[q]", ["c"]),
            ("//p[q='x']", ["c"]),
            ("/p", []), ("//z", []),
        ])
    func `a record's path finds its records, of nested ones the outermost`(
        path: String, expected: [String]
    ) async throws {
        let xml = """
            <r><p id="a"><p id="inner"/></p><g><p id="b" k="2"/><h><p id="c"><q>x</q></p></h></g></r>
            """
        #expect(try await values(xml, record: path, "@id") == expected)
    }

    @Test func `namespaces are told apart by their URI and not by their prefix`() async throws {
        let xml = """
            <r xmlns="urn:d" xmlns:x="urn:g"><p id="1"><x:t>yes</x:t><t>no</t></p></r>
            """
        let namespaces = ["d": "urn:d", "g": "urn:g"]
        #expect(try await values(xml, record: "//d:p", "g:t", namespaces: namespaces) == ["yes"])
        #expect(try await values(xml, record: "//d:p", "d:t", namespaces: namespaces) == ["no"])
        #expect(try await values(xml, record: "//d:p", "t", namespaces: namespaces) == ["\\N"])
    }

    @Test func `a name without a prefix may mean any namespace`() async throws {
        let xml = """
            <r xmlns="urn:d" xmlns:x="urn:x"><p id="1"><x:t k="a">One</x:t></p></r>
            """
        let loaded = try await FeedSample.xml(
            .products, xml.utf8,
            XMLFormat(records: ["/r/p"], namespaces: XMLNamespaces(isAny: true)),
            map: FeedSample.map([("id", "@id"), ("title", "t"), ("brand", "t[@k='a']/@k")]))
        #expect(loaded.column("title", of: .products) == ["One"])
        #expect(loaded.column("brand", of: .products) == ["a"])
    }

    @Test func `a feed may have records of several paths`() async throws {
        let xml = """
            <r><old><item id="1"/></old><entry id="2"/><item id="3"><entry id="inner"/></item></r>
            """
        let loaded = try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//item", "/r/entry[@id]"]),
            map: FeedSample.map([("id", "@id")]))
        #expect(loaded.column("product_id", of: .products) == ["1", "2", "3"])
    }

    @Test(
        arguments: [
            ("../n", ["North", "South"]), ("../../@currency", ["EUR", "EUR"]),
            ("../../date", ["2026", "2026"]), ("ancestor::region/@code", ["N", "S"]),
            ("ancestor::root/date", ["2026", "2026"]), ("../list/x[2]", ["b", "\\N"]),
            ("../late", ["\\N", "\\N"]), ("../../region/@code", ["N", "N"]),
            ("../p/@id", ["\\N", "\\N"]), ("../../none | ../n", ["North", "South"]),
            ("concat(../../@currency, '-', ../@code)", ["EUR-N", "EUR-S"]),
            ("concat(../none, '-', ../@code)", ["\\N", "\\N"]), ("none | @id", ["1", "2"]),
            ("e | @id", ["1", "2"]), ("../../../x", ["\\N", "\\N"]),
        ])
    func `a value may stand above the record and before it`(
        path: String, expected: [String]
    ) async throws {
        let xml = """
            <root currency="EUR"><date>2026</date>
              <region code="N"><n>North</n><list><x>a</x><x>b</x></list>
                <p id="1"><e> </e></p><late>L</late></region>
              <region code="S"><n>South</n><p id="2"/></region></root>
            """
        #expect(try await values(xml, path) == expected)
    }

    @Test func `a line is a row, with values of its own and of its order`() async throws {
        let xml = """
            <orders cur="EUR">
            <Order><ID>A</ID><c>7</c><d>2026-11-01</d>
            <Line no="1"><sku>x</sku><n>2</n></Line><Line no="2"><sku>y</sku><n>oops</n></Line>
            <total>12.50</total></Order>
            <Order><ID>B</ID><c>8</c><d>2026-11-02</d><total>3</total></Order>
            </orders>
            """
        let loaded = try await FeedSample.xml(
            .orders, xml.utf8, XMLFormat(records: ["//Order"], lines: "Line"),
            map: FeedSample.map([
                ("id", "ID"), ("customer", "c"), ("placed_at", "d"), ("total", "total"),
                ("currency", "../@cur"), ("line.number", "@no | ../ID"), ("line.product", "sku"),
                ("line.quantity", "n"), ("attributes.first", "Line/sku"),
            ]))
        func column(_ name: String) -> [String] { loaded.column(name, of: .orders) }
        #expect(column("order_id") == ["A", "B"])
        #expect(column("line_number") == ["1", "\\N"])
        #expect(column("line_product") == ["x", "\\N"])
        #expect(column("total") == ["12.50", "3"])
        #expect(column("currency") == ["EUR", "EUR"])
        #expect(column("attributes") == [#"{"first": "x"}"#, #"{"first": null}"#])
        #expect(column("line") == ["3", "5"])
        #expect(
            loaded.rejects == [
                Reject(
                    file: "f.xml", line: 3, byteOffset: 102, column: "n",
                    reason: "not a number with \".\" as its decimal sign",
                    raw: Array("<Line no=\"2\"><sku>y</sku><n>oops</n></Line>".utf8),
                    cells: Array("A,7,2026-11-01,12.50,EUR,2,y,oops,x".utf8))
            ])
        #expect(loaded.balance == "3 = 2 + 0 + 1")
    }

    @Test func `records of another namespace are a problem that names it`() async {
        let problems = await FeedSample.problems {
            _ = try await values("<r xmlns='urn:d'><p id='1'/></r>", "@id")
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: no record \"//p\" is in f.xml\n  Elements of that name are "
                    + "there in the namespace urn:d: declare a prefix for it under namespaces: and "
                    + "write it before the name."
            ])
    }

    @Test func `records of no namespace are a problem that says so`() async {
        let problems = await FeedSample.problems {
            _ = try await values(
                "<r><p id='1'/></r>", record: "//d:p", "@id", namespaces: ["d": "urn:d"])
        }
        #expect(
            problems.map(\.hint) == [
                "Elements of that name are there in no namespace: write it without a prefix."
            ])
    }

    @Test func `a reject names line, offset and path and keeps the record's bytes`() async throws {
        let xml = "<r>\n<p id=\"1\"><n>1</n></p>\n <p\n  id=\"é\"><n>é</n></p><p/>\n</r>"
        let loaded = try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("price", "n")]))
        #expect(
            loaded.rejects == [
                Reject(
                    file: "f.xml", line: 3, byteOffset: 28, column: "n",
                    reason: "not a number with \".\" as its decimal sign",
                    raw: Array("<p\n  id=\"é\"><n>é</n></p>".utf8)),
                Reject(
                    file: "f.xml", line: 4, byteOffset: 54, column: "@id", reason: "no value",
                    raw: Array("<p/>".utf8)),
            ])
        #expect(loaded.column("line", of: .products) == ["2"])
        #expect(loaded.column("byte_offset", of: .products) == ["4"])
    }

    @Test func `offsets are right across the edges of the parser's buffers`() async throws {
        var xml = "<r>"
        var offsets: [String] = []
        for number in 0..<3000 {
            offsets.append(String(xml.utf8.count))
            xml += "<p id=\"\(number)\"><t>\(String(repeating: "é", count: number % 61))</t></p>\n"
        }
        let loaded = try await FeedSample.xml(
            .products, (xml + "</r>").utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id")]))
        #expect(loaded.column("byte_offset", of: .products) == offsets)
        #expect(loaded.column("line", of: .products) == (1...3000).map(String.init))
    }

    @Test func `repeated elements are several categories, and filters see paths`() async throws {
        let xml = """
            <r><p id="1"><c>A > B</c><c>C</c><s>in</s></p><p id="2"><s>out</s></p></r>
            """
        let loaded = try await FeedSample.xml(
            .products, xml.utf8, XMLFormat(records: ["//p"]),
            map: FeedSample.map([("id", "@id"), ("categories", "c")]),
            filters: [
                RowFilter(input: "s", values: ["in"], isNegated: false, place: FeedSample.place)
            ])
        #expect(loaded.column("categories", of: .products) == [#"{"A > B","C"}"#])
        #expect(loaded.balance == "2 = 1 + 1 + 0")
    }

    @Test func `a value over 8 MB that nobody asks for harms nobody`() async throws {
        let long = String(repeating: "a", count: 9 << 20)
        let loaded = try await FeedSample.xml(
            .products, "<r><p id='1'><t>\(long)</t></p><p id='2'/></r>".utf8,
            XMLFormat(records: ["//p"]), map: FeedSample.map([("id", "@id")]))
        #expect(loaded.column("product_id", of: .products) == ["1", "2"])
    }

    @Test func `a value over 8 MB is a reject, and the records around it are read`() async throws {
        let long = String(repeating: "a", count: 9 << 20)
        let loaded = try await FeedSample.xml(
            .products, "<r><p id='1'/><p id='2'><t>\(long)</t></p><p id='3'/></r>".utf8,
            XMLFormat(records: ["//p"]), map: FeedSample.map([("id", "@id"), ("title", "t")]))
        #expect(loaded.column("product_id", of: .products) == ["1", "3"])
        #expect(loaded.reasons == ["1: -: a value is longer than 8 MB"])
        #expect(loaded.rejects.first?.raw.count == Reject.rawLimit)
    }

    // The files stand outside the repository, and not on every machine.
    @Test(
        .enabled(if: SharedData.isAvailable("onix-jonix")),
        arguments: [
            ("samples/onix2-multiple.xml", "", "Product", 21),
            ("samples/onix3-multiple.xml", "3.0/reference", "Product", 21),
            ("samples/onix2-single.xml", "", "Product", 1),
            ("samples/onix3-single.xml", "", "Product", 1),
            ("single-book-onix2.xml", "", "Product", 1),
            ("single-book-onix3.xml", "3.0/reference", "Product", 1),
            ("single-book-onix3-short.xml", "3.0/short", "product", 1),
            ("Onix3.1-single-ref.xml", "3.1/reference", "Product", 1),
            ("Onix3.1-single-short.xml", "3.1/short", "product", 1),
        ])
    func `ONIX of three versions and both tag sets is read`(
        file: String, namespace: String, record: String, count: Int
    ) async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let isShort = record == "product"
        let prefix = namespace.isEmpty ? "" : "o:"
        let id =
            isShort
            ? "\(prefix)productidentifier[\(prefix)b221='15']/\(prefix)b244"
            : "\(prefix)ProductIdentifier[\(prefix)ProductIDType='15']/\(prefix)IDValue"
        let loaded = try await FeedSample.load(
            .products,
            .xml(
                file: FilePattern(file),
                XMLFormat(
                    records: ["//\(prefix)\(record)"],
                    namespaces: XMLNamespaces(
                        namespace.isEmpty
                            ? [:] : ["o": "http://ns.editeur.org/onix/\(namespace)"]))),
            map: FeedSample.map([("id", id)]), from: .folder(path: folder.path))
        #expect(loaded.read == count)
        #expect(loaded.accepted == count)
        let ids = loaded.column("product_id", of: .products)
        #expect(ids.allSatisfy { $0.count == 13 && $0.hasPrefix("978") })
    }

    // The files stand outside the repository, and not on every machine.
    @Test(.enabled(if: SharedData.isAvailable("google-merchant-demo")))
    func `a Google Merchant feed is read with its prices`() async throws {
        let folder = try #require(SharedData.folder("google-merchant-demo"))
        let loaded = try await FeedSample.load(
            .products,
            .xml(
                file: FilePattern("product-feed.xml"),
                XMLFormat(
                    records: ["/rss/channel/item"],
                    namespaces: XMLNamespaces(["g": "http://base.google.com/ns/1.0"]))),
            map: FeedSample.map([
                ("id", "g:id"), ("price", "g:price"), ("categories", "g:product_type"),
            ]), from: .folder(path: folder.path))
        #expect(loaded.accepted == 42)
        #expect(Set(loaded.column("product_id", of: .products)).count == 42)
        #expect(loaded.column("price", of: .products)[0] == "67.00")
        #expect(loaded.column("categories", of: .products)[0] == #"{"Work & Meetings"}"#)
    }
}
