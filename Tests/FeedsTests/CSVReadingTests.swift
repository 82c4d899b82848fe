import Definitions
import Problems
import Testing

@testable import Feeds

struct CSVReadingTests {
    private static func price(_ decimal: Character? = nil) -> [FieldMap] {
        [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(
                field: "price", input: "price", decimal: decimal, place: FeedSample.place),
        ]
    }

    private static func date(_ format: String? = nil) -> [FieldMap] {
        [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(
                field: "published_on", input: "date", format: format.map { [$0] } ?? [],
                place: FeedSample.place),
        ]
    }

    /// A file, its map, and what it is turned away with.
    static let guards: [(text: String, map: [FieldMap], problem: String)] = [
        (
            "id;price\n1;1.250\n2;9,99\n", price(),
            """
            Jobs/nightly.yaml:7:3: the numbers in column "price" of f.csv have "," before their decimals, not "."
              If that is right, write {column: price, decimal: ","}; yesterday's data stay in force.
            """
        ),
        (
            "id;price\n1;1,250\n2;9.99\n", price(","),
            """
            Jobs/nightly.yaml:7:3: the numbers in column "price" of f.csv have "." before their decimals, not ","
              If that is right, write {column: price, decimal: "."}; yesterday's data stay in force.
            """
        ),
        (
            "id;price\n1;1,250\n2;7\n", price(),
            """
            Jobs/nightly.yaml:7:3: the numbers in column "price" of f.csv can be read in two ways: their "," may part thousands or decimals
              Write {column: price, decimal: "."} if it parts thousands, decimal: "," if decimals.
            """
        ),
        (
            "id,date\n1,03/04/2025\n2,05/06/2025\n", date(),
            """
            Jobs/nightly.yaml:7:3: the dates in column "date" of f.csv can be read in several ways
              Say which is right: format: "dd/MM/yyyy" or format: "MM/dd/yyyy".
            """
        ),
        (
            "id,date\n1,03/04/2025\n2,04/25/2025\n", date("dd/MM/yyyy"),
            """
            Jobs/nightly.yaml:7:3: the dates in column "date" of f.csv are written as MM/dd/yyyy, not as dd/MM/yyyy
              If that is right, change "format"; yesterday's data stay in force.
            """
        ),
    ]

    @Test(arguments: guards)
    func `a file whose values may mean something else is turned away`(
        text: String, map: [FieldMap], problem: String
    ) async throws {
        let problems = await FeedSample.problems {
            _ = try await FeedSample.csv(.products, text.utf8, map: map)
        }
        #expect(problems.map(\.text) == [problem])
        #expect(problems.map(\.kind) == [.guarded])
    }

    /// A file, its map, and the values of the second column that are loaded.
    static let fine: [(text: String, map: [FieldMap], column: String, values: [String])] = [
        ("id;price\n1;1.234\n", price(), "price", ["1.234"]),
        ("id;price\n1;1,234\n2;1,234.50\n", price(), "price", ["1234", "1234.50"]),
        ("id;price\n1;1.234\n", price(","), "price", ["1234"]),
        ("id;price\n1;1,234\n", price("."), "price", ["1234"]),
        (
            "id,date\n1,03/04/2025\n2,25/04/2025\n", date(), "published_on",
            ["2025-04-03", "2025-04-25"]
        ),
        ("id,date\n1,3.4.2025\n2,\n", date(), "published_on", ["2025-04-03", "\\N"]),
        ("id,date\n1,03/04/2025\n", date("MM/dd/yyyy"), "published_on", ["2025-03-04"]),
    ]

    @Test(arguments: fine)
    func `what is declared, or can be read in one way, is read`(
        text: String, map: [FieldMap], column: String, values: [String]
    ) async throws {
        let loaded = try await FeedSample.csv(.products, text.utf8, map: map)
        #expect(loaded.reasons == [])
        #expect(loaded.column(column, of: .products) == values)
    }

    @Test func `values in no one format are rejects, row by row`() async throws {
        let text = "id,date\n1,2025-04-03\n2,25/04/2025\n"
        let loaded = try await FeedSample.csv(.products, text.utf8, map: Self.date())
        #expect(loaded.reasons == ["3: date: not a date such as 2026-11-21"])
    }
}
