import Audiences
import Definitions
import Postgres
import Testing

/// Who is in the ready-made classes of a shop that a reader can work out by hand; the other sets are
/// held against CDNOW's buyers.
struct ReadyClassMembersTests {
    @Test func `demand by intent, the best twentieth and the staff`() async throws {
        let shop = try await Shop.open()
        // k01 … k20 spend 10, 20, …, 200: the upper two fifths are k13 … k20. z buys nothing.
        for number in 1...20 {
            let id = Self.name(number)
            try await shop.customers(
                id, with: number == 5 ? ["attributes": #"'{"staff": "no"}'"#] : [:])
            try await shop.order(
                id, of: id, at: "2026-11-01T00:00:00Z", total: "\(number * 10)")
        }
        try await shop.customers("z", with: ["attributes": #"'{"staff": "yes"}'"#])
        // Sixty days before 21 November in Shanghai begin on 23 September.
        try await shop.run(
            """
            INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
            VALUES ('k20', 'clicked', '2026-11-11T00:00Z', 'news', 'card'),
                ('k01', 'clicked', '2026-09-23T00:00Z', 'news', 'card'),
                ('k02', 'clicked', '2026-09-20T00:00Z', 'news', 'card');
            INSERT INTO tidings.waiting (customer_id, product_id, requested_at, first_load_id,
                load_id, line)
            VALUES ('k19', 'p1', '2026-11-10T00:00Z', 1, 1, 1),
                ('k03', 'p1', '2026-11-10T00:00Z', 1, 1, 1)
            """)
        let expected = [
            "demand-high-intent-high": "k19 k20",
            "demand-high-intent-low": (13...18).map(Self.name).joined(separator: " "),
            "demand-low-intent-high": "k01 k03",
            "demand-low-intent-low": "k02 \((4...12).map(Self.name).joined(separator: " ")) z",
            "vip": "k20",
            "staff": "z",
        ]
        let segments = try Shop.readyClasses(["demand-intent", "vip", "staff"])
        #expect(Set(segments.map(\.name)) == Set(expected.keys))
        for segment in segments {
            let query = try shop.compiler(asOf: "2026-11-21T02:00:00+08:00")
                .members(of: segment.expression)
            let rows = try await shop.connection.execute(
                Statement(name: "members", sql: query.sql), query.parameters)
            let members = try rows.map { try $0.text("customer_id") }.sorted()
            #expect(members.joined(separator: " ") == expected[segment.name], "\(segment.name)")
        }
    }

    private static func name(_ number: Int) -> String { number < 10 ? "k0\(number)" : "k\(number)" }
}
