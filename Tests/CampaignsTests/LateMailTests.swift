import Definitions
import Foundation
import Mail
import Postgres
import TestKit
import Testing

@testable import Campaigns

/// Mail that leaves later than it was planned for still fits under every cap.
///
/// The cards are due at 00:00 UTC of 21 November 2026, 08:00 in Shanghai.
@Suite(.serialized)
struct LateMailTests {
    private static let day = 86_400.0
    private static let aWeek = Cap(
        name: "one a week", topics: nil, atMost: 1, window: .rolling(seconds: 7 * 86_400))

    /// Ada's card, held back since it was due and good for a month.
    private func held() async throws -> Post {
        var post = try await Post("ada")
        post.shop.workspace.caps = [Self.aWeek]
        try await post.shop.run(
            """
            UPDATE tidings.message SET expires_at = '2026-12-21T00:00Z';
            UPDATE tidings.outbox SET expires_at = '2026-12-21T00:00Z';
            """)
        return post
    }

    private func once(_ date: String, days: Int) throws -> Campaign {
        .of(.once(try #require(LocalDate(date))), expires: days * 86_400)
    }

    /// `occurrence state [reason] [detail]`, each with its time of acceptance.
    private func ledger(_ post: Post) async throws -> [String] {
        try await post.shop.rows(
            """
            SELECT concat_ws(' ', occurrence, state, reason,
                CASE WHEN state = 'suppressed' THEN detail END,
                to_char(accepted_at AT TIME ZONE 'UTC', '(MM-DD HH24:MI)')) AS decision
            FROM tidings.message ORDER BY occurrence
            """, "decision")
    }

    @Test(arguments: [
        (2, "once:2026-11-29 suppressed capped one a week"), (10, "once:2026-11-29 planned"),
    ])
    func `what waits since long ago leaves now at the earliest, and counts then`(
        days: Int, decision: String
    ) async throws {
        let post = try await held()
        defer { post.clean() }
        // Eight days after the card was due: planned for then, it would be in nobody's way.
        try await post.shop.plan(try once("2026-11-29", days: days), on: "2026-11-29")
        #expect(try await ledger(post) == ["birthday:2026 planned", decision])
        #expect(try await post.send(post.files, seconds: 8 * Self.day) == 1)
        #expect(
            try await ledger(post) == ["birthday:2026 accepted (11-29 00:00)", decision])
        #expect(try await post.send(post.files, seconds: 15 * Self.day) == (days == 2 ? 0 : 1))
    }

    @Test(arguments: [
        (11, "once:2026-11-24 accepted (12-04 00:00)"),
        (9, "once:2026-11-24 suppressed capped one a week"),
    ])
    func `what leaves late moves the next one, or caps it`(
        days: Int, decision: String
    ) async throws {
        let post = try await held()
        defer { post.clean() }
        // Planned behind the card as if that left on the 24th; it leaves three days later.
        try await post.shop.plan(try once("2026-11-24", days: days), on: "2026-11-24")
        #expect(try await post.send(post.files, seconds: 6 * Self.day) == 1)
        #expect(try await post.send(post.files, seconds: 10 * Self.day) == 0)
        #expect(try await post.send(post.files, seconds: 13 * Self.day - 1) == 0)
        #expect(try await post.send(post.files, seconds: 13 * Self.day) == (days == 11 ? 1 : 0))
        #expect(
            try await ledger(post) == ["birthday:2026 accepted (11-27 00:00)", decision])
    }

