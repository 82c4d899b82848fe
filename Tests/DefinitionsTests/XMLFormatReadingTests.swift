import Definitions
import Testing

struct XMLFormatReadingTests {
    @Test(
        arguments: [
            ("record: //a", XMLFormat(records: ["//a"])),
            ("record: [//a, /b/c]", XMLFormat(records: ["//a", "/b/c"])),
            (
                "record: //a, lines: x/y, encoding: windows-1252",
                XMLFormat(records: ["//a"], lines: "x/y", encoding: "windows-1252")
            ),
            (
                "record: //a, namespaces: any",
                XMLFormat(records: ["//a"], namespaces: XMLNamespaces(isAny: true))
            ),
            (
                "record: //n:a, namespaces: {n: 'urn:n'}",
                XMLFormat(records: ["//n:a"], namespaces: XMLNamespaces(["n": "urn:n"]))
            ),
        ])
    func `a format is read`(keys: String, format: XMLFormat) throws {
        let workspace = try TestWorkspace(
            job: """
                job: a
                extract:
                  - feed: f
                    into: orders
                    from: stores
                    file: a.xml
                    xml: {\(keys)}
                    map: {id: a, customer: b, placed_at: {path: c, format: [yyyyMMdd, yyyy]}}
                """
        ).read()
        let feed = try #require(workspace.jobs.first?.feeds.first)
        #expect(feed.input == .xml(file: FilePattern("a.xml"), format))
        #expect(feed.map[2].format == ["yyyyMMdd", "yyyy"])
    }

    @Test(arguments: formats)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let formats: [Fault] = [
        Fault(
            "a relative record",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.xml
                xml: {record: product}
            """#,
            gives: #"""
                Jobs/a.yaml:8:19: "record" must be a path from the root of the document
                  8 |     xml: {record: product}
                    |                   ^^^^^^^
                  Write /catalogue/product, or //product for a product anywhere.
                """#),
        Fault(
            "lines of customers",
            #"""
            job: a
            extract:
              - feed: f
                into: customers
                from: stores
                map: {id: no}
                file: a.xml
                xml: {record: [//a, //b], lines: c}
            """#,
            gives: #"""
                Jobs/a.yaml:8:38: only feeds into orders have lines
                  8 |     xml: {record: [//a, //b], lines: c}
                    |                                      ^
                  Take "lines" out.
                """#),
    ]
}
