import Definitions
import Foundation
import Problems
import Testing

struct FeedPinningTests {
    private static let pins = FeedPins(
        encoding: .utf8, delimiter: .byte(0x3B), quote: .byte(0x22), hasHeader: true,
        skipLines: 2, columns: ["no", "mail", "born on", "100 %", "a \"b\" ${c}"],
        formats: ["birthday": "dd.MM.yyyy"])

    /// A job's text and what the pins make of it.
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var before: String
        var after: String
        var testDescription: String { name }
    }

    static let columns = #"["no", mail, born on, "100 %", "a \"b\" $${c}"]"#

    static let samples = [
        Sample(
            name: "a feed on lines without csv",
            before: """
                # The members.
                job: a
                extract:
                  - feed: f          # from the tills
                    into: customers
                    from: stores
                    file: a.csv      # nightly

                    map:
                      id: no         # the card's
                      birthday: born on
                schedule: {every: day, at: "02:00"}
                """,
            after: """
                # The members.
                job: a
                extract:
                  - feed: f          # from the tills
                    into: customers
                    from: stores
                    file: a.csv      # nightly
                    csv:
                      encoding: utf-8
                      delimiter: ";"
                      quote: '"'
                      header: true
                      skip: 2
                      columns: \(columns)

                    map:
                      id: no         # the card's
                      birthday: {column: born on, format: "dd.MM.yyyy"}
                schedule: {every: day, at: "02:00"}
                """),
        Sample(
            name: "csv and map in braces",
            before: """
                job: a
                extract:
                  - {feed: e, into: customers, from: stores, file: e.csv, map: {id: no}}
                  - feed: f
                    into: customers
                    from: stores
                    csv: {encoding: auto, delimiter: auto, nulls: ["-", n/a]}  # as they send it
                    file: a.csv
                    map: {id: no, birthday: {column: 'born on', required: true}, email: mail}
                """,
            after: """
                job: a
                extract:
                  - {feed: e, into: customers, from: stores, file: e.csv, map: {id: no}}
                  - feed: f
                    into: customers
                    from: stores
                    csv: {encoding: utf-8, delimiter: ";", nulls: ["-", n/a], quote: '"', header: true, skip: 2, columns: \(columns)}  # as they send it
                    file: a.csv
                    map: {id: no, birthday: {column: 'born on', required: true, format: "dd.MM.yyyy"}, email: mail}
                """),
        Sample(
            name: "csv and map on lines",
            before: """
                job: a
                extract:
                  - feed: f
                    into: customers
                    from: stores
                    file: a.csv
                    csv:
                      columns:
                        - no
                        - post
                      # what they write for nothing
                      nulls: [x]
                      skip: 3 # title
                    map:
                      id: "no"
                      birthday:
                        column: born on
                        # card 14
                      email: mail
                """,
            after: """
                job: a
                extract:
                  - feed: f
                    into: customers
                    from: stores
                    file: a.csv
                    csv:
                      columns: \(columns)
                      # what they write for nothing
                      nulls: [x]
                      skip: 2 # title
                      encoding: utf-8
                      delimiter: ";"
                      quote: '"'
                      header: true
                    map:
                      id: "no"
                      birthday:
                        column: born on
                        format: "dd.MM.yyyy"
                        # card 14
                      email: mail
                """),
        Sample(
            name: "a feed in braces, csv empty",
            before: """
                job: a
                extract: [{feed: f, into: customers, from: stores, file: a.csv, csv: {}, map: {id: no, "birthday": "born on"}}]
                """,
            after: """
                job: a
                extract: [{feed: f, into: customers, from: stores, file: a.csv, csv: {encoding: utf-8, delimiter: ";", quote: '"', header: true, skip: 2, columns: \(columns)}, map: {id: no, "birthday": {column: "born on", format: "dd.MM.yyyy"}}}]
                """),
        Sample(
            name: "a feed in braces, without csv",
            before: """
                job: a
                extract:
                  - {feed: f, into: customers, from: stores, file: a.csv,
                     map: {id: no, birthday: born on}}
                """,
            after: """
                job: a
                extract:
                  - {feed: f, into: customers, from: stores, file: a.csv, csv: {encoding: utf-8, delimiter: ";", quote: '"', header: true, skip: 2, columns: \(columns)},
                     map: {id: no, birthday: {column: born on, format: "dd.MM.yyyy"}}}
                """),
        Sample(
            name: "a csv key with nothing behind it",
            before: """
                job: a
                extract:
                  - feed: f
                    into: customers
                    from: stores
                    csv:  # later
                    file: a.csv
                    map: {id: no, birthday: born on}
                """,
            after: """
                job: a
                extract:
                  - feed: f
                    into: customers
                    from: stores
                    csv: {encoding: utf-8, delimiter: ";", quote: '"', header: true, skip: 2, columns: \(columns)}  # later
                    file: a.csv
                    map: {id: no, birthday: {column: born on, format: "dd.MM.yyyy"}}
                """),
    ]

    private func pin(_ shop: TestWorkspace, _ pins: FeedPins = pins) throws -> Bool {
        let workspace = try shop.read()
        let feed = try #require(workspace.jobs[0].feeds.first { $0.name == "f" })
        return try FeedPinning(root: shop.root, environment: [:]).write(pins, of: feed)
    }

    private func text(_ shop: TestWorkspace) throws -> String {
        String(
            decoding: try Data(contentsOf: shop.root.appending(path: "Jobs/a.yaml")), as: UTF8.self)
    }

    @Test(arguments: samples, ["\n", "\r\n"])
    func `pins are written in place, and all else stays as it was`(
        sample: Sample, lineEnd: String
    ) throws {
        let shop = try TestWorkspace(job: sample.before.replacing("\n", with: lineEnd))
        #expect(try pin(shop))
        #expect(try text(shop) == sample.after.replacing("\n", with: lineEnd))
        let again = try #require(try shop.read().jobs[0].feeds.first { $0.name == "f" })
        guard case .csv(_, let format) = again.input else {
            Issue.record("the feed reads no CSV")
            return
        }
        #expect(format.columns == Self.pins.columns)
        #expect(again.map.first { $0.field == "birthday" }?.format == ["dd.MM.yyyy"])
        #expect(try !pin(shop))
        #expect(try text(shop) == sample.after.replacing("\n", with: lineEnd))
    }

    @Test func `a file that ends without a line end, and its byte order mark, are kept`() throws {
        let before =
            "\u{FEFF}job: a\nextract:\n- feed: f\n  map: {id: no}\n  into: customers\n  from: stores\n  file: a.csv"
        let shop = try TestWorkspace(job: before)
        let pins = FeedPins(
            encoding: .utf8, delimiter: .byte(0x09), quote: .none, hasHeader: false, skipLines: 0,
            columns: [])
        #expect(try pin(shop, pins))
        #expect(
            try text(shop) == before + """

                  csv:
                    encoding: utf-8
                    delimiter: tab
                    quote: none
                    header: false
                    skip: 0
                """)
    }

    @Test func `what would change more than the pins is not written but given to paste`() throws {
        let before = """
            job: a
            extract:
              - feed: e
                into: customers
                from: stores
                file: e.csv
                csv: &csv {delimiter: auto}
                map: {id: no}
              - feed: f
                into: customers
                from: stores
                file: a.csv
                csv: *csv
                map: {id: no, birthday: {column: d}}
            """
        let shop = try TestWorkspace(job: before)
        let problem = #expect(throws: Problem.self) { try pin(shop) }
        #expect(
            problem?.text == """
                Jobs/a.yaml:9:11: what was found cannot be written into Jobs/a.yaml without changing more of it
                  9 |   - feed: f
                    |           ^
                  Write it yourself:
                csv:
                  encoding: utf-8
                  delimiter: ";"
                  quote: '"'
                  header: true
                  skip: 2
                  columns: \(Self.columns)
                map:
                  birthday: {column: …, format: "dd.MM.yyyy"}
                """)
        #expect(try text(shop) == before)
    }
}
