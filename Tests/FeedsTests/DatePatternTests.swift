import Problems
import Testing

@testable import Feeds

struct DatePatternTests {
    @Test(
        arguments: [
            (
                "dd.mm.YYYY",
                "Jobs/a.yaml:3:4: \"YYYY\" means nothing in the date format \"dd.mm.YYYY\"\n"
                    + "  The parts are yyyy, yy, MM, M, MMM, dd, d, HH, H, hh, h, a, mm, ss, S and "
                    + "X; other letters stand in single quotes."
            ),
            (
                "'at HH",
                "Jobs/a.yaml:3:4: a quote is not closed in the date format \"'at HH\"\n"
                    + "  Close the single quote."
            ),
        ])
    func `a pattern that means nothing is a problem at its place`(text: String, expected: String) {
        let problem = #expect(throws: Problem.self) {
            try DatePattern(text, at: Place("Jobs/a.yaml", line: 3, column: 4))
        }
        #expect(problem?.text == expected)
    }
}
