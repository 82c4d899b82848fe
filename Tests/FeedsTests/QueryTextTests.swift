import Problems
import Testing

@testable import Feeds

struct QueryTextTests {
    @Test(
        arguments: [
            ("SELECT 1", "SELECT 1", []),
            ("SELECT a FROM t WHERE u > :since", "SELECT a FROM t WHERE u > $1", [.since]),
            (
                "WHERE d = :date AND u > :since AND e < :date",
                "WHERE d = $1 AND u > $2 AND e < $1",
                [.date, .since]
            ),
            ("SELECT a::text, :date::date", "SELECT a::text, $1::date", [.date]),
            (
                "SELECT ':since', \":since\", 'it''s :date'",
                "SELECT ':since', \":since\", 'it''s :date'", []
            ),
            ("SELECT E'\\':since' || :date", "SELECT E'\\':since' || $1", [.date]),
            ("SELECT 'a\\' || :date", "SELECT 'a\\' || $1", [.date]),
            ("-- :since\nSELECT :date", "-- :since\nSELECT $1", [.date]),
            (
                "/* a /* :since */ b :x */ SELECT :date", "/* a /* :since */ b :x */ SELECT $1",
                [.date]
            ),
            (
                "SELECT $$ :since $$, $x$ $$ :y $x$, :date",
                "SELECT $$ :since $$, $x$ $$ :y $x$, $1", [.date]
            ),
            ("SELECT a[1:n], b[lo:hi]", "SELECT a[1:n], b[lo:hi]", []),
            ("SELECT (:date)", "SELECT ($1)", [.date]),
        ] as [(String, String, [QueryText.Parameter])])
    func `named parameters become numbers, but not in quotes, comments, casts and slices`(
        query: String, sql: String, parameters: [QueryText.Parameter]
    ) throws {
        let text = try QueryText(query, at: FeedSample.place)
        #expect(text.sql == sql)
        #expect(text.parameters == parameters)
    }

    @Test func `a name that is no parameter is a problem`() {
        let problem = #expect(throws: Problem.self) {
            try QueryText("SELECT :sinse", at: FeedSample.place)
        }
        #expect(
            problem?.text == "Jobs/nightly.yaml:7:3: :sinse is not a parameter of a feed's query\n"
                + "  Did you mean \"since\"?")
    }

    @Test func `a position of the server's is a line of the query`() throws {
        let text = try QueryText(
            "SELECT :since,\n:date,\n  nosuch\nFROM t", at: FeedSample.place)
        #expect(text.sql == "SELECT $1,\n$2,\n  nosuch\nFROM t")
        #expect(text.line(ofServerPosition: 8) == 1)
        #expect(text.line(ofServerPosition: 12) == 2)
        #expect(text.line(ofServerPosition: 17) == 3)
        #expect(text.line(ofServerPosition: 99) == 4)
    }
}
