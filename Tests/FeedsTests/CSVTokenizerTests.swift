import Foundation
import TestKit
import Testing

@testable import Feeds

struct CSVTokenizerTests {
    /// The rows of a text as texts, or `✗ reason`.
    private func rows(_ text: String, _ delimiter: CSVDelimiter = .byte(0x2C)) -> [[String]] {
        Self.rows(Array(text.utf8), delimiter)
    }

    /// The last row's fields.
    private static func texts(
        _ tokenizer: CSVTokenizer, in buffer: UnsafeBufferPointer<UInt8>
    ) -> [String] {
        CSVSample.Row(tokenizer, in: buffer, line: 1, quote: UInt8(ascii: "\"")).texts
    }

    static func rows(_ bytes: [UInt8], _ delimiter: CSVDelimiter) -> [[String]] {
        bytes.withUnsafeBufferPointer { buffer in
            var tokenizer = CSVTokenizer(delimiter: delimiter)
            var rows: [[String]] = []
            var offset = 0
            while offset < buffer.count {
                switch tokenizer.next(in: buffer, from: offset, atEnd: true) {
                case .row(let next):
                    rows.append(Self.texts(tokenizer, in: buffer))
                    offset = next
                case .blank(let next): offset = next
                case .malformed(let reason, let next):
                    rows.append(["✗ \(reason)"])
                    offset = next
                case .incomplete: return rows + [["incomplete"]]
                }
            }
            return rows
        }
    }

    @Test(
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2", [["a", "b"], ["1", "2"]]),
            ("a\nb\r\nc\rd", [["a"], ["b"], ["c"], ["d"]]),
            ("\"a\nb\",c", [["a\nb", "c"]]),
            ("\"say \"\"hi\"\"\",c", [["say \"hi\"", "c"]]),
            ("\"\",\"\"\"\"", [["", "\""]]),
            ("5\" nail,x\"y\"", [["5\" nail", "x\"y\""]]),
            ("\"a\"  ,b", [["a", "b"]]),
            ("a,,\n,,", [["a", "", ""], ["", "", ""]]),
            ("a\n\n  \n\r\nb", [["a"], ["b"]]),
            ("一二三四五六七八,九\n", [["一二三四五六七八", "九"]]),
        ])
    func `rows and fields are split as RFC 4180 says and as people send them`(
        text: String, expected: [[String]]
    ) {
        #expect(rows(text) == expected)
    }

    @Test(
        arguments: [
            ("1,\"open\n2,fine\n", [["✗ \(CSVTokenizer.neverClosed)"], ["2", "fine"]]),
            ("1,\"open\n2,\"fine\"\n", [["✗ \(CSVTokenizer.textAfterQuote)"], ["2", "fine"]]),
            ("\"a\"b,c\nd\n", [["✗ \(CSVTokenizer.textAfterQuote)"], ["d"]]),
            ("1,\"\r\nx", [["✗ \(CSVTokenizer.neverClosed)"], ["x"]]),
        ])
    func `after a broken quote reading goes on at the next line`(
        text: String, expected: [[String]]
    ) {
        #expect(rows(text) == expected)
    }

    @Test func `runs of blanks part fields, and blanks at either end of a line are nothing`() {
        #expect(
            rows("  1  2\t3  \n\"a b\" c\n   \n4\n", .blanks)
                == [["1", "2", "3"], ["a b", "c"], ["4"]])
    }

    @Test func `a row over 8 MB that never ends is given up`() {
        let bytes = Array("\"".utf8) + [UInt8](repeating: 0x61, count: CSVTokenizer.rowLimit)
        bytes.withUnsafeBufferPointer { buffer in
            var tokenizer = CSVTokenizer(delimiter: .byte(0x2C))
            #expect(
                tokenizer.next(in: buffer, from: 0, atEnd: false)
                    == .malformed(reason: CSVTokenizer.neverClosed, next: buffer.count))
        }
    }

    /// Cut anywhere, the rows before the cut are the same, and the cut row is not made up.
    @Test func `a text that is cut anywhere gives the same rows as the whole`() {
        let text = Array("a,\"b\"\"\r\n\",c\r\nd,\"\"\"\",\r\"x\ny\",2,3\n一,二,三\n".utf8)
        let whole = Self.rows(text, .byte(0x2C))
        for cut in 1..<text.count {
            text[..<cut].withUnsafeBufferPointer { buffer in
                var tokenizer = CSVTokenizer(delimiter: .byte(0x2C))
                var offset = 0
                var index = 0
                while case .row(let next) = tokenizer.next(in: buffer, from: offset, atEnd: false) {
                    #expect(Self.texts(tokenizer, in: buffer) == whole[index])
                    offset = next
                    index += 1
                }
            }
        }
        #expect(whole.count == 4)
    }

    // The files stand outside the repository, and not on every machine.
    @Test(
        .enabled(if: SharedData.isAvailable("csv-spectrum")),
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json",
            "location_coordinates", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
            "simple_crlf", "utf8",
        ])
    func `the twelve cases of csv-spectrum are read as expected`(name: String) throws {
        let folder = try #require(SharedData.folder("csv-spectrum"))
        var text = try String(
            decoding: Data(contentsOf: folder.appending(path: "csvs/\(name).csv")), as: UTF8.self)
        // Some copies of the set have lost the CRLF that these files are about.
        if name.hasSuffix("_crlf"), !text.utf8.contains(0x0D) {
            text = text.replacing("\n", with: "\r\n")
        }
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: folder.appending(path: "json/\(name).json")))
        let one = (json as? [String: String]).map { [$0] }
        var expected = try #require(json as? [[String: String]] ?? one)
        // In this pair the number differs between the two files: it was masked in one.
        if name == "location_coordinates" { expected[0]["Contact Phone Number"] = "2095257564" }
        let rows = Self.rows(Array(text.utf8), .byte(0x2C))
        let header = try #require(rows.first)
        #expect(
            rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) } == expected)
    }
}
