import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Testing
import Transfer

@testable import Running

struct DigestTests {
    private static let letters = """
        load:
          - {campaign: letter, trigger: {once: 2026-12-24}, template: letter, topic: greetings}
        """
    private static let nightly =
        Shop.nightly + """

              tiers:
                programme: membership
                by: orders(last 365 days)
                levels: [{tier: reader, from: 0}, {tier: gold, from: 1}]
            """

    /// A night without orders, and the fates of eight letters.
    private static func night() async throws -> (Shop, TestDatabase) {
        let shop = try Shop(jobs: [nightly, letters])
        try shop.tell(more: "digest: {at: \"13:00\", mail: shop@lantern.example}")
        try shop.write("Templates/letter.html", "---\nsubject: News\n---\n<p>News</p>")
        try shop.write(
            "feeds/members.csv", "no,mail\n1,ann@reader.example\n2,ben@reader.example\n,x@y.example"
        )
        let database = try await Shop.database()
        _ = try await shop.run(["job-0"], on: database, at: Shop.noon)
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "test",
                sql: """
                    INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority,
                        state, reason, detail, run_id, decided_for, planned_at, send_at, expires_at,
                        accepted_at, closed_at, template)
                    SELECT n::text, 'letter', 'once', 'greetings', 50, v.state, v.reason, v.detail, 1,
                        '2026-11-21', v.planned, v.planned, v.planned + interval '1 day',
                        CASE v.state WHEN 'accepted' THEN v.planned END,
                        CASE WHEN v.state <> 'suppressed' THEN v.planned END, 'letter'
                    FROM (VALUES (1, 'accepted', NULL, NULL, timestamptz '2026-11-21 12:00Z'),
                        (2, 'accepted', NULL, NULL, '2026-11-21 12:00Z'),
                        (3, 'refused', NULL, '550', '2026-11-21 12:00Z'),
                        (4, 'unknown', NULL, NULL, '2026-11-21 12:00Z'),
                        (5, 'suppressed', 'no-consent', NULL, '2026-11-21 12:00Z'),
                        (6, 'suppressed', 'no-consent', NULL, '2026-11-21 12:00Z'),
                        (7, 'suppressed', 'capped', '1 per day', '2026-11-21 12:00Z'),
                        (8, 'accepted', NULL, NULL, '2026-11-20 12:00Z'))
                        AS v (n, state, reason, detail, planned)
                    """))
        await connection.close()
        return (shop, database)
    }

    @Test func `a day is told in words and numbers, with what to do`() async throws {
        let (shop, database) = try await Self.night()
        let (from, until) = DigestTimes(try shop.read()).span(
            of: LocalDate(Shop.noon, in: .gmt))
        let digest = try await Digest.read(
            try shop.read(), from: from, until: until, on: try await database.connect())
        #expect(
            digest.subject == "[Lantern Books] 2026-11-21: 2 mails sent, 2 things need somebody")
        #expect(
            digest.text == """
                Lantern Books from 2026-11-20 13:00 to 2026-11-21 13:00: 2 mails sent, 2 things need \
                somebody.

                What needs somebody
                  a guard or a missing feed stopped job-0 for 2026-11-21 (run 1) at 2026-11-21 12:00.
                    orders: failed: Jobs/job-0.yaml:4:11: the file orders.csv is missing
                    Look whether it was delivered to the source "stores".
                    When it is mended, `tidings retry 1` does what is left; `tidings logs 1` tells more.
                  the fate of 1 message of campaign "letter" is unknown.
                    \(digest.troubles.last?.hint ?? "")

                Mail
                  letter: 4 planned, 2 sent, 1 refused by mail servers, 1 with an unknown fate.
                    No mail for 3: 2 without consent, 1 who had enough mail (1 per day).

                Segments
                  reachable: 2 members; 2 entered.

                Data
                  members: 3 rows read: 2 new, 1 rejected.
                    `tidings rejects 1` lists what was rejected.

                Runs
                  job-0 for 2026-11-21: failed (run 1).

                """)
        #expect(
            digest.html.contains(
                "<li>the fate of 1 message of campaign &quot;letter&quot; is unknown."
                    + "<br><span style=\"color:#666\">"))
        #expect(
            digest.html.contains(
                "<h2 style=\"font-size:16px;margin:24px 0 4px\">Segments</h2>\n"
                    + "<ul style=\"margin:0;padding-left:20px\">\n"
                    + "<li>reachable: 2 members; 2 entered.</li>\n</ul>"))
    }

    @Test func `a day whose failure was mended went well`() async throws {
        let (shop, database) = try await Self.night()
        try shop.writeOrders()
        let runner = try await shop.runner(on: database, now: { Shop.hours(0.5) })
        _ = try await runner.retry(1, sends: false)
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "test",
                sql: "UPDATE tidings.message SET state = 'accepted' WHERE state = 'unknown'"))
        let digest = try await Digest.read(
            try shop.read(), from: Shop.hours(-1), until: Shop.hours(1), on: connection)
        #expect(digest.subject == "[Lantern Books] 2026-11-21: 2 mails sent, all went well")
        #expect(digest.text.contains("\n\nTiers\n  membership: nobody moved.\n\n"))
        #expect(digest.text.contains("\n  orders: 1 row read: 1 new.\n"))
        #expect(
            digest.text.hasSuffix(
                "\n  job-0 for 2026-11-21: succeeded, after 2 attempts (run 2).\n"))
    }

    @Test func `it leaves once a day, when it is due and not half a day later`() async throws {
        let (shop, database) = try await Self.night()
        let connection = try await database.connect()
        let sink = try await MailSink.start()
        let url = sink.url
        let teller = Teller(try shop.read(), on: connection) {
            SMTPTransport(try SMTPPool(to: SMTPServer(url: url)))
        }
        for hours in [0.9, 1, 1.1, 12, 13.1] {
            try await teller.look(at: Shop.hours(hours))
            _ = try await teller.deliver(at: Shop.hours(hours))
        }
        let digests = sink.messages.filter { $0.to == ["shop@lantern.example"] }
        #expect(digests.count == 1)
        let text = String(decoding: digests.first?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("\r\nContent-Type: multipart/alternative;"))
        #expect(
            text.contains("\r\nSubject: [Lantern Books] 2026-11-21: 2 mails sent, 2 things need"))
        try await sink.stop()

        let late = try await Self.night()
        let other = Teller(try late.0.read(), on: try await late.1.connect()) {
            FileTransport(folder: late.0.root)
        }
        try await other.look(at: Shop.hours(13.1))
        #expect(
            try await late.1.texts(
                "SELECT count(*) FROM tidings.notice WHERE occasion LIKE 'digest%'") == ["0"])
    }
}

extension Shop {
    /// Runs some jobs as ``run(on:at:date:)`` runs all.
    fileprivate func run(_ jobs: [String], on database: TestDatabase, at now: Date) async throws {
        let clock: @Sendable () -> Date = { now }
        try await RunLog(try await database.connect()).recording(NoProgress(), clock: clock) {
            let runner = Runner(
                workspace: try read(), templates: [:],
                connections: RunConnections(
                    data: try await database.connect(), record: try await database.connect(),
                    lock: try await database.connect()),
                sender: nil, lease: .seconds(60), clock: clock, progress: $0)
            _ = try await runner.run(try runner.jobs(named: jobs))
        }
    }
}
