import Foundation
import Postgres
import TestKit
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

        @Test func `a code is given away once, and not by a plan, a preview or a test`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/letters.yaml", "topic: news", "topic: news\n    vouchers: gifts")
            try shop.edit(
                "Templates/letter.html", "there is news.",
                "{{voucher.value}} with {{voucher.code}}.")
            let made = try await shop.tidings(
                "vouchers", "generate", "gifts", "--count", "1", "--value", "5 EUR")
            let code = made.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(code.count == 17)
            let preview = try await shop.tidings("preview", "letter")
            #expect(preview.exitCode == 0)
            #expect(
                try String(
                    contentsOf: shop.folder.appending(path: ".tidings/preview/letter.txt"),
                    encoding: .utf8
                ).contains("10% with SAMPLE-CODE."))
            #expect(try await shop.tidings("run", "nightly").exitCode == 0)
            #expect(
                try await shop.tidings("preview", "letter", "--customer", "1").exitCode == 0)
            let sink = try await MailSink.start()
            let test = try await shop.tidings(
                "send-test", "letter", "--to", "me@lantern.example", "--customer", "1",
                environment: ["TIDINGS_SMTP_URL": sink.url])
            #expect(test.exitCode == 0)
            #expect(
                sink.messages.map { String(decoding: $0.bytes, as: UTF8.self) }
                    .allSatisfy { $0.contains("10% with SAMPLE-CODE.") })
            #expect(sink.messages.count == 1)
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

        /// Ten customers of each group; what they spent within the days, and after them.
        private static let spent = """
            INSERT INTO tidings.customer (customer_id, first_load_id, load_id, line)
            SELECT part || number, 1, 1, 1
            FROM unnest('{long,short,holdout}'::text[]) part, generate_series(1, 10) number;
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority, state,
                reason, detail, variant, run_id, decided_for, planned_at, send_at, accepted_at,
                expires_at, template)
            SELECT customer_id, 'letter', 'x', 'news', 50,
                CASE WHEN part = 'holdout' THEN 'suppressed' ELSE 'accepted' END,
                CASE WHEN part = 'holdout' THEN part END, CASE WHEN part = 'holdout' THEN part END,
                CASE WHEN part <> 'holdout' THEN part END, 1, current_date, at, at,
                CASE WHEN part <> 'holdout' THEN at END, at + interval '1 day', 'letter'
            FROM (SELECT customer_id, rtrim(customer_id, '0123456789') AS part,
                now() - interval '30 days' AS at FROM tidings.customer) c;
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total, currency,
                first_load_id, load_id, line)
            SELECT customer_id, customer_id || days, now() - make_interval(days => days), 'sale',
                total, 'EUR', 1, 1, 1
            FROM (VALUES ('long1', 20), ('long2', 40), ('long3', 60), ('long4', 80), ('long5', 100),
                ('long6', 120), ('short1', 30), ('short2', 60), ('short3', 90), ('holdout1', 50)
            ) o(customer_id, total), unnest('{25}'::integer[]) days
            UNION ALL VALUES ('short4', 'late', now() - interval '15 days', 'sale', 500, 'EUR', 1, 1, 1);
            INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
            VALUES ('long1', 'clicked', now() - interval '29 days', 'news', 'letter'),
                ('long7', 'clicked', now() - interval '28 days', 'news', 'letter'),
                ('long7', 'unsubscribed', now() - interval '28 days', 'news', 'letter')
            """

        /// 6 of 10 and 3 of 10 against 1 of 10 by Newcombe's formula; the amounts by scipy's
        /// `ttest_ind(…, equal_var=False).confidence_interval()`.
        @Test func `each variant's uplift against who was left out stands with its interval`()
            async throws
        {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings("db", "migrate").exitCode == 0)
            let connection = try await #require(shop.database).connect()
            try await connection.run(script: Statement(name: "spent", sql: Self.spent))
            await connection.close()
            let report = try await shop.tidings("report", "letter")
            #expect(
                report.stdout == """
                    letter: orders within 14 days

                      group    mails  opened  clicked  unsubscribed  buyers     rate  revenue  a mail
                      long        10       0        2             1       6  60.00 %  420 EUR   42.00
                      short       10       0        0             0       3  30.00 %  180 EUR   18.00
                      holdout     10                                      1  10.00 %   50 EUR    5.00

                      long against holdout: +50.00 points of buyers (+8.16 to +74.59)
                      long against holdout: +37.00 EUR a mail (+3.42 to +70.58)
                      short against holdout: +20.00 points of buyers (-15.98 to +51.41): may be chance
                      short against holdout: +13.00 EUR a mail (-11.52 to +37.52): may be chance

                    """)
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
