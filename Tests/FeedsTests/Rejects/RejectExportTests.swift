import Definitions
import Testing

@testable import Feeds

struct RejectExportTests {
    private func reject(_ raw: String, line: Int = 12, column: String? = "mail") -> Reject {
        Reject(
            file: "f.csv", line: line, byteOffset: 3, column: column,
            reason: "not an e-mail address", raw: Array(raw.utf8))
    }

    private func text(_ frame: RowFrame?, _ rejects: Reject...) throws -> String {
        let export = try RejectExport(frame)
        let bytes = export.opening + rejects.flatMap(export.row) + export.closing
        return String(decoding: bytes, as: UTF8.self)
    }

    private func csv(_ header: String, _ delimiter: Character = ";") -> RowFrame {
        RowFrame(format: .csv, delimiter: delimiter.asciiValue, opening: Array(header.utf8))
    }

    @Test func `CSV keeps header and rows as they were, behind what is wrong`() throws {
        #expect(
            try text(csv("no;\"the mail\""), reject("7;\"a;b\"\"\""), reject("8", column: nil))
                == """
                \u{FEFF}tidings_line;tidings_column;tidings_reason;no;"the mail"
                12;mail;not an e-mail address;7;"a;b\"""
                12;"";not an e-mail address;8

                """)
    }

    @Test func `notes that hold the delimiter or a quote stand in quotes`() throws {
        #expect(
            try text(csv("a;b"), reject("1;2", column: "the \"m;l\"")) == """
                \u{FEFF}tidings_line;tidings_column;tidings_reason;a;b
                12;"the ""m;l""\";not an e-mail address;1;2

                """)
    }

    @Test func `without a header the notes come last, for the columns are known by number`() throws
    {
        #expect(
            try text(csv("", ","), reject("1,x"))
                == "\u{FEFF}1,x,12,mail,not an e-mail address\n")
    }

    @Test func `a row that would spoil the rows behind it is one field`() throws {
        #expect(
            try text(csv("a;b"), reject("1;\"open"), reject("2;x")) == """
                \u{FEFF}tidings_line;tidings_column;tidings_reason;a;b
                12;mail;not an e-mail address;"1;""open"
                12;mail;not an e-mail address;2;x

                """)
    }

    @Test func `rows of which nothing is known are one field each`() throws {
        #expect(
            try text(nil, reject("id: 7\nmail: x")) == """
                \u{FEFF}tidings_line,tidings_column,tidings_reason,row
                12,mail,not an e-mail address,"id: 7
                mail: x"

                """)
    }

    @Test func `values stand for rows that cannot be read alone, bytes for what has none`() throws {
        var line = reject("<Line/>")
        line.cells = Array("7,\"a,b\"".utf8)
        var other = reject("<Line>a,b</Line>")
        other.cells = []
        #expect(
            try text(csv("ID,sku (line)", ","), line, other) == """
                \u{FEFF}tidings_line,tidings_column,tidings_reason,ID,sku (line)
                12,mail,not an e-mail address,7,"a,b"
                12,mail,not an e-mail address,"<Line>a,b</Line>"

                """)
    }

    @Test func `records stand below their tags, each behind a comment`() throws {
        let frame = RowFrame(
            format: .xml, opening: Array("<ps>".utf8), closing: Array("</ps>".utf8))
        #expect(
            try text(frame, reject("<p/>", column: "a--b"), reject("<p>2</p>", column: nil)) == """
                <ps>
                <!-- line 12, a- -b: not an e-mail address -->
                <p/>
                <!-- line 12: not an e-mail address -->
                <p>2</p>
                </ps>

                """)
    }

    @Test func `an export that was mended is a file that the feed loads`() async throws {
        let map = FeedSample.map([("id", "no"), ("email", "mail")])
        let text = try text(csv("no;mail"), reject("007;nobody"), reject("8;\"b@x\""))
            .replacing("nobody", with: "ann@x.example").replacing("b@x", with: "b@x.example")
        let loaded = try await FeedSample.csv(.customers, text.utf8, map: map)
        #expect(loaded.column("customer_id", of: .customers) == ["007", "8"])
        #expect(loaded.column("email", of: .customers) == ["ann@x.example", "b@x.example"])
    }
}
