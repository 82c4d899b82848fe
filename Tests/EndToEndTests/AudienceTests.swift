import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Segments and tiers as administrators look at them and set them right.
    @Suite struct AudienceTests {
        private static let night = ["run", "nightly", "--for", "2020-03-01"]

        private static func shop(segments: String) async throws -> TestShop {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/nightly.yaml", "    buyers: orders >= 1\n", segments)
            return shop
        }

        private static func members(
            _ segment: String, at day: String? = nil, _ shop: TestShop
        ) async throws -> [String?] {
            let past = day.map { ["--at", $0] } ?? []
            return try await shop.tidings(["segments", segment, "--members", "--json"] + past)
                .objects.map { $0["customer"] }
        }

        @Test func `ready-made classes are listed, printed, used and overridden`() async throws {
            let shop = try await Self.shop(
                segments: "    staff: id = 2\n  use: [staff, rfm-groups]\n")
            let list = try await shop.tidings("classes", "--json").objects
            #expect(
                list.map { $0["classes"] } == [
                    "abc", "demand-intent", "lifecycle", "rfm", "rfm-groups", "staff", "vip",
                ])
            #expect(try list[4].texts("segments").count == 11)
            let printed = try await shop.tidings("classes", "vip")
            #expect(printed.exitCode == 0)
            #expect(printed.stdout.contains("segments:\n"))
            let unknown = try await shop.tidings("classes", "vips")
            #expect(unknown.exitCode == 2)
            #expect(unknown.stderr.contains("there are no classes \"vips\""))
            #expect(unknown.stderr.contains("Did you mean \"vip\"?"))

            #expect(try await shop.tidings(Self.night).exitCode == 0)
            #expect(try await Self.members("staff", shop) == ["2"])
            // Two bought, each once; everyone is in one group.
            #expect(try await Self.members("rfm-prospects", shop) == ["3", "5"])
            for (of, text) in [
                (["segments", "staff"], "1 is not in staff.\n"), (["tiers"], "9 has no tier.\n"),
            ] {
                let id = String(text.prefix(1))
                let listed = try await shop.tidings(of + ["--members", "--customer", id])
                #expect(listed.stdout == text)
            }
        }

        @Test func `a tier set by hand is in force at once, stands in the history and can go`()
            async throws
        {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings(Self.night).exitCode == 0)
            let tier = { () async throws -> String? in
                try await shop.tidings("tiers", "--members", "--json").objects
                    .first { $0["customer"] == "2" }?["tier"]
            }
            #expect(try await tier() == "reader")
            let set = try await shop.tidings(
                "tiers", "set", "2", "gold", "--until", "2199-12-31", "--reason", "a prize")
            #expect(set.stdout == "2 has gold until 2199-12-31.\n")
            #expect(try await tier() == "gold")
            let listed = try await shop.tidings(
                "tiers", "--members", "--customer", "2", "--json")
            #expect(try #require(try listed.objects.first)["until"] == "2199-12-31")
            let explained = try await shop.tidings("explain", "2")
            #expect(
                explained.stdout.contains(
                    "  Set by hand to gold until 2199-12-31: a prize. What is earned is reader.\n"))
            let clear = try await shop.tidings("tiers", "clear", "2")
            #expect(clear.stdout == "2 has the tier that the rules give.\n")
            #expect(try await tier() == "reader")

            let faults = [
                ["set", "2", "golden", "--until", "2199-12-31", "--reason", "x"],
                ["set", "2", "basic", "--until", "2199-12-31", "--reason", "x"],
                ["set", "2", "gold", "--until", "2199-13-31", "--reason", "x"],
                ["set", "9", "gold", "--until", "2199-12-31", "--reason", "x"],
            ]
            let texts = [
                "membership has no tier \"golden\"\n  Did you mean \"gold\"?",
                "membership has no tier \"basic\"\n  The tiers are: gold, reader.",
                "the value of --until is not a date", "there is no customer \"9\"",
            ]
            for (arguments, text) in zip(faults, texts) {
                let run = try await shop.tidings(["tiers"] + arguments)
                #expect(run.exitCode == 2, "\(arguments)")
                #expect(run.stderr.contains(text), "\(run.stderr)")
            }
        }

        @Test func `an explanation tells the customer's own place`() async throws {
            let shop = try await Self.shop(segments: "    best: top 1 by spend\n")
            #expect(try await shop.tidings(Self.night).exitCode == 0)
            let day = ["--segment", "best", "--as-of", "2020-03-01"]
            let second = try await shop.tidings(["explain", "2"] + day)
            #expect(second.stdout.contains("Segment best: not in\n"))
            #expect(
                second.stdout.contains("✗ top 1 by spend(ever)   is 9.90 EUR, place is 2 of 2\n"))
            let first = try await shop.tidings(["explain", "1"] + day)
            #expect(
                first.stdout.contains("✓ top 1 by spend(ever)   is 120.00 EUR, place is 1 of 2\n"))
            // Who never bought has no place.
            let none = try await shop.tidings(["explain", "3"] + day)
            #expect(
                none.stdout.contains("✗ top 1 by spend(ever)   is 0.00 EUR, place is unknown\n"))
        }

        @Test func `a guard keeps a segment and those that use it, and lets the rest through`()
            async throws
        {
            let shop = try await Self.shop(
                segments: """
                        buyers: {where: orders >= 1, guard: change at most 30%}
                        few: in segment buyers and orders <= 5
                        quiet: orders = 0

                    """)
            #expect(try await shop.tidings(Self.night).exitCode == 0)
            try shop.edit("feeds/orders.csv", "A2,2,", "A2,3,")
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(run.exitCode == 7)
            #expect(
                run.stdout.contains(
                    "the segment \"buyers\" would change by 100%, more than the 30% of its guard: "
                        + "of 2 members 1 leave, and 1 enter"))
            #expect(try await Self.members("buyers", shop) == ["1", "2"])
            #expect(try await Self.members("few", shop) == ["1", "2"])
            #expect(try await Self.members("quiet", shop) == ["2", "5"])

            let moves = try await shop.tidings(
                "segments", "quiet", "--members", "--history", "--json"
            ).objects.prefix(2).map { move in
                [move["customer"], move["move"]] + (try move.texts("because"))
            }
            #expect(
                Set(moves) == [
                    ["2", "enters", "orders(ever) = 0"], ["3", "leaves", "not orders(ever) = 0"],
                ])

            // One segment alone is written.
            try shop.edit("Jobs/nightly.yaml", "at most 30%", "at most 100%")
            let only = try await shop.tidings(
                "run", "nightly", "--for", "2020-03-03", "--only", "buyers")
            #expect(only.exitCode == 0)
            #expect(try await Self.members("buyers", shop) == ["1", "3"])
            #expect(try await Self.members("few", shop) == ["1", "2"])
        }

        @Test func `a history says of those whom an edit moved that the definition is new`()
            async throws
        {
            let shop = try await Self.shop(segments: "    few: orders <= 1\n")
            #expect(try await shop.tidings(Self.night).exitCode == 0)
            try shop.edit("Jobs/nightly.yaml", "few: orders <= 1", "few: orders = 0")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            let history = try await shop.tidings("segments", "few", "--history", "--json").objects
            #expect(
                try history.map { try [$0.int("members"), $0.int("entered"), $0.int("left")] }
                    == [[2, 0, 2], [4, 4, 0]])
            #expect(
                try history.map { try $0.texts("entered_because") }
                    == [[], ["the definition is new"]])
            #expect(
                try history.map { try $0.texts("left_because") }
                    == [["the definition is new"], []])
        }

        @Test func `orders whose money counts nowhere are told of by the night that brings them`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/nightly.yaml", "placed_at: at,", "placed_at: at, currency: money,")
            try shop.write(
                """
                no,member,at,book,qty,price,money
                A1,1,2020-02-20T10:00:00Z,9780000000001,2,60.00,EUR
                A2,2,2020-02-21T10:00:00Z,9780000000002,1,9.90,USD
                A3,3,2020-02-21T10:00:00Z,9780000000002,1,9.90,USD

                """, to: "feeds/orders.csv")
            let first = try await shop.tidings(Self.night)
            #expect(first.exitCode == 0)
            #expect(
                first.stdout.contains(
                    "warning: orders: 2 orders in USD without a rate of the day or before: "
                        + "no spend\n"))
            try shop.edit("feeds/orders.csv", "A3,3,", "A4,3,2020-02-22T10:00:00Z,b,1,1,CHF\nA3,3,")
            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(
                second.stdout.contains(
                    "warning: orders: 1 order in CHF without a rate of the day or before: "
                        + "no spend\n"))
            #expect(!second.stdout.contains("in USD"))
        }
    }
}
