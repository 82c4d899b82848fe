import Foundation
import Postgres
import TestKit
import Testing

struct ConnectionTests {
    @Test func `a statement's values come back as they went`() async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(
            name: "echo",
            sql: """
                SELECT $1::text AS text, $2::int AS number, $3::boolean AS flag,
                       $4::timestamptz AS instant, $5::text[] AS texts, $6::numeric AS amount
                """)
        let instant = Date(timeIntervalSince1970: 1_795_248_000.123456)
        let row = try #require(
            try await connection.execute(
                statement,
                [
                    "Lu Xun 鲁迅", 7, true, .instant(instant), .textArray(["a", "b\"\\c", ""]),
                    .number(1.5),
                ]
            ).first)
        #expect(try row.text("text") == "Lu Xun 鲁迅")
        #expect(try row.int("number") == 7)
        #expect(try row.bool("flag"))
        #expect(try row.instant("instant") == instant)
        #expect(try row.texts("texts") == ["a", "b\"\\c", ""])
        #expect(try row.decimal("amount") == 1.5)
    }
}
