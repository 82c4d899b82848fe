import Foundation
import Postgres
import TestKit
import Testing

struct InstantTextTests {
    static let table: [(Double, String)] = [
        (0, "1970-01-01T00:00:00.000000Z"),
        (1_795_248_000.5, "2026-11-21T08:00:00.500000Z"),
        (951_782_399, "2000-02-28T23:59:59.000000Z"),
        (951_868_800, "2000-03-01T00:00:00.000000Z"),
        (4_107_542_400, "2100-03-01T00:00:00.000000Z"),
        (-2_208_988_800, "1900-01-01T00:00:00.000000Z"),
        (-62_135_596_801, "0001-12-31T23:59:59.000000Z BC"),
        (253_402_300_800, "10000-01-01T00:00:00.000000Z"),
    ]

    @Test(arguments: table)
    func `an instant is written in UTC with microseconds`(seconds: Double, text: String) {
        #expect(InstantText.format(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(arguments: table)
    func `the server gives the same instant back`(seconds: Double, text: String) async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(name: "echo", sql: "SELECT $1::timestamptz AS instant")
        let instant = Date(timeIntervalSince1970: seconds)
        let row = try #require(try await connection.execute(statement, [.instant(instant)]).first)
        #expect(try row.instant("instant") == instant)
    }

    @Test(arguments: [
        "infinity", "", "2026-11-21", "2026-11-21 08:00:00", "2026-11-21 08:00+00",
        "2026-11-21 08:00:00+08", "2026-11-21 08:00:00.1234567+00",
    ])
    func `what is no instant of the server is nil`(text: String) {
        #expect(InstantText.parse(text) == nil)
    }
}
