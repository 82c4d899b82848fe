import Foundation
import Postgres
import Problems
import TestKit
import Testing

struct RowTests {
    @Test func `values are read by name and type`() async throws {
        let row = try await row(
            """
            SELECT 'x' AS text, 42 AS int, 0.5::float8 AS double, 12.30::numeric AS decimal,
                   true AS bool, timestamptz '2026-11-21 16:00:00.25+08' AS instant,
                   date '2026-11-21' AS date, '{a,"b c"}'::text[] AS texts
            """)
        #expect(try row.text("text") == "x")
        #expect(try row.int("int") == 42)
        #expect(try row.double("double") == 0.5)
        #expect(try row.decimal("decimal") == Decimal(string: "12.3"))
        #expect(try row.bool("bool"))
        #expect(try row.instant("instant") == Date(timeIntervalSince1970: 1_795_248_000.25))
        #expect(try row.date("date") == "2026-11-21")
        #expect(try row.texts("texts") == ["a", "b c"])
        #expect(try !row.isNull("text"))
    }

    @Test func `a null is nil where it may be`() async throws {
        let row = try await row("SELECT NULL AS none")
        #expect(try row.isNull("none"))
        #expect(try row.textOrNil("none") == nil)
        #expect(try row.intOrNil("none") == nil)
        #expect(try row.doubleOrNil("none") == nil)
        #expect(try row.decimalOrNil("none") == nil)
        #expect(try row.boolOrNil("none") == nil)
        #expect(try row.instantOrNil("none") == nil)
        #expect(try row.dateOrNil("none") == nil)
        #expect(try row.textsOrNil("none") == nil)
    }

    @Test func `a fault names statement and column, never the value`() async throws {
        let row = try await row("SELECT NULL AS none, 'secret' AS text, '{a,NULL}'::text[] AS list")
        #expect(
            problem { try row.text("nmae") }
                == "the statement \"sample\" returns no column \"nmae\"")
        #expect(
            problem { try row.int("none") }
                == "the column \"none\" of the statement \"sample\" is null")
        let start = "the column \"text\" of the statement \"sample\" is not"
        #expect(problem { try row.int("text") } == "\(start) an integer")
        #expect(problem { try row.double("text") } == "\(start) a number")
        #expect(problem { try row.decimal("text") } == "\(start) a number")
        #expect(problem { try row.bool("text") } == "\(start) a boolean")
        #expect(problem { try row.instant("text") } == "\(start) an instant")
        #expect(
            problem { try row.texts("list") }
                == "the column \"list\" of the statement \"sample\" is not an array of texts without NULL"
        )
    }

    private func row(_ sql: String) async throws -> Row {
        let connection = try await TestDatabase.make().connect()
        return try #require(
            try await connection.execute(Statement(name: "sample", sql: sql)).first)
    }

    /// The summary of the bug that an expression throws.
    private func problem(_ body: () throws -> some Any) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Problem).flatMap { $0.kind == .bug ? $0.summary : nil }
        }
    }
}
