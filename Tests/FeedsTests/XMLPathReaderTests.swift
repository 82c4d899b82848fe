import Definitions
import Problems
import Testing

@testable import Feeds

struct XMLPathReaderTests {
    private let format = XMLFormat(
        records: ["//o:Product"], namespaces: XMLNamespaces(["o": "urn:o"]))

    @Test func `a path is read step by step`() throws {
        let path = try XMLPathReader.read(
            "o:Id[o:Type='15'][2]/@value", namespaces: XMLNamespaces(["o": "urn:o"]))
        let type = XMLPath(
            origin: .here,
            steps: [
                XMLPath.Step(
                    isDeep: false,
                    test: .element(XMLPath.Name(namespace: .uri("urn:o"), local: "Type")),
                    predicates: [])
            ])
        #expect(
            path
                == XMLPath(
                    origin: .here,
                    steps: [
                        XMLPath.Step(
                            isDeep: false,
                            test: .element(XMLPath.Name(namespace: .uri("urn:o"), local: "Id")),
                            predicates: [.equals(type, "15", isNegated: false), .position(2)]),
                        XMLPath.Step(
                            isDeep: false,
                            test: .attribute(XMLPath.Name(namespace: .none, local: "value")),
                            predicates: []),
                    ]))
    }

    @Test(
        arguments: [
            ".", "a", "./a", ".//a", "a//b", "@id", "*", "a/*/@*", "text()", "a/text()",
            "a[last()]",
            "a[@x]", "a[@x=\"1\"]", "a[b/c!='d']", "a[.='x']", "a[b=15]", "a-b.c_d", "@xml:lang",
            "o:a[o:b='x']/o:c", " a ", "../a", "../../@id", "../a//b[c]", "ancestor::o:a/b",
            "ancestor::*/@id",
            "a | b", "a|../b | @c", "concat(a, ' ', b)", "concat( a,b ) | c", "concat(\"x\",a)",
        ])
    func `the subset is read`(path: String) {
        #expect(throws: Never.self) {
            try XMLExpression.read(path, format: format, at: FeedSample.place)
        }
    }

    @Test(
        arguments: [
            ("", 1, "a name"), ("a/", 3, "a name"), ("a[", 3, "a name"),
            ("a[b", 4, "\"]\", \"=\" or \"!=\""),
            ("a[b=c]", 5, "a value in quotes"), ("a[b='c]", 8, "a closing '"),
            ("a[0]", 3, "a position from 1"),
            ("a b", 3, "\"/\", \"[\", \"|\" or the end of the path"),
            ("@id/b", 5, "the end of the path: attributes and text() have nothing below"),
            ("g:id", 1, "a prefix that namespaces: declares, not \"g\""),
            ("a/../b", 3, "a name: \"..\" stands at the beginning only, and inner \".\" nowhere"),
            ("a[../b]", 3, "a name: \"..\" stands at the beginning only, and inner \".\" nowhere"),
            ("..", 3, "\"/\" and a name or an attribute"),
            ("..//a", 4, "\"/\" and a name or an attribute"),
            ("ancestor::a", 12, "\"/\" and a name or an attribute"),
            ("a |", 4, "a name"), ("concat(a b)", 10, "\",\" or \")\""),
            ("count(a)", 6, "a plain name: other axes and functions are not known here"),
            ("child::a", 6, "a plain name: other axes and functions are not known here"),
            ("a[//b]", 6, "a path that begins at the element"), ("@", 2, "an attribute's name"),
            ("o:", 3, "a name after \"o:\""),
        ])
    func `a path that cannot be read says where and what should stand there`(
        path: String, character: Int, expected: String
    ) {
        let problem = #expect(throws: Problem.self) {
            try XMLExpression.read(path, format: format, at: FeedSample.place)
        }
        #expect(
            problem?.text
                == "Jobs/nightly.yaml:7:3: the path \"\(path)\" cannot be read at character "
                + "\(character)\n  Expected \(expected).")
    }

    @Test(
        arguments: [
            ("/a/b", "Write the path from the record on, without the first slash."),
            ("//b", "Write \".//b\" for an element anywhere in the record."),
        ])
    func `a value's path begins at its record`(path: String, hint: String) {
        let problem = #expect(throws: Problem.self) {
            try XMLExpression.read(path, format: format, at: FeedSample.place)
        }
        #expect(problem?.hint == hint)
    }

    @Test(
        arguments: [
            ("//a/@id", "the record's path \"//a/@id\" names no element"),
            (".", "the record's path \".\" names no element"),
            (
                "//a[2]",
                "the record's path \"//a[2]\" asks for what is not known when a record begins"
            ),
            (
                "//a[b]/c",
                "the record's path \"//a[b]/c\" asks for what is not known when a record begins"
            ),
        ])
    func `a record's path is one that can be followed while reading`(
        path: String, summary: String
    ) {
        let problem = #expect(throws: Problem.self) {
            try XMLPath.records(of: XMLFormat(records: [path]), at: FeedSample.place)
        }
        #expect(problem?.summary == summary)
    }

    @Test func `a feed has so many paths of records and no more`() {
        let records = (1...33).map { "//a\($0)" }
        let problem = #expect(throws: Problem.self) {
            try XMLPath.records(of: XMLFormat(records: records), at: FeedSample.place)
        }
        #expect(
            problem?.text
                == "Jobs/nightly.yaml:7:3: a feed has at most 32 paths of records\n"
                + "  Write //* with a predicate, or several feeds of the same file.")
    }

    @Test(
        arguments: [
            ("Line/@no", "the line's path \"Line/@no\" names no element"),
            ("//Line", "the path \"//Line\" begins at the document and not at the record"),
        ])
    func `the path of lines leads from the record to elements`(path: String, summary: String) {
        let problem = #expect(throws: Problem.self) {
            try XMLPath.lines(
                of: XMLFormat(records: ["//a"], lines: path), at: FeedSample.place)
        }
        #expect(problem?.summary == summary)
    }
}
