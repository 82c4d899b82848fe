import Foundation
import Testing

@testable import Running

struct JSONValueTests {
    @Test func `an object keeps the order in which it was written`() {
        let value = JSONValue.object([
            "run": .int(12), "job": .text("nightly"), "outcome": .text(nil),
            "steps": .array([.boolean(true), .double(1.5)]),
        ])
        #expect(
            value.description
                == #"{"run": 12, "job": "nightly", "outcome": null, "steps": [true, 1.5]}"#)
    }

    @Test func `text is escaped so that a line stays a line`() {
        let text = JSONValue.text("a\"b\\c\nd\u{1}鹿 🦌\u{2028}")
        #expect(text.description == #""a\"b\\c\nd\u0001鹿 🦌\u2028""#)
    }

    @Test func `what is written is read again`() throws {
        let value = JSONValue.object([
            "a": .int(0), "b": .int(1), "c": .boolean(true), "d": .text("x"), "e": .null,
            "f": .array([.double(0.25)]),
        ])
        #expect(JSONValue(parsing: value.description) == value)
    }

    @Test func `an instant has the zone's offset`() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Kathmandu"))
        let instant = Date(timeIntervalSince1970: 1_795_219_200)
        #expect(JSONValue.instant(instant, in: zone) == .text("2026-11-21T05:45:00+05:45"))
    }
}
