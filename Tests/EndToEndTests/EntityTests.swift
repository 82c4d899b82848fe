import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What feeds bring besides customers and orders, and what they correct.
    @Suite struct EntityTests {
        /// A shop whose letters go out, with a feed of what came back from them.
        private func shop(_ map: String = "customer: {by: email, column: mail}") async throws
            -> TestShop
        {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "transform:\n",
                """
                  - feed: returns
                    into: events
                    from: shop
                    file: returns.csv
                    map: {\(map), kind: {column: event, values: {bounced: [hard_bounce], complained: [spam]}}, at: at}
                    where: {event: {not: [soft_bounce]}}
                transform:

                """)
            return shop
        }

        @Test(arguments: [
            ("ann@reader.example,hard_bounce", "bounced"),
            ("ANN@reader.example,spam", "complained"),
            // What the members feed says of their wishes is undated, and lifts nothing.
            ("ann@reader.example,unsubscribed", "unsubscribed"),
        ])
        func `what a provider says suppresses at the next planning`(
            row: String, reason: String
        ) async throws {
            let shop = try await shop()
            try shop.write(
                "mail,event,at\n\(row),2020-02-01T10:00:00Z\nben@reader.example,soft_bounce,2020-02-01\n",
                to: "feeds/returns.csv")
            let run = try await shop.tidings("run", "--json")
            #expect(run.exitCode == 0)
            let letter = try #require(try run.objects.last?.objects("steps").last)
            #expect(try letter.int("planned") == 1)
            #expect(try letter.counts("suppressed")[reason] == 1)
            #expect(shop.names(in: ".tidings/outbox").count == 1)
        }

        @Test func `a bounce that comes after planning suppresses at hand-off`() async throws {
            let shop = try await shop("message: id")
            try shop.write("id,event,at\n", to: "feeds/returns.csv")
            let planned = try await shop.tidings("run", "--no-send", "--json")
            #expect(try planned.objects.last?.objects("steps").last?.int("waiting") == 2)
            // The first letter is handed over, then its address turns out to be dead.
            try shop.edit("Jobs/nightly.yaml", "message: id", "customer: no")
            try shop.write(
                "no,event,at\n1,hard_bounce,2020-02-01T10:00:00Z\n", to: "feeds/returns.csv")
            let loaded = try await shop.tidings("run", "nightly", "--only", "returns")
            #expect(loaded.exitCode == 0)
            let sent = try await shop.tidings("send")
            #expect(sent.stdout.hasPrefix("1 message handed over."))
            let messages = try await shop.tidings("messages", "--json").objects
            let ann = try #require(messages.first { $0["customer"] == "1" })
            #expect(ann["state"] == "suppressed")
            #expect(ann["reason"] == "bounced")
        }

        @Test func `a message of ours tells who unsubscribed, and a later load does not lift it`()
            async throws
        {
            let shop = try await shop("message: id")
            try shop.write("id,event,at\n", to: "feeds/returns.csv")
            _ = try await shop.tidings("run")
            let message = try #require(
                try await shop.tidings("messages", "--state", "accepted", "--json").objects.first)
            let id = try #require(message["message_id"])
            try shop.write(
                "id,event,at\n\(id),unsubscribed,2099-01-01T10:00:00Z\n", to: "feeds/returns.csv")
            try shop.edit("Jobs/letters.yaml", "campaign: letter", "campaign: second")
            let run = try await shop.tidings("run", "--json")
            let letter = try #require(try run.objects.last?.objects("steps").last)
            #expect(try letter.counts("suppressed")["unsubscribed"] == 1)
            #expect(letter.figures["accepted"] == 1)
        }

        /// Orders of the members 1 and 2 as a file.
        private static func orders(_ rows: String...) -> String {
            (["no,member,at,book,qty,price,state"] + rows).joined(separator: "\n") + "\n"
        }

        private static let sale = "A1,1,2020-02-20T10:00:00Z,9780000000001,2,60.00,sale"
        private static let other = "A2,2,2020-02-21T10:00:00Z,9780000000002,1,9.90,sale"

        @Test(arguments: [
            ("returned", [sale.replacing("sale", with: "returned"), other], []),
            ("cancelled", [sale.replacing("sale", with: "cancelled"), other], []),
            (
                "sent back in part",
                [
                    sale, sale.replacing("A1", with: "A3").replacing(",2,60.00", with: ",-1,60.00"),
                    other,
                ],
                ["1"]
            ),
            ("moved", [sale.replacing("A1,1", with: "A1,2"), other], ["2"]),
            ("deleted", [other], []),
        ])
        func `an order that comes back changed corrects spend, orders, items and tier`(
            what: String, rows: [String], buyers: [String]
        ) async throws {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "line.price: price}\n    expect: {rows: at least 1}",
                "line.price: price, status: state}\n    delete_missing: true")
            try shop.edit(
                "Jobs/nightly.yaml", "buyers: orders >= 1",
                """
                buyers: orders(last 365 days) >= 1 and bought(product = "9780000000001") >= 1
                    big: spend >= 100
                """)
            try shop.write(Self.orders(Self.sale, Self.other), to: "feeds/orders.csv")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(try await Self.members(of: "big", shop) == ["1"])
            #expect(try await Self.members(of: "buyers", shop) == ["1"])
            #expect(try await Self.gold(shop) == ["1"])

            try shop.write(
                (["no,member,at,book,qty,price,state"] + rows).joined(separator: "\n") + "\n",
                to: "feeds/orders.csv")
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(run.exitCode == 0, "\(what): \(run.stdout)")
            let rich = what == "moved" ? ["2"] : []
            #expect(try await Self.members(of: "big", shop) == rich)
            #expect(try await Self.members(of: "buyers", shop) == buyers)
            #expect(try await Self.gold(shop) == rich)
        }

        private static func members(of segment: String, _ shop: TestShop) async throws -> [String?]
        {
            try await shop.tidings("segments", segment, "--members", "--json").objects
                .map { $0["customer"] }.sorted { ($0 ?? "") < ($1 ?? "") }
        }

        private static func gold(_ shop: TestShop) async throws -> [String?] {
            try await shop.tidings("tiers", "membership", "--members", "--json").objects
                .filter { $0["tier"] == "gold" }.map { $0["customer"] }
        }

        @Test func `vouchers and rates come in beside the rest`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "transform:\n",
                """
                  - {feed: codes, into: vouchers, from: shop, file: codes.csv, map: {pool: pool, code: code, valid_until: until, value: worth}}
                  - {feed: rates, into: rates, from: shop, file: rates.csv, map: {currency: code, on: day, rate: rate}}
                transform:

                """)
            try shop.write(
                "pool,code,until,worth\nspring,AB-01,2020-06-30,10%\n", to: "feeds/codes.csv")
            try shop.write(
                "code,day,rate\nUSD,2020-02-28,0.911\nCHF,2020-02-28,0.94\n", to: "feeds/rates.csv")
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-01", "--json")
            #expect(run.exitCode == 0)
            let steps = try run.objects.flatMap { try $0.objects("steps") }
            #expect(steps.map { $0["step"] }.prefix(4) == ["members", "orders", "codes", "rates"])
            #expect(try steps[2].int("inserted") == 1)
            #expect(try steps[3].int("inserted") == 2)
        }
    }
}
