import Definitions
package import Postgres

/// The shop's own PostgreSQL database: `member` and `wish`, which the workspace reads as a source.
package struct ShopDatabase: Sendable {
    /// What the shop's database is called; Tidings' own stands beside it on the demo's server.
    package static let name = "lantern_shop"

    private let connection: Connection

    /// - Parameter connection: to the shop's database.
    package init(_ connection: Connection) { self.connection = connection }

    /// Makes the database hold what the shop knows this night, whatever it held before.
    ///
    /// Members keep the `updated_at` of their last change, so `:since` finds those of the night.
    ///
    /// - Throws: what the server says, as ``Connection`` tells it; then nothing is changed.
    package func write(_ shop: Bookshop) async throws {
        try await connection.transaction { connection in
            for statement in Self.beforehand { try await connection.execute(statement) }
            try await Self.copy(
                shop.members.map(Self.row), by: Self.copyMembers, through: connection)
            try await Self.copy(
                shop.wishes.map { Self.row($0, in: shop) }, by: Self.copyWishes,
                through: connection)
        }
    }

    private static let beforehand = [
        Statement("shop_create_member", PackageResources.shop_create_member_sql),
        Statement("shop_index_member", PackageResources.shop_index_member_sql),
        Statement("shop_create_wish", PackageResources.shop_create_wish_sql),
        Statement("shop_empty", PackageResources.shop_empty_sql),
    ]
    private static let copyMembers = Statement(
        "shop_copy_members", PackageResources.shop_copy_members_sql)
    private static let copyWishes = Statement(
        "shop_copy_wishes", PackageResources.shop_copy_wishes_sql)

    private static func copy(
        _ rows: [String], by statement: Statement, through connection: Connection
    ) async throws {
        _ = try await connection.copyIn(statement) { writer in
            try await writer.write(Array(rows.joined().utf8))
        }
    }

    private static func row(_ member: Member) -> String {
        line([
            member.id, member.email, member.givenName, member.familyName, member.birthday?.text,
            member.birthday.map { $0.isLunar ? "lunar" : "solar" }, member.city, member.country,
            member.locale, member.timezone, member.newsletter.map { $0 ? "t" : "f" },
            member.evenings.map { $0 ? "t" : "f" }, member.joinedAt.day.description,
            member.joinedAt.databaseText, member.updatedAt.databaseText,
        ])
    }

    private static func row(_ wish: Wish, in shop: Bookshop) -> String {
        line([
            shop.members[wish.member].id, shop.books[wish.book].isbn, wish.askedAt.databaseText,
        ])
    }

    /// A row of COPY's text format. No generated value holds a tab, a newline or a backslash.
    private static func line(_ values: [String?]) -> String {
        values.map { $0 ?? #"\N"# }.joined(separator: "\t") + "\n"
    }
}
