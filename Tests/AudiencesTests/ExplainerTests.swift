import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing

struct ExplainerTests {
    private let asOf = "2026-11-21T02:00:00+08:00"

    private func explain(
        _ text: String, of customer: String = "a", in shop: Shop, asOf instant: String? = nil,
        segments: [Segment] = []
    ) async throws -> Explanation {
        let explainer = Explainer(
            timezone: shop.zone, currency: "CNY", asOf: try shop.instant(instant ?? asOf),
            segments: segments)
        let expression = try shop.expression(text)
        try await shop.connection.begin()
        do {
            try await explainer.begin(customer, shop.connection)
            let explanation = try await explainer.explain(expression, shop.connection)
            await shop.connection.rollback()
            return explanation
        } catch {
            await shop.connection.rollback()
            throw error
        }
    }

    /// A customer with three orders of a file and a city of a query.
    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.run(
            """
            INSERT INTO tidings.load (run_id, job, feed, file, fingerprint, started_at)
            VALUES (7, 'nightly', 'members', NULL, '', '2026-11-20'),
                (8, 'nightly', 'tills', 'tills.csv', '', '2026-11-20')
            """)
        try await shop.customers("a", with: ["city": "'Hangzhou'"])
        try await shop.order(
            "A1", of: "a", at: "2026-11-19T00:00:00Z", total: "20", currency: "CNY")
        try await shop.order("A2", of: "a", at: "2026-11-20T00:00:00Z", total: "30.5")
        try await shop.order(
            "A3", of: "a", at: "2026-11-18T00:00:00Z", total: "10", status: "returned")
        try await shop.run("UPDATE tidings.orders SET load_id = 2, line = 4 WHERE order_id = 'A1'")
        try await shop.run("UPDATE tidings.orders SET load_id = 2, line = 5 WHERE order_id = 'A2'")
        return shop
    }

    @Test func `each node has its truth, unknown is neither`() async throws {
        let shop = try await shop()
        let tree = try await explain(
            "(city = Hangzhou or region = x) and not email contains shop and orders >= 3", in: shop)
        #expect(tree.shape == .all)
        #expect(tree.truth == .no)
        #expect(tree.parts.map(\.truth) == [.yes, .unknown, .no])
        #expect(tree.parts[0].parts.map(\.truth) == [.yes, .unknown])
        #expect(tree.parts[1].parts.map(\.truth) == [.unknown])
        #expect(tree.parts[0].parts[0].values == [.init("city", "Hangzhou")])
        #expect(tree.parts[1].parts[0].values == [.init("email", nil)])
        #expect(tree.parts[2].values == [.init("orders(ever)", "2")])
    }

    @Test func `a field names the row of its feed, an amount its newest orders`() async throws {
        let shop = try await shop()
        let city = try await explain("city = Hangzhou", in: shop)
        #expect(city.sources == [.init(what: "the customer", feed: "members", line: 1, run: 7)])
        let spend = try await explain("spend(last 30 days) >= 50", in: shop)
        #expect(spend.truth == .yes)
        #expect(spend.values == [.init("spend(last 30 days)", "50.50 CNY")])
        #expect(
            spend.sources == [
                .init(
                    what: "order A2 of 2026-11-20, 30.5", feed: "tills", file: "tills.csv", line: 5,
                    run: 8),
                .init(
                    what: "order A1 of 2026-11-19, 20 CNY", feed: "tills", file: "tills.csv",
                    line: 4, run: 8),
                .init(
                    what: "returned order A3 of 2026-11-18, 10", feed: "members", line: 1, run: 7),
            ])
        // What is compared with has its value, too; the return is no order.
        let orders = try await explain("orders > orders(last 1 days)", in: shop)
        #expect(orders.values.map(\.value) == ["2", "1"])
        #expect(orders.sourceCount == 2)
        let lines = try await explain("bought(product = p)", in: shop)
        #expect(lines.truth == .no)
        #expect(lines.values.map(\.value) == ["0"])
        #expect(lines.sourceCount == 0)
    }

    @Test func `no more rows are told of than asked, but counted`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        for day in 10...15 {
            try await shop.order("o\(day)", of: "a", at: "2026-11-\(day)T00:00:00Z", total: "1")
        }
        let orders = try await explain("orders >= 1", in: shop)
        #expect(orders.sourceCount == 6)
        #expect(
            orders.sources.map(\.what) == [
                "order o15 of 2026-11-15, 1", "order o14 of 2026-11-14, 1",
                "order o13 of 2026-11-13, 1",
            ])
    }

    @Test func `of a last or first order one order is told`() async throws {
        let shop = try await shop()
        let last = try await explain("last_order_at < 30 days ago", in: shop)
        #expect(last.truth == .no)
        #expect(last.values == [.init("last_order_at", "2026-11-20 08:00")])
        #expect(last.sources.map(\.line) == [5])
        let first = try await explain("days since first order = 2", in: shop)
        #expect(first.truth == .yes)
        #expect(first.sources.map(\.line) == [4])
    }

    @Test func `a segment shows its own condition, its members since when`() async throws {
        let shop = try await shop()
        let staff = Segment(
            name: "staff", expression: try shop.expression("orders >= 1"), place: Place("a.yaml"))
        let before = try await explain("in segment staff", in: shop, segments: [staff])
        #expect(before.truth == .no)
        #expect(before.values == [])
        #expect(before.parts.map(\.text) == ["orders(ever) >= 1"])
        #expect(before.parts.map(\.truth) == [.yes])
        try await shop.run(
            """
            INSERT INTO tidings.segment_entry (customer_id, segment, entered_at, entered_run,
                is_baseline) VALUES ('a', 'staff', '2026-11-20T01:00:00Z', 1, false)
            """)
        let after = try await explain("not in segment staff", in: shop, segments: [staff])
        #expect(after.truth == .no)
        #expect(after.parts[0].values == [.init("in staff", "since 2026-11-20 09:00")])
    }

    @Test func `who is unknown is said`() async throws {
        let shop = try await shop()
        do {
            _ = try await explain("orders >= 1", of: "z", in: shop)
            Issue.record("explained nobody")
        } catch let problem as Problem {
            #expect(problem.summary == "there is no customer \"z\"")
            #expect(
                problem.hint == "Write the shop's own id of the customer, as its feed brings it.")
        }
    }

    @Test func `every kind of condition can be explained`() async throws {
        let shop = try await shop()
        let texts = [
            "birthday within next 7 days", "birthday is known", "anniversary of joined_on today",
            "joined_on < 30 days ago", "last_order_at within last 5 days",
            "attributes.a contains x",
            "attributes.a is known", "tier(membership) = gold", "waiting", "waiting_since is known",
            "received(topic = news) = 0", "clicked >= 1", "top 5% by spend",
            "quintile by orders = 5",
            "age > 18", "average order > 10", "days between orders < 5", "distinct products >= 1",
            "consent.news = yes", "items(last 5 days, channel = web) = 0",
            "was in segment lapsed within last 30 days", "left segment lapsed within last 3 days",
            "days since last order < 9", "spend > p50 of spend",
        ]
        for text in texts {
            let explanation = try await explain(text, in: shop)
            let isMember = try await shop.members(text, asOf: asOf) == "a"
            #expect((explanation.truth == .yes) == isMember, "\(text)")
            #expect(!explanation.values.isEmpty || !text.contains("is known"), "\(text)")
        }
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `what is explained is what is evaluated`(seed: UInt64) async throws {
        print("ExplainerTests: seed \(seed)")
        let shop = try await Shop.open("Europe/Berlin")
        let asOf = "2026-03-31T07:00:00Z"
        var random = RandomHistories(seed: seed, now: try shop.instant(asOf))
        let customers = (0..<12).map { random.customer("k\($0)") }
        for customer in customers { try await customer.insert(into: shop) }
        for _ in 0..<25 {
            let text = random.expression()
            let members = try await shop.members(text, asOf: asOf).split(separator: " ")
            for customer in customers {
                let explanation = try await explain(text, of: customer.id, in: shop, asOf: asOf)
                #expect(
                    (explanation.truth == .yes) == members.contains { $0 == customer.id },
                    "seed \(seed): \(text) of \(customer.id)")
            }
        }
    }
}
