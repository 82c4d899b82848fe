import Definitions
import Problems
import Testing

/// One faulty expression, where the fault is, what it is called and what helps.
struct ExpressionFault: Sendable, CustomTestStringConvertible {
    let text: String
    /// In the expression, counted from 1.
    let column: Int
    let length: Int
    let summary: String
    let hint: String

    init(_ text: String, _ column: Int, _ length: Int, _ summary: String, _ hint: String) {
        self.text = text
        self.column = column
        self.length = length
        self.summary = summary
        self.hint = hint
    }

    var testDescription: String { text }

    func isFound(expecting kind: ValueKind, names: ExpressionNames = bookshop) throws {
        let problems = try #require(throws: Problems.self) {
            try parse(text, expecting: kind, names: names).get()
        }
        let place = Place(
            "Jobs/a.yaml", line: 3, column: 7 + column, length: length, text: "where: \(text)")
        #expect(
            problems.all == [Problem(.definition, summary, at: place, hint: hint)])
    }
}
