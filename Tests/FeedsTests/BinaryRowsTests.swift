import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Feeds

/// What is written is compared with what the server itself makes of the same texts.
struct BinaryRowsTests {
    /// Texts that a value's reader takes, with how the server is asked for the same.
    struct Sample: Sendable, CustomTestStringConvertible {
        /// The type of the column.
        var type: String
        /// What the server makes of the column `given`; compared as text, which shows scales.
        var cast: String
        var value: @Sendable () throws -> any FieldValue
        var texts: [String]

        var testDescription: String { "\(type) as \(cast)" }
    }

    private static let numbers: [String] = {
        var random = SplitMix(seed: 20_261_121)
        let fixed = [
            "0", "0.0", "0.000000", "-0", "-0.00", "1", "-1", "9999", "10000", "99999999",
            "100000000", "0.1", "0.0001", "0.00001", "0.000000001", "10000.0001", "1.50", "-12.340",
            "1000000000000", "00012.500", "12345678901234567890.12345678901234567", ".5", "5.",
            "0.00010000", "120000", "4000.5000", "-9999.9999", "99990000.00009999",
            String(repeating: "9", count: 40),
        ]
        return fixed
            + (0..<3000).map { _ in
                let whole = (0..<random.below(19)).map { _ in "0001234567890"[random.below(13)] }
                let part = (0..<random.below(19)).map { _ in "0001234567890"[random.below(13)] }
                return (random.below(2) == 0 ? "" : "-") + "0" + whole.joined()
                    + (part.isEmpty ? "" : "." + part.joined())
            }
    }()

    private static let days: [String] = stride(from: -719_162, through: 2_932_896, by: 1013)
        .map { CivilDate(daysSince1970: $0) }
        .map { String(format: "%04d-%02d-%02d", $0.year, $0.month, $0.day) }

    private static let samples = [
        Sample(
            type: "numeric", cast: "given::numeric", value: { NumberValue(decimal: ".") },
            texts: numbers),
        Sample(
            type: "date", cast: "given::date", value: { DateValue(pattern: nil) },
            texts: days + ["0001-01-01", "9999-12-31", "2000-02-29", "1999-12-31", "20261121"]),
        Sample(
            type: "timestamptz", cast: "given::timestamptz",
            value: { InstantValue(pattern: nil, timezone: try zone("Europe/Berlin")) },
            texts: days.dropFirst().map { $0 + "T23:59:59Z" } + [
                "2026-11-21T08:30:15.123456+02:00", "1969-12-31 23:59:59.999999Z",
                "0001-01-02T00:00:00Z", "9999-12-30T23:59:59.999999Z", "2026-11-21 08:30",
                "2026-03-29 01:59:59", "2026-03-29 03:00", "2026-10-25 03:00", "2026-10-24 23:00",
                "1945-06-01 12:00", "1999-12-31T23:59:59-15:30", "2000-01-01T00:00:00Z",
            ]),
        Sample(
            type: "boolean", cast: "given::boolean", value: { BooleanValue() },
            texts: ["yes", "no", "T", "f", "1", "0", "on", "OFF"]),
        Sample(
            type: "integer", cast: "given::integer", value: { IntegerValue(in: -5...2_000_000) },
            texts: ["0", "-5", "2000000", "+7", "007"]),
        Sample(
            type: "bigint", cast: "given::bigint", value: { IntegerValue() },
            texts: ["0", "-1", "999999999999999999", "-999999999999999999", "2147483648"]),
        Sample(
            type: "text", cast: "given", value: { TextValue() },
            texts: [
                "a", "seven77", "eight888", "nine99999", "a\tb\\c\r\nd", "\\N", "\\.", "书店 📚",
                String(repeating: "long ", count: 20_000) + ".",
            ]),
        Sample(
            type: "text[]", cast: "string_to_array(given, ';')", value: { CategoriesValue() },
            texts: [
                "A", "A > B;C", #"say "hi";{x, y};\;NULL;'"#, "书 > 店;📚",
                (0..<200).map { "c\($0)" }.joined(separator: ";"),
            ]),
        Sample(
            type: "text[]", cast: "'{}'::text[]", value: { CategoriesValue() },
            texts: [";", ">", " ; > "]),
    ]

    @Test(arguments: samples)
    func `a value is what the server makes of its text`(sample: Sample) async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.execute(Self.sql("SET timezone = 'Europe/Berlin'"))
        try await connection.execute(
            Self.sql("CREATE TEMP TABLE sample (given text, value \(sample.type))"))
        let rows = BinaryRows(capacity: 64)
        let value = try sample.value()
        for text in sample.texts {
            rows.beginRow(columns: 2)
            #expect(TextValue().write(Array(text.utf8).span, to: rows) == nil)
            #expect(value.write(Array(text.utf8).span, to: rows) == nil, "\(text)")
        }
        let count = try await connection.copyIn(Self.sql("COPY sample FROM STDIN (FORMAT binary)"))
        {
            try await $0.write(FeedBatch.copyHeader)
            try await $0.write(rows.take())
            try await $0.write(FeedBatch.copyTrailer)
        }
        #expect(count == sample.texts.count)
        let other = try await connection.execute(
            Self.sql(
                """
                SELECT given, value::text AS value, (\(sample.cast))::text AS expected
                FROM sample WHERE value::text IS DISTINCT FROM (\(sample.cast))::text
                """))
        #expect(
            try other.map {
                try "\($0.text("given")): \($0.text("value")) and not \($0.text("expected"))"
            } == [])
    }

    /// A gap's time is shifted forward, a doubled one's first is taken: PostgreSQL takes the
    /// second, so these are compared with what is meant.
    @Test func `an instant near a change of clocks is the one that is meant`() async throws {
        let value = InstantValue(pattern: nil, timezone: try Self.zone("Europe/Berlin"))
        #expect(written("2026-03-29 02:30", by: value) == "2026-03-29 01:30:00+00")
        #expect(written("2026-10-25 02:30", by: value) == "2026-10-25 00:30:00+00")
    }

    @Test func `an object of attributes is what the server reads from the same JSON`() async throws
    {
        let text = "say \"hi\" \\ a\nb\tc\rd \u{1F}\u{1}\u{7F} 书 📚 / é"
        let loaded = try await FeedSample.csv(
            .products, "id,a\n1,\"\(text.replacing("\"", with: "\"\""))\"\n2,\n".utf8,
            map: FeedSample.map([("id", "id"), ("attributes.x \"y\"", "a"), ("attributes.z", "id")])
        )
        let connection = try await TestDatabase.make().connect()
        let read = try await connection.execute(
            Self.sql("SELECT $1::jsonb ->> 'x \"y\"' AS x, $2::jsonb::text AS other"),
            loaded.column("attributes", of: .products).map(Value.text))
        #expect(try read.first?.text("x") == text)
        #expect(try read.first?.text("other") == #"{"z": "2", "x \"y\"": null}"#)
    }

    private static func sql(_ text: String) -> Statement { Statement(name: "sample", sql: text) }

    private static func zone(_ name: String) throws -> TimeZone {
        try #require(TimeZone(identifier: name))
    }
}

extension String {
    fileprivate subscript(_ offset: Int) -> String {
        String(self[index(startIndex, offsetBy: offset)])
    }
}
