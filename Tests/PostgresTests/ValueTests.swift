import Foundation
import Postgres
import Problems
import TestKit
import Testing

struct ValueTests {
    @Test(arguments: [
        (Value.text("a'b\"c\\d\n鲁迅"), "text", "a'b\"c\\d\n鲁迅"),
        (.text(""), "text", ""),
        (.int(.min), "bigint", "-9223372036854775808"),
        (.number(Decimal(string: "12345678901234567890.10")), "numeric", "12345678901234567890.1"),
        (.double(0.1), "double precision", "0.1"),
        (.double(-.infinity), "double precision", "-Infinity"),
        (.double(.nan), "double precision", "NaN"),
        (.boolean(false), "boolean", "f"),
        (.date("2024-02-29"), "date", "2024-02-29"),
        (
            .instant(Date(timeIntervalSince1970: -0.000001)), "timestamptz",
            "1969-12-31 23:59:59.999999+00"
        ),
        (.json(#"{"a":[1,null]}"#), "jsonb", #"{"a": [1, null]}"#),
        (.bytes([0, 1, 0xfe, 0xff]), "bytea", #"\x0001feff"#),
        (.bytes([]), "bytea", #"\x"#),
        (.textArray([]), "text[]", "{}"),
        (
            .textArray(["a b", "", "NULL", nil, "q\"u\\o", "{x,y}"]), "text[]",
            #"{"a b","","NULL",NULL,"q\"u\\o","{x,y}"}"#
        ),
    ])
    func `the server reads a parameter as it was meant`(
        value: Value, type: String, text: String
    ) async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(name: "echo", sql: "SELECT $1::\(type) AS value")
        let row = try #require(try await connection.execute(statement, [value]).first)
        #expect(try row.text("value") == text)
    }

    @Test(arguments: [
        Value.null, nil, .text(nil), .int(nil), .number(Decimal?.none), .double(nil),
        .boolean(nil), .date(nil), .instant(nil), .json(nil), .bytes(nil),
    ])
    func `what is absent is null`(value: Value) {
        #expect(value == .null)
    }

    @Test func `a text with a NUL is refused, not cut short`() async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(name: "echo", sql: "SELECT $1::text, $2::text")
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(statement, ["a", "b\0c"])
        }
        #expect(
            problem?.text == """
                parameter 2 of the statement "echo" holds a NUL character
                  PostgreSQL's text cannot hold it: reject or clean the value where it comes in.
                """)
    }
}