    @Test func `of two late ones the higher priority leaves`() async throws {
        let post = try await held()
        defer { post.clean() }
        try await post.shop.message(
            "ada", "sale", topic: "greetings", at: "2026-11-20T00:00:00Z")
        try await post.shop.makeUnsent(
            "ada", "sale", priority: 40, expires: "2026-12-21T00:00:00Z")
        try await post.shop.run(
            """
            UPDATE tidings.message SET campaign = 'card' WHERE campaign = 'earlier';
            UPDATE tidings.outbox SET campaign = 'card' WHERE campaign = 'earlier';
            """)
        #expect(try await post.send(post.files, seconds: 3 * Self.day) == 1)
        #expect(
            try await ledger(post) == ["birthday:2026 accepted (11-24 00:00)", "sale planned"])
        #expect(
            try await post.shop.rows(
                "SELECT send_at::text AS due FROM tidings.outbox", "due")
                == ["2026-12-01 00:00:00+00"])
    }

    @Test func `a higher priority that waits keeps its place from a late one`() async throws {
        let post = try await held()
        defer { post.clean() }
        try await post.shop.message(
            "ada", "launch", topic: "greetings", at: "2026-11-26T00:00:00Z")
        try await post.shop.makeUnsent(
            "ada", "launch", priority: 60, expires: "2026-12-21T00:00:00Z")
        #expect(try await post.send(post.files, seconds: 3 * Self.day) == 0)
        #expect(
            try await post.shop.rows(
                "SELECT campaign, send_at::text AS due FROM tidings.outbox ORDER BY 1",
                "campaign", "due")
                == ["card 2026-12-03 00:00:00+00", "earlier 2026-11-26 00:00:00+00"])
    }

    @Test func `what another sender has in hand is waited for`() async throws {
        let post = try await held()
        defer { post.clean() }
        try await post.shop.message(
            "ada", "launch", topic: "greetings", at: "2026-11-20T00:00:00Z")
        try await post.shop.makeUnsent(
            "ada", "launch", expires: "2026-12-21T00:00:00Z")
        try await post.shop.run(
            """
            UPDATE tidings.outbox SET sender = 'other' WHERE campaign = 'earlier';
            INSERT INTO tidings.sender_lease (sender, expires_at)
            VALUES ('other', clock_timestamp() + interval '1 hour')
            """)
        #expect(try await post.send(post.files, seconds: 3 * Self.day) == 0)
        #expect(
            try await post.shop.rows(
                "SELECT send_at::text AS due FROM tidings.outbox WHERE campaign = 'card'", "due")
                == ["2026-11-24 00:01:00+00"])
        // The other one could not be sent.
        try await post.shop.run(
            """
            DELETE FROM tidings.outbox WHERE campaign = 'earlier';
            UPDATE tidings.message SET state = 'refused' WHERE campaign = 'earlier'
            """)
        #expect(try await post.send(post.files, seconds: 3 * Self.day + 60) == 1)
    }

    /// Messages of random times and priorities, sent in fits and starts: no window of any cap holds
    /// more than it may, by a look at each one for itself.
    @Test(arguments: [UInt64(1), 2, 3])
    func `however late mail leaves, no cap is exceeded`(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SplitMix(state: seed)
        var post = try await Post()
        defer { post.clean() }
        let caps = [
            Cap(name: "a day", topics: nil, atMost: 1, window: .day),
            Cap(
                name: "three days", topics: ["greetings"], atMost: 2,
                window: .rolling(seconds: 3 * 86_400)),
        ]
        post.shop.workspace.caps = caps
        for number in 0..<60 {
            let customer = "c\(number % 6)"
            if number < 6 { try await post.shop.customer(customer, ["first_name": "'C'"]) }
            let at = post.due.addingTimeInterval(
                Double.random(in: 0...(10 * Self.day), using: &random))
            try await post.shop.message(
                customer, "m\(number)",
                topic: Bool.random(using: &random) ? "greetings" : "restock",
                at: at.ISO8601Format())
            try await post.shop.makeUnsent(
                customer, "m\(number)", priority: Int.random(in: 1...3, using: &random),
                expires: at.addingTimeInterval(8 * Self.day).ISO8601Format())
        }
        try await post.shop.run(
            """
            UPDATE tidings.message SET campaign = 'card';
            UPDATE tidings.outbox SET campaign = 'card';
            INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
            SELECT customer_id, 'restock', true, '2026-01-01', 1, 1 FROM tidings.customer
            """)
        var seconds = 0.0
        while seconds < 20 * Self.day {
            try await post.send(post.files, seconds: seconds)
            seconds += Double.random(in: 600...(2 * Self.day), using: &random)
        }
        let sent = try await post.shop.connection.execute(
            Statement(
                name: "test",
                sql: "SELECT customer_id, topic, accepted_at FROM tidings.message"
                    + " WHERE state = 'accepted'")
        ).map { row in
            (
                try row.text("customer_id"), try row.text("topic"),
                try row.instant("accepted_at")
            )
        }
        #expect(sent.count > 20)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = post.shop.workspace.timezone
        for (customer, _, at) in sent {
            let own = sent.filter { $0.0 == customer }
            #expect(own.count { calendar.isDate($0.2, inSameDayAs: at) } == 1)
            let greetings = own.filter {
                $0.1 == "greetings" && $0.2 >= at && $0.2 < at.addingTimeInterval(3 * Self.day)
            }
            #expect(greetings.count <= 2)
        }
        let states = try await post.shop.rows(
            "SELECT DISTINCT concat_ws(' ', state, reason) AS state FROM tidings.message ORDER BY 1",
            "state")
        #expect(Set(states).isSubset(of: ["accepted", "expired", "suppressed capped"]))
        #expect(states.contains("suppressed capped"))
    }
}
