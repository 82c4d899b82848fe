import Foundation
import Testing

extension EndToEnd {
    /// Vouchers, variants, holdouts and caps, as a marketer meets them.
    @Suite struct MeasuringTests {
        /// The texts of the mails that left.
        private static func mails(of shop: TestShop) throws -> [String] {
            try shop.names(in: ".tidings/outbox").map {
                try String(
                    contentsOf: shop.folder.appending(path: ".tidings/outbox/\($0)"),
                    encoding: .utf8)
            }
        }

        @Test func `a code is given away once, and not by a plan`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/letters.yaml", "topic: news", "topic: news\n    vouchers: gifts")
            try shop.edit(
                "Templates/letter.html", "there is news.",
                "{{voucher.value}} with {{voucher.code}}.")
            let made = try await shop.tidings(
                "vouchers", "generate", "gifts", "--count", "1", "--value", "5 EUR")
            let code = made.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(code.count == 17)
            _ = try await shop.tidings("plan")
            let before = try await shop.tidings("vouchers", "--json").objects
            #expect(before.map { try? $0.int("free") } == [1])
            #expect(try await shop.tidings("run").exitCode == 0)
            let mails = try Self.mails(of: shop)
            #expect(mails.count == 1)
            #expect(mails.allSatisfy { $0.contains("5 EUR with \(code).") })
            let states = try await shop.tidings("messages", "--json").objects.map {
                [$0["customer"], $0["state"], $0["reason"]].compactMap { $0 }
                    .joined(separator: " ")
            }.sorted()
            #expect(
                states == [
                    "1 accepted", "2 suppressed no-voucher", "3 suppressed no-consent",
                    "5 suppressed missing-value",
                ])
            let pools = try await shop.tidings("vouchers")
            #expect(
                pools.stdout == """
                    pool   codes  bound  free  over
                    gifts      1      1     0     0

                    """)
        }

        @Test func `variants have their subjects, and results are told by group`() async throws {
            let shop = try await TestShop.onServer()
            try shop.fill(members: 200)
            try shop.edit(
                "Jobs/letters.yaml", "topic: news",
                """
                topic: news
                    holdout: 20%
                    variants:
                      - {variant: warm, subject: "For you, {{customer.first_name}}"}
                      - {variant: plain}
                """)
            #expect(try await shop.tidings("run").exitCode == 0)
            let messages = try await shop.tidings("messages", "--json").objects
            let accepted = Dictionary(
                grouping: messages.filter { $0["state"] == "accepted" }
            ) { $0["variant"] ?? "" }.mapValues(\.count)
            let held = messages.count { $0["reason"] == "holdout" }
            #expect(accepted.keys.sorted() == ["plain", "warm"])
            // 160 and 40 of 200 are expected; five times the scatter is 28.
            #expect((12...68).contains(held))
            #expect((accepted["warm"] ?? 0) + (accepted["plain"] ?? 0) + held == 200)
            let mails = try Self.mails(of: shop)
            #expect(mails.count { $0.contains("Subject: For you, Reader") } == accepted["warm"])
            #expect(mails.count { $0.contains("Subject: News for Reader") } == accepted["plain"])

            let report = try #require(
                try await shop.tidings("report", "letter", "--json").objects.first)
            let groups = try report.objects("groups")
            #expect(groups.map { $0["group"] } == ["plain", "warm", "holdout"])
            #expect(
                try groups.map { try $0.int("unripe") }
                    == [accepted["plain"] ?? 0, accepted["warm"] ?? 0, held])
            let text = try await shop.tidings("report").stdout
            #expect(text.hasPrefix("letter: orders within 14 days\n"))
            #expect(text.hasSuffix("200 mails left so lately that the days are not over.\n"))
        }

        @Test func `a report of a campaign that is not there says what was meant`() async throws {
            let shop = try await TestShop.onServer()
            let report = try await shop.tidings("report", "leter")
            #expect(report.exitCode == 2)
            #expect(
                report.stderr == """
                    there is no campaign "leter"
                      Did you mean "letter"?

                    """)
        }

        @Test func `other caps are tried on the mail that left`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                "caps: [{topics: [news], at_most: 1, per: 14 days}]\ntopics:")
            #expect(
                try await shop.tidings("caps").stdout == """
                    cap                   topics  at_most  per
                    1 per 14 days (news)  news          1  14 days

                    """)
            #expect(try await shop.tidings("run").exitCode == 0)
            try shop.edit("Jobs/letters.yaml", "campaign: letter", "campaign: second")
            #expect(try await shop.tidings("run").exitCode == 0)
            try shop.write("caps: [{topics: news, at_most: 9, per: day}]\n", to: "more.yaml")
            let same = try await shop.tidings("caps", "--backtest", "30")
            #expect(
                same.stdout == """
                    campaign  candidates  mailed  would_mail  lost  gained  later  earlier
                    letter             2       2           2     0       0      0        0
                    second             2       0           0     0       0      0        0

                    """)
            let more = try await shop.tidings("caps", "--backtest", "30", "--with", "more.yaml")
            #expect(
                more.stdout == """
                    campaign  candidates  mailed  would_mail  lost  gained  later  earlier
                    letter             2       2           2     0       0      0        0
                    second             2       0           2     0       2      0        0

                    """)
        }
    }
}
