import Problems
import Testing

@testable import Definitions

struct ScalarPlacesTests {
    /// Each holds the word `x` once, behind what may mislead.
    @Test(arguments: [
        ("a: b x", 1, 6),
        ("a: \"b x\"", 1, 7),
        ("a: \"\\\"b\\\" x\"", 1, 11),
        ("a: \"\\u4e66 \\n x\"", 1, 15),
        ("a: 'it''s x'", 1, 11),
        ("a: &n b x", 1, 9),
        ("a: !!str 'b x'", 1, 13),
        ("a: 书店 x", 1, 7),
        ("a: b\n  c x", 2, 5),
        ("a: |\n  b\n\n  c x\n", 4, 5),
        ("a: >-\n    b\n    c x\n", 3, 7),
        ("a: \"b\n  c \\\n  x\"", 3, 3),
    ])
    func `each character is found where it stands`(yaml: String, line: Int, column: Int) throws {
        let source = SourceText(file: "f", text: yaml)
        let file = FileReading(source, environment: [:])
        let node = try #require(try YAMLDocument(source).root.child("a"))
        let scalar = try #require(YAMLValue(node, key: "a", in: file).scalar())
        let offset = try #require(scalar.text.unicodeScalars.enumerated().first { $1 == "x" }?.0)
        let place = scalar.place(offset: offset, length: 1)
        #expect(place.description == "f:\(line):\(column)")
    }
}
