import Definitions
import Foundation
import Problems
import Testing

struct ReadyFormatsTests {
    private func job(_ feed: String) -> String {
        "job: a\nextract:\n  - {feed: f, from: stores, file: f.xml, \(feed)}\n"
    }

    private func feed(_ text: String, formats: [String: String] = [:]) throws -> Feed {
        let workspace = try workspace(text, formats: formats).read()
        return try #require(workspace.jobs.first?.feeds.first)
    }

    private func workspace(
        _ text: String, formats: [String: String] = [:]
    ) throws -> TestWorkspace {
        var files = ["Jobs/workspace.yaml": TestWorkspace.settings, "Jobs/a.yaml": job(text)]
        for (name, text) in formats { files["Formats/\(name).yaml"] = text }
        return try TestWorkspace(files)
    }

    private static let all = [
        "bmecat-1.2": ["products"], "bmecat-2005": ["products"],
        "google-merchant": ["products", "stock"], "onix-2.1": ["products", "stock"],
        "onix-2.1-short": ["products", "stock"], "onix-3.0": ["products", "stock"],
        "onix-3.0-short": ["products", "stock"], "onix-3.1": ["products", "stock"],
        "onix-3.1-short": ["products", "stock"], "ubl-2-invoice": ["orders", "customers"],
        "ubl-2-order": ["orders", "customers"],
    ]

    @Test func `the formats that come along are listed with what they fill`() {
        let formats = ReadyFormats(root: nil)
        let listed = formats.listings()
        #expect(
            Dictionary(listed.map { ($0.name, $0.entities) }, uniquingKeysWith: { $1 }) == Self.all)
        #expect(listed.allSatisfy { !$0.about.isEmpty && !$0.isOwn })
        #expect(formats.faults == [])
    }

    @Test(arguments: all.flatMap { name, entities in entities.map { (name, $0) } })
    func `each format fills each of its entities`(name: String, entity: String) throws {
        let read = try feed("into: \(entity), format: \(name)")
        #expect(!read.map.isEmpty)
        guard case .xml(_, let format) = read.input else {
            Issue.record("not XML")
            return
        }
        #expect(format.records.allSatisfy { $0.hasPrefix("/") })
        #expect((format.lines != nil) == (entity == "orders"))
    }

    @Test func `what a feed writes itself holds over its format`() throws {
        let read = try feed(
            """
            into: products, format: google-merchant,
            xml: {record: //item, encoding: windows-1252, namespaces: {x: 'urn:x'}},
            map: {title: x:name, attributes.colour: g:color}
            """)
        #expect(
            read.input
                == .xml(
                    file: FilePattern("f.xml"),
                    XMLFormat(
                        records: ["//item"],
                        namespaces: XMLNamespaces([
                            "g": "http://base.google.com/ns/1.0",
                            "a": "http://www.w3.org/2005/Atom", "x": "urn:x",
                        ]), encoding: "windows-1252")))
        let map = Dictionary(read.map.map { ($0.field, $0.input) }, uniquingKeysWith: { $1 })
        #expect(map["id"] == "g:id")
        #expect(map["title"] == "x:name")
        #expect(map["attributes.colour"] == "g:color")
        #expect(map["currency"] == "g:price")
        #expect(read.map.count == 9)
    }

    private static let own = """
        about: Ours
        xml: {record: //book}
        products:
          map: {id: "@isbn"}
        orders:
          xml: {lines: copy}
          map: {id: no, customer: c, placed_at: d, line.product: "@isbn"}
          where: {state: paid}
        """

    @Test func `a workspace's own format comes first`() throws {
        let formats = ["onix-3.0": Self.own]
        let products = try feed("into: products, format: onix-3.0", formats: formats)
        #expect(products.map.map(\.input) == ["@isbn"])
        #expect(products.map[0].place.description == "Formats/onix-3.0.yaml:4:9")
        let orders = try feed("into: orders, format: onix-3.0", formats: formats)
        #expect(
            orders.input
                == .xml(file: FilePattern("f.xml"), XMLFormat(records: ["//book"], lines: "copy")))
        #expect(orders.lineKey == .product)
        #expect(orders.filters.map(\.input) == ["state"])
        let listed = ReadyFormats(root: try workspace("into: products", formats: formats).root)
        #expect(listed.names.count == 11)
    }

    @Test func `a format's file can be had, to be copied`() throws {
        let lines = try #require(try ReadyFormats(root: nil).lines(of: "onix-3.1"))
        #expect(lines.contains("about: ONIX for Books 3.0 and 3.1, reference names"))
        #expect(try ReadyFormats(root: nil).lines(of: "onix-4") == nil)
    }

    @Test func `an unknown format is a fault with a suggestion, and nothing else is said`() throws {
        #expect(
            try workspace("into: products, format: onix-30").texts == [
                """
                Jobs/a.yaml:3:66: unknown format "onix-30"
                  3 |   - {feed: f, from: stores, file: f.xml, into: products, format: onix-30}
                    |                                                                  ^^^^^^^
                  Did you mean "onix-3.0"?
                """
            ])
    }

    @Test func `an entity that a format does not fill is a fault`() throws {
        #expect(
            try workspace("into: waiting, format: ubl-2-order").texts == [
                """
                Jobs/a.yaml:3:65: the format "ubl-2-order" says nothing of waiting
                  3 |   - {feed: f, from: stores, file: f.xml, into: waiting, format: ubl-2-order}
                    |                                                                 ^^^^^^^^^^^
                  It can fill: orders, customers.
                """
            ])
    }

    @Test func `a fault of an own format is told in its file`() throws {
        let faulty = "xml: {record: //a, colour: red}\nproducts:\n  map: {id: no, titel: t}\n"
        #expect(
            try workspace("into: products, format: mine", formats: ["mine": faulty]).texts == [
                """
                Formats/mine.yaml:1:20: unknown key "colour"
                  1 | xml: {record: //a, colour: red}
                    |                    ^^^^^^
                  The keys here are: encoding, lines, namespaces, record.
                """,
                """
                Formats/mine.yaml:3:17: "titel" is no field of products
                  3 |   map: {id: no, titel: t}
                    |                 ^^^^^
                  Did you mean "title"?
                """,
            ])
    }

    @Test(
        arguments: [
            (
                "from: shop, query: SELECT 1, format: onix-3.0",
                "\"format\" does not go with a database"
            ),
            (
                "from: stores, file: f.csv, csv: {}, format: onix-3.0",
                "the format \"onix-3.0\" is for XML files, not for CSV"
            ),
        ])
    func `a format is for XML files`(keys: String, summary: String) throws {
        let workspace = try TestWorkspace(
            job: "job: a\nextract:\n  - {feed: f, into: products, \(keys)}\n")
        #expect(workspace.problems.map(\.summary) == [summary])
    }
}
