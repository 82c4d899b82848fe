import Problems
import Testing

@testable import Definitions

struct SourceTextTests {
    @Test(
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        ] as [(String, [String])])
    func `a text is split at every kind of line break`(text: String, lines: [String]) {
        #expect(SourceText(file: "f", text: text).lines == lines)
    }

    @Test func `columns count what a reader calls characters`() {
        let source = SourceText(file: "f", text: "e\u{301}书: x")
        let place = source.place(line: 1, column: 6)
        #expect(place == Place("f", line: 1, column: 5, length: 1, text: "e\u{301}书: x"))
    }
}
