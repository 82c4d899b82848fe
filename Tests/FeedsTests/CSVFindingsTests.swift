import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct CSVFindingsTests {
    private func findings(
        _ text: String, _ format: CSVFormat = CSVFormat(), map: [FieldMap]
    ) throws -> CSVFindings {
        let sample = try FeedSample()
        try sample.write("f.csv", text.utf8)
        let feed = Feed(
            name: "f", entity: .orders, source: "s",
            input: .csv(file: FilePattern("f.csv"), format), map: map, place: FeedSample.place)
        let found = try FeedOpener.findings(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        return try #require(found)
    }

    private let map = FeedSample.map([
        ("id", "no"), ("customer", "who"), ("placed_at", "at"), ("line.price", "price"),
    ])

    @Test func `each finding has its confidence and its evidence, without a row's values`() throws {
        let found = try findings(
            """
            Orders of the week

            no;who;at;price;note
            1;m1;03/04/2025;1.250,00;"a;b"
            2;m2;25/04/2025;7;

            """, map: map)
        #expect(
            found.findings.map { "\($0.what): \($0.value) (\($0.confidence)) \($0.evidence)" } == [
                "encoding: utf-8 (certain) nothing but ASCII",
                #"delimiter: ";" (certain) ";" splits 3 of 3 rows into 5 columns"#,
                #"quote: " (certain) 1 of 4 rows have a value in quotes"#,
                "header: line 3 (certain) it has all 4 mapped columns; 2 lines stand before it",
                "columns: 5 (certain) no, who, at, price, note",
                #"placed_at: dd/MM/yyyy (certain) column "at": all of 2 values can be read so; "#
                    + "line 5 has a day above 12",
                #"line.price: , (certain) column "price": 1 of 2 numbers can be read in no other way"#,
            ])
        #expect(
            found.pins
                == FeedPins(
                    encoding: .utf8, delimiter: .byte(0x3B), quote: .byte(0x22),
                    hasHeader: true, skipLines: 2,
                    columns: ["no", "who", "at", "price", "note"],
                    formats: ["placed_at": "dd/MM/yyyy"], decimals: ["line.price": ","]))
    }

    @Test func `what nobody can tell is told and not pinned`() throws {
        let found = try findings(
            "no,who,at,price\n1,m1,03/04/2025,\"1,250\"\n", map: map)
        #expect(
            found.findings.suffix(2).map { "\($0.value) (\($0.confidence)) \($0.evidence)" } == [
                #"dd/MM/yyyy or MM/dd/yyyy (unsure) column "at": no day in 1 value is above 12: "#
                    + #"write "format" into the map"#,
                #" (unsure) column "price": every number with a sign can be read in two ways, as "#
                    + #"1,234 can: write "decimal" into the map"#,
            ])
        #expect(found.pins.formats == [:])
        #expect(found.pins.decimals == [:])
    }

    @Test func `a first row that looks like data is told`() throws {
        let text = "100,7,x@y.example\n101,8,z@y.example\n"
        let sample = try FeedSample()
        try sample.write("f.csv", text.utf8)
        let file = try FeedFile(name: "f.csv", path: sample.folder.path + "/f.csv").tallied()
        let found = try CSVFindings(
            Feed(
                name: "f", entity: .customers, source: "s",
                input: .csv(file: FilePattern("f.csv"), CSVFormat()),
                map: FeedSample.map([("id", "no")]), place: FeedSample.place),
            file: file, locale: "en-GB")
        #expect(
            found?.findings[3]
                == Finding(
                    what: "header", value: "line 1", confidence: .unsure,
                    evidence: "it looks like data: if the file has no header, write "
                        + "\"header: false\" and map columns by their numbers"))
    }

    @Test func `a mapped column that the file lacks is the fault that a run would find`() {
        #expect(throws: Problems.self) {
            try findings("no,who,at\n1,m1,2025-01-01\n", map: map)
        }
    }

    @Test func `what the job file says is kept as long as the mapped columns are found by it`()
        throws
    {
        let text = "no;who;at;price\n1;m1;2025-01-01;1\n"
        let right = CSVFormat(delimiter: .byte(0x3B), columns: ["who", "no", "price", "at"])
        #expect(try findings(text, right, map: map).pins.columns == right.columns)
        let wrong = CSVFormat(delimiter: .byte(0x2C), skipLines: 4, columns: ["no"])
        let pins = try findings(text, wrong, map: map).pins
        #expect(pins.delimiter == .byte(0x3B))
        #expect(pins.skipLines == 0)
        #expect(pins.columns == ["no", "who", "at", "price"])
    }
}
