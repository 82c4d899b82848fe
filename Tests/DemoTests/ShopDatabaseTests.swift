import Definitions
import Postgres
import TestKit
import Testing

@testable import Demo

@Suite struct ShopDatabaseTests {
    private let changedSince = Statement(
        name: "changed since", sql: "SELECT id FROM member WHERE updated_at > $1::timestamptz")
    private let cursor = Statement(
        name: "cursor", sql: "SELECT max(updated_at)::text AS at FROM member")

    @Test func `the database holds the night's members and requests, however often it is written`()
        async throws
    {
        let connection = try await TestDatabase.make().connect()
        for shop in [Shop.firstNight, Shop.firstNight, Shop.secondNight] {
            try await ShopDatabase(connection).write(shop)
            let counts = try await connection.execute(
                Statement(
                    name: "counts",
                    sql: """
                        SELECT (SELECT count(*) FROM member) AS members,
                            (SELECT count(*) FROM wish) AS wishes
                        """))
            #expect(try counts.first?.int("members") == shop.members.count)
            #expect(try counts.first?.int("wishes") == shop.wishes.count)
        }
    }

    @Test func `who changed since the last night is found by updated_at`() async throws {
        let connection = try await TestDatabase.make().connect()
        let database = ShopDatabase(connection)
        try await database.write(Shop.firstNight)
        let last = try await connection.execute(cursor).first?.text("at")
        try await database.write(Shop.secondNight)
        let changed = try await connection.execute(changedSince, [.text(last)])
        let shop = Shop.secondNight
        let expected = (shop.changes.changedMembers + shop.changes.newMembers)
            .map { shop.members[$0].id }
        #expect(try Set(changed.map { try $0.text("id") }) == Set(expected))
    }

    @Test func `a member stands there as they wrote themselves`() async throws {
        var shop = Bookshop(members: 1, date: Shop.date)
        shop.members[0].givenName = "美玲"
        shop.members[0].email = nil
        shop.members[0].birthday = .init(year: nil, month: 2, day: 30, isLunar: true)
        shop.members[0].newsletter = nil
        let connection = try await TestDatabase.make().connect()
        try await ShopDatabase(connection).write(shop)
        let row = try await connection.execute(
            Statement(name: "member", sql: "SELECT * FROM member")
        ).first
        #expect(try row?.text("id") == "000001")
        #expect(try row?.text("given_name") == "美玲")
        #expect(try row?.textOrNil("email") == nil)
        #expect(try row?.text("born_on") == "--02-30")
        #expect(try row?.text("born_calendar") == "lunar")
        #expect(try row?.boolOrNil("newsletter") == nil)
        #expect(try row?.text("joined_on") == shop.members[0].joinedAt.day.description)
    }
}
