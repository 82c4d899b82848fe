import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct FieldTransformTests {
    private static func lookup(_ text: String, from: String = "code", to: String = "name")
        -> TextSteps.Lookup
    {
        TextSteps.Lookup(
            file: "lookups/countries.csv", from: from, to: to, bytes: Array(text.utf8),
            place: FeedSample.place)
    }

    /// Steps, a product's title in the file, and what is loaded; nil for nothing.
    static let steps: [(steps: TextSteps, values: [String: String], title: String, text: String?)] =
        [
            (TextSteps(trim: "#*"), [:], " #* # a#b *#\u{3000}", "a#b"),
            (TextSteps(trim: "“”"), [:], "“quoted” ", "quoted"),
            (TextSteps(trim: "#"), [:], "###", nil),
            (TextSteps(letters: .lower), [:], "ÄPFEL Und BIRNEN", "äpfel und birnen"),
            (TextSteps(letters: .upper), [:], "straße abc", "STRASSE ABC"),
            (TextSteps(split: .init(separator: " ", take: 1)), [:], "Ada  King Byron", "Ada"),
            (TextSteps(split: .init(separator: " ", take: 2)), [:], "Ada  King Byron", "King"),
            (TextSteps(split: .init(separator: " ", take: -1)), [:], "Ada  King Byron", "Byron"),
            (TextSteps(split: .init(separator: ", ", take: 2)), [:], "King,  Ada", "Ada"),
            (TextSteps(split: .init(separator: "/", take: 3)), [:], "a/b", nil),
            (TextSteps(split: .init(separator: "/", take: 2)), [:], "a//b", nil),
            (TextSteps(split: .init(separator: "/", take: -3)), [:], "a/b", nil),
            (TextSteps(letters: .upper), ["DE": "Germany"], "de", "Germany"),
            (
                TextSteps(letters: .lower, lookup: lookup("code;name\nde;Germany\n")), [:], "DE",
                "Germany"
            ),
            (
                TextSteps(lookup: lookup("code;name\nde;Germany\n")), ["deutsch": "de"], "deutsch",
                "Germany"
            ),
            (TextSteps(lookup: lookup("code,name\nde,\n")), [:], "de", nil),
        ]

    @Test(arguments: steps)
    func `a text goes through its steps`(
        steps: TextSteps, values: [String: String], title: String, text: String?
    ) async throws {
        let map = [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(
                field: "title", input: "title", values: values, steps: steps,
                place: FeedSample.place),
        ]
        let loaded = try await FeedSample.csv(
            .products, "id|title\n1|\(title)\n".utf8, CSVFormat(delimiter: .byte(0x7C)), map: map)
        #expect(loaded.reasons == [])
        #expect(loaded.column("title", of: .products) == [text ?? "\\N"])
    }

    private static func names(_ steps: TextSteps, fallback: String? = nil) -> [FieldMap] {
        [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(
                field: "first_name", input: "first + last", fallback: fallback, steps: steps,
                place: FeedSample.place),
        ]
    }

    @Test func `columns are joined, empty ones left out, and rejected under all their names`()
        async throws
    {
        let join = TextSteps.Join(inputs: ["first", "last"], separator: " ")
        let bytes = Array("id,last,first\n1,King, Ada \n2,King,\n3,,\n4,\"a".utf8) + [0xFF]
        let loaded = try await FeedSample.csv(
            .customers, bytes + Array("\",b\n".utf8), CSVFormat(encoding: .utf8),
            map: Self.names(TextSteps(join: join)))
        #expect(loaded.column("first_name", of: .customers) == ["Ada King", "King", "\\N"])
        #expect(loaded.reasons == ["5: first + last: not valid UTF-8 at byte 2 of the value"])
    }

    @Test func `what is empty or not found takes the default`() async throws {
        let steps = TextSteps(
            join: .init(inputs: ["first", "last"], separator: "/"),
            split: .init(separator: "/", take: 2), lookup: Self.lookup("code,name\nx,found\n"))
        let text = "id,first,last\n1,a,x\n2,a,y\n3,a,\n4,,\n"
        let loaded = try await FeedSample.csv(
            .customers, text.utf8, map: Self.names(steps, fallback: "none"))
        #expect(
            loaded.column("first_name", of: .customers) == ["found", "none", "none", "none"])
    }

    @Test func `what the lookup's file does not have is a reject`() async throws {
        let steps = TextSteps(lookup: Self.lookup("\u{FEFF}code,name\nx,found\n"))
        let map = [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(field: "country", input: "c", steps: steps, place: FeedSample.place),
        ]
        let loaded = try await FeedSample.csv(.customers, "id,c\n1,x\n2,y\n3,\n".utf8, map: map)
        #expect(loaded.reasons == ["3: c: not in lookups/countries.csv"])
        #expect(loaded.column("country", of: .customers) == ["found", "\\N"])
    }

    @Test func `the paths of an XML feed are transformed alike`() async throws {
        let map = [
            FieldMap(field: "id", input: "id", place: FeedSample.place),
            FieldMap(
                field: "first_name", input: "a + b",
                steps: TextSteps(
                    join: .init(inputs: ["name/a", "name/b"], separator: "-"), letters: .upper),
                place: FeedSample.place),
        ]
        let loaded = try await FeedSample.xml(
            .customers, "<l><m><id>1</id><name><a>x</a><b>y</b></name></m></l>".utf8,
            XMLFormat(records: ["//m"]), map: map)
        #expect(loaded.column("first_name", of: .customers) == ["X-Y"])
    }

    static let faults: [(text: String, from: String, to: String, problem: String)] = [
        (
            "code,name\n", "kode", "name",
            """
            Jobs/nightly.yaml:7:3: column "kode" is not in lookups/countries.csv
              Did you mean "code"?
            """
        ),
        (
            "code,name\nde,Germany\nde,Deutschland\n", "code", "name",
            """
            Jobs/nightly.yaml:7:3: line 3 of lookups/countries.csv says otherwise than a line before it
              List each value of "code" once.
            """
        ),
        (
            "code,name\nde\n", "code", "name",
            """
            Jobs/nightly.yaml:7:3: line 2 of lookups/countries.csv cannot be read
              Each line needs both columns; check its delimiters and quotes.
            """
        ),
    ]

    @Test(arguments: faults)
    func `a lookup's file that cannot be used is a fault of the definition`(
        text: String, from: String, to: String, problem: String
    ) async throws {
        let feed = Feed(
            name: "f", entity: .customers, source: "s",
            input: .csv(file: FilePattern("f.csv"), CSVFormat()),
            map: [
                FieldMap(
                    field: "id", input: "id",
                    steps: TextSteps(
                        lookup: Self.lookup(text, from: from, to: to)),
                    place: FeedSample.place)
            ], place: FeedSample.place)
        #expect(FeedOpener.check(feed).map(\.text) == [problem])
    }
}
