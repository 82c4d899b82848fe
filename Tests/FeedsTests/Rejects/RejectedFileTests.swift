import Foundation
import Testing

@testable import Feeds

struct RejectedFileTests {
    private let csv = RowFrame(
        format: .csv, delimiter: UInt8(ascii: ","), opening: Array("a,\"b\nc\"".utf8))

    /// The line of each row, and the file.
    private func composed(_ frame: RowFrame, _ rows: [String]) throws -> ([Int?], String) {
        let file = try RejectedFile(frame, in: FileManager.default.temporaryDirectory)
        let lines = try rows.map { try file.add(Array($0.utf8)) }
        let made = try file.finish(name: "f.csv")
        #expect(made.name == "f.csv (rejects)")
        return (lines, try String(contentsOfFile: made.path, encoding: .utf8))
    }

    @Test func `rows stand behind the header on lines that are told`() throws {
        let (lines, text) = try composed(csv, ["1,2", "\"x\r\ny\rz\",3", "4"])
        #expect(lines == [3, 4, 7])
        #expect(text == "a,\"b\nc\"\n1,2\n\"x\r\ny\rz\",3\n4\n")
    }

    @Test(arguments: ["1,\"open", "1,\"x\"y,2", "1,a\"b,\"cd"])
    func `a row that would swallow the next stays out`(row: String) throws {
        let (lines, text) = try composed(csv, [row, "5,6"])
        #expect(lines == [nil, 3])
        #expect(text == "a,\"b\nc\"\n5,6\n")
    }

    @Test func `records stand below their tags; one that was cut off stays out`() throws {
        let frame = RowFrame(
            format: .xml, opening: Array("<ps>\n<q>".utf8), closing: Array("</q>\n</ps>".utf8))
        let long = "<p>" + String(repeating: "x", count: Reject.rawLimit - 3)
        let (lines, text) = try composed(frame, ["<p>\n1</p>", long, "id: 2", "<p/>"])
        #expect(lines == [3, nil, nil, 5])
        #expect(text == "<ps>\n<q>\n<p>\n1</p>\n<p/>\n</q>\n</ps>\n")
    }
}
