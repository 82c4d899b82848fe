import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct CSVDriftTests {
    private static let pinned = CSVFormat(
        delimiter: .byte(0x3B), quote: .byte(0x22), skipLines: 0, encoding: .utf8,
        columns: ["id", "mail", "name"])

    /// What reading a file gives: its loaded ids and warnings, or its problems.
    private func read(
        _ text: String, _ format: CSVFormat = pinned, expect: Expectations = Expectations(),
        required: Bool = false, filters: [RowFilter] = []
    ) async throws -> [String] {
        let sample = try FeedSample()
        try sample.write("f.csv", text.utf8)
        let feed = Feed(
            name: "members", entity: .customers, source: "s",
            input: .csv(file: FilePattern("f.csv"), format),
            map: [
                FieldMap(field: "id", input: "id", place: FeedSample.place),
                FieldMap(
                    field: "email", input: "mail", isRequired: required, place: FeedSample.place),
            ], filters: filters, expect: expect, place: FeedSample.place)
        var found: [String] = []
        let problems = await FeedSample.problems {
            let reader = try await FeedOpener.open(
                feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
                logicalDate: FeedSample.date)
            var read = 0
            while let batch = try await reader.next() { read += batch.accepted }
            found = ["\(read) read"] + reader.warnings
        }
        #expect(problems.allSatisfy { $0.kind == .guarded })
        return found + problems.map(\.text)
    }

    @Test(arguments: ["id;mail;name\n1;a@x.example;A\n", "name;mail;id\nA;a@x.example;1\n"])
    func `another order of columns is no drift`(text: String) async throws {
        #expect(try await read(text) == ["1 read"])
    }

    @Test func `a file that is written otherwise fails with the difference`() async throws {
        #expect(
            try await read("printed today\n'id','mail','name'\n'1','a@x.example','A, B'\n") == [
                """
                Jobs/nightly.yaml:7:3: f.csv is not written as pinned: it is now separated by ",", \
                quoted by ', with its header in line 2; pinned are ";" and " and line 1
                  If the file is right, run `tidings check --pin members`; yesterday's data stay in force.
                """
            ])
    }

    @Test func `mended rejects are no drift, whatever the feed's own files look like`() async throws
    {
        var format = Self.pinned
        format.encoding = TextEncoding(label: "windows-1252")
        format.skipLines = 2
        let text = "tidings_line;tidings_column;tidings_reason;id;mail;name\n"
        #expect(
            try await read(
                "\u{FEFF}\(text)6;mail;no value;7;zoë@x.example;Zoë\n", format,
                expect: Expectations(newColumns: .fail)) == ["1 read"])
    }

    @Test func `a column that is gone fails with what is new`() async throws {
        #expect(
            try await read("id;email;name\n1;a@x.example;A\n") == [
                """
                Jobs/nightly.yaml:7:3: column "mail" is gone from f.csv; new: "email"
                  Did you mean "email" for "mail"? If the file is right, run \
                `tidings check --pin members`; yesterday's data stay in force.
                """
            ])
        #expect(
            try await read("id;mail\n1;a@x.example\n") == [
                """
                Jobs/nightly.yaml:7:3: column "name" is gone from f.csv
                  If the file is right, run `tidings check --pin members`; yesterday's data stay in force.
                """
            ])
    }

    @Test func `new columns are let pass, told or turned away as the feed expects`() async throws {
        let text = "id;mail;name;shoe;hat\n1;a@x.example;A;s;h\n"
        #expect(try await read(text) == ["1 read"])
        #expect(
            try await read(text, expect: Expectations(newColumns: .warn))
                == ["1 read", #"f.csv has new columns: "shoe", "hat""#])
        #expect(
            try await read(text, expect: Expectations(newColumns: .fail)) == [
                """
                Jobs/nightly.yaml:7:3: f.csv has new columns: "shoe", "hat"
                  If the file is right, run `tidings check --pin members`; yesterday's data stay in force.
                """
            ])
    }

    @Test func `a missing column is nothing where the feed says so and no row needs it`()
        async throws
    {
        let expect = Expectations(missingColumns: .null)
        #expect(try await read("id;name\n1;A\n", expect: expect) == ["1 read"])
        #expect(
            try await read("id;name\n1;A\n", CSVFormat(delimiter: .byte(0x3B)), expect: expect)
                == ["1 read"])
        let gone = """
            Jobs/nightly.yaml:7:3: column "mail" is gone from f.csv
              If the file is right, run `tidings check --pin members`; yesterday's data stay in force.
            """
        #expect(try await read("id;name\n1;A\n", expect: expect, required: true) == [gone])
        let filter = RowFilter(
            input: "mail", values: [""], isNegated: true, place: FeedSample.place)
        #expect(try await read("id;name\n1;A\n", expect: expect, filters: [filter]) == [gone])
    }

    @Test func `a file without a header has as many columns as are named`() async throws {
        let format = CSVFormat(
            delimiter: .byte(0x3B), hasHeader: false, columns: ["id", "mail", "name"])
        #expect(try await read("1;a@x.example;A\n", format) == ["1 read"])
        #expect(
            try await read("1;a@x.example\n", format) == [
                """
                Jobs/nightly.yaml:7:3: f.csv has 2 columns; "columns" names 3
                  Name all columns of the file in their order; yesterday's data stay in force.
                """
            ])
    }
}
