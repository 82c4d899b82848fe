import Definitions
import Problems
import Testing

struct ExpressionSourceTests {
    private func place(of text: String, in line: String, column: Int) throws -> Place? {
        let problems = try #require(throws: Problems.self) {
            try ExpressionParser.parse(
                text, at: Place("a.yaml", line: 5, column: column, text: line), names: bookshop,
                expecting: .condition
            ).get()
        }
        return problems.all.first?.place
    }

    @Test func `escaped quotes of a YAML value shift what follows`() throws {
        let line = #"  where: "city = \"a\" and cty = b""#
        let place = try place(of: #"city = "a" and cty = b"#, in: line, column: 11)
        #expect(place == Place("a.yaml", line: 5, column: 28, length: 3, text: line))
    }

    @Test func `doubled quotes of a YAML value shift what follows`() throws {
        let line = "  where: 'city = ''a'' and cty = b'"
        let place = try place(of: "city = 'a' and cty = b", in: line, column: 11)
        #expect(place == Place("a.yaml", line: 5, column: 28, length: 3, text: line))
    }

    @Test func `a text block has its places on its own lines`() throws {
        let place = try place(of: "city = a\n  and cty = b", in: "    city = a", column: 5)
        #expect(
            place == Place("a.yaml", line: 6, column: 11, length: 3, text: "      and cty = b"))
    }

    @Test func `what YAML folded into one line has the place of its beginning`() throws {
        let place = try place(of: "city = a and cty = b", in: "  where: city = a", column: 10)
        #expect(place == Place("a.yaml", line: 5, column: 10, text: "  where: city = a"))
    }

    @Test func `an expression without a line has its description as place`() throws {
        let problems = try #require(throws: Problems.self) {
            try ExpressionParser.parse(
                "cty = b", at: Place("the command line"), names: bookshop, expecting: .condition
            ).get()
        }
        #expect(problems.all.first?.place == Place("the command line"))
    }
}
