import Campaigns
import Definitions
import Foundation
import Problems
import Testing

/// When a message may leave: caps, quiet hours, expiry and arbitration.
///
/// The run of 21 November 2026, a Saturday, is due at 08:00 in Shanghai, 00:00 UTC.
@Suite(.serialized)
struct PlacingTests {
    static let day = 86_400

    /// The minute of the day.
    static func at(_ hour: Int, _ minute: Int = 0) -> Int { hour * 60 + minute }

    /// Everybody in the segment `lapsed` is due at the tick.
    func card(
        _ name: String = "card", topic: String = "greetings", priority: Int = 50, at: Int? = nil,
        expires: Int = day, atMost: Int? = nil
    ) -> Campaign {
        .of(
            .segment(.in, "lapsed"), name: name, topic: topic, priority: priority, at: at,
            expires: expires, atMost: atMost)
    }

    func shop(
        _ caps: [Cap] = [], quiet: QuietHours? = nil, reserve: Int = 0
    ) async throws -> Shop {
        try await Shop.open(caps: caps, quiet: quiet, reserve: reserve)
    }

    func member(
        _ id: String, in shop: Shop, zone: String? = nil, _ values: [String: String] = [:]
    ) async throws {
        let zone = zone.map { ["timezone": "'\($0)'"] } ?? [:]
        try await shop.customer(id, zone.merging(values) { $1 })
        try await shop.consent(id, "news", given: true, at: "2020-01-01")
        try await shop.insert(
            "segment_entry",
            [
                "customer_id": "'\(id)'", "segment": "'lapsed'", "entered_at": "'2026-11-01'",
                "entered_run": "1", "is_baseline": "false",
            ])
    }

    func cap(
        _ atMost: Int, _ window: Cap.Window, _ topics: [String]? = nil, name: String = "cap"
    ) -> Cap {
        Cap(name: name, topics: topics, atMost: atMost, window: window)
    }

    /// The one decision: a slot in Shanghai's time, or why there is none.
    func decision(_ shop: Shop) async throws -> String? {
        try await shop.rows(
            """
            SELECT CASE WHEN state = 'planned'
                THEN to_char(send_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')
                ELSE concat_ws(' ', state, reason, detail) END AS decision
            FROM tidings.message WHERE campaign = 'card'
            """, "decision"
        ).first
    }

    // MARK: Windows

    /// The message of 20 November, 12:00 UTC, was on the 20th in Shanghai and Honolulu and on the
    /// 21st in Auckland. At the tick it is the 21st, the 20th and the 21st there: in the latter two
    /// the next day is free, from its midnight on.
    @Test(arguments: [
        ("Asia/Shanghai", "2026-11-21 08:00:00"), ("Pacific/Honolulu", "2026-11-21 18:00:00"),
        ("Pacific/Auckland", "2026-11-21 19:00:00"),
    ])
    func `a calendar day is the customer's`(zone: String, slot: String) async throws {
        let shop = try await shop([cap(1, .day)])
        try await member("ada", in: shop, zone: zone)
        try await shop.message("ada", "x", topic: "greetings", at: "2026-11-20T12:00:00Z")
        try await shop.plan(card(expires: 2 * Self.day), on: "2026-11-21")
        #expect(try await decision(shop) == slot)
    }

    @Test(arguments: [
        // Weeks begin on Monday: the 16th and the 23rd.
        (Cap.Window.week, "2026-11-15T23:30:00+08:00", "2026-11-21 08:00:00"),
        (.week, "2026-11-16T00:30:00+08:00", "2026-11-23 00:00:00"),
        (.month, "2026-10-31T23:30:00+08:00", "2026-11-21 08:00:00"),
        (.month, "2026-11-01T00:30:00+08:00", "suppressed capped cap"),
        (.month, "2026-12-01T00:30:00+08:00", "2026-11-21 08:00:00"),
        (.day, "2026-11-21T23:59:59+08:00", "2026-11-22 00:00:00"),
        // Rolling: three days exactly, half open, whichever way.
        (.rolling(seconds: 3 * day), "2026-11-18T08:00:00+08:00", "2026-11-21 08:00:00"),
        (.rolling(seconds: 3 * day), "2026-11-18T08:00:01+08:00", "2026-11-21 08:00:01"),
        (.rolling(seconds: 3 * day), "2026-11-20T08:00:00+08:00", "2026-11-23 08:00:00"),
        (.rolling(seconds: 3 * day), "2026-11-22T08:00:00+08:00", "suppressed capped cap"),
        (.rolling(seconds: 3 * day), "2026-11-23T07:59:59+08:00", "suppressed capped cap"),
        (.rolling(seconds: 3 * day), "2026-11-24T08:00:00+08:00", "2026-11-21 08:00:00"),
    ])
    func `a message counts in every window that holds it`(
        window: Cap.Window, earlier: String, expected: String
    ) async throws {
        let shop = try await shop([cap(1, window)])
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "greetings", at: earlier)
        try await shop.plan(card(expires: 3 * Self.day), on: "2026-11-21")
        #expect(try await decision(shop) == expected)
    }

    /// At the tick of 1 December, 00:00 UTC, it is still November in Honolulu; in Kiritimati December
    /// began 14 hours ago. At that of the 2nd it is December everywhere.
    @Test(arguments: [
        ("Pacific/Honolulu", "2026-11-01T10:30:00Z", 1, "2026-12-01 18:00:00"),
        ("Pacific/Honolulu", "2026-11-01T09:30:00Z", 1, "2026-12-01 08:00:00"),
        ("Pacific/Honolulu", "2026-11-30T23:00:00Z", 2, "2026-12-02 08:00:00"),
        ("Pacific/Kiritimati", "2026-11-30T10:30:00Z", 1, "suppressed capped cap"),
        ("Pacific/Kiritimati", "2026-11-30T09:30:00Z", 1, "2026-12-01 08:00:00"),
        ("Pacific/Kiritimati", "2026-11-30T10:30:00Z", 2, "suppressed capped cap"),
    ])
    func `a month is the customer's, at its ends as well`(
        zone: String, earlier: String, date: Int, expected: String
    ) async throws {
        let shop = try await shop([cap(1, .month)])
        try await member("ada", in: shop, zone: zone)
        try await shop.message("ada", "x", topic: "greetings", at: earlier)
        try await shop.plan(card(expires: 3 * Self.day), on: "2026-12-0\(date)")
        #expect(try await decision(shop) == expected)
    }

    @Test func `a rolling window is full from both sides`() async throws {
        let shop = try await shop([cap(2, .rolling(seconds: 3 * Self.day))])
        try await member("ada", in: shop)
        // From 19 November 20:00 to 22 November 20:00 there are two already.
        try await shop.message("ada", "x", topic: "greetings", at: "2026-11-19T12:00:00Z")
        try await shop.message(
            "ada", "y", topic: "greetings", state: "planned", at: "2026-11-22T00:00:00Z",
            isAccepted: false)
        try await shop.plan(card(expires: 9 * Self.day), on: "2026-11-21")
        // From 22 November 20:00 on the first is three days away.
        #expect(try await decision(shop) == "2026-11-22 20:00:00")
    }

    @Test(arguments: [
        ("planned", true), ("claimed", true), ("accepted", true), ("retrying", true),
        ("unknown", true), ("suppressed", false), ("expired", false), ("cancelled", false),
        ("refused", false),
    ])
    func `what may have left or may leave counts, the rest does not`(
        state: String, counts: Bool
    ) async throws {
        let shop = try await shop([cap(1, .day)])
        try await member("ada", in: shop)
        try await shop.message(
            "ada", "x", topic: "news", state: state, at: "2026-11-21T05:00:00Z", isAccepted: false)
        try await shop.plan(card(), on: "2026-11-21")
        #expect(
            try await decision(shop)
                == (counts ? "2026-11-22 00:00:00" : "2026-11-21 08:00:00"))
    }

    @Test func `an accepted message counts when it was accepted, not when it was due`()
        async throws
    {
        let shop = try await shop([cap(1, .day)])
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "news", at: "2026-11-20T05:00:00Z")
        try await shop.run("UPDATE tidings.message SET accepted_at = '2026-11-20T17:00:00Z'")
        try await shop.plan(card(), on: "2026-11-21")
        #expect(try await decision(shop) == "2026-11-22 00:00:00")
    }

    @Test func `a cap counts its topics alone`() async throws {
        let shop = try await shop([
            cap(1, .day, ["news"], name: "news"), cap(1, .week, ["greetings"], name: "greetings"),
        ])
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        try await shop.plan(card(), on: "2026-11-21")
        #expect(try await decision(shop) == "2026-11-21 08:00:00")
        try await shop.plan(card("second"), on: "2026-11-21", run: 2)
        #expect(
            try await shop.decisions(of: "second") == ["ada suppressed capped (greetings)"])
    }

    @Test func `of several full caps the first by name is told`() async throws {
        let shop = try await shop([
            cap(1, .rolling(seconds: 9 * Self.day), name: "b"), cap(1, .day, name: "c"),
            cap(2, .rolling(seconds: 9 * Self.day), name: "a"),
        ])
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        try await shop.plan(card(expires: 2 * Self.day), on: "2026-11-21")
        #expect(try await decision(shop) == "suppressed capped b")
    }

    @Test func `a longer cap of a later campaign sees messages that the first did not ask for`()
        async throws
    {
        let shop = try await shop([
            cap(1, .day, ["greetings"]),
            cap(1, .rolling(seconds: 14 * Self.day), ["news"], name: "1 per 14 days"),
        ])
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "news", at: "2026-11-10T00:00:00Z")
        try await shop.plan(
            card(priority: 90), card("news", topic: "news", priority: 10), on: "2026-11-21")
        #expect(try await decision(shop) == "2026-11-21 08:00:00")
        #expect(try await shop.decisions(of: "news") == ["ada suppressed capped (1 per 14 days)"])
    }

    // MARK: Arbitration

    @Test func `the higher priority goes first, then the first by name`() async throws {
        let shop = try await shop([cap(1, .day)])
        try await member("ada", in: shop)
        let campaigns = [
            card("beta", expires: 4 * Self.day), card("alpha", expires: 4 * Self.day),
            card("zeta", priority: 90, expires: 4 * Self.day),
        ]
        try await shop.plan(campaigns[0], campaigns[1], campaigns[2], on: "2026-11-21")
        let slots = try await shop.rows(
            """
            SELECT campaign, (send_at AT TIME ZONE 'Asia/Shanghai')::date AS day
            FROM tidings.message ORDER BY send_at
            """, "campaign", "day")
        #expect(slots == ["zeta 2026-11-21", "alpha 2026-11-22", "beta 2026-11-23"])
    }

    @Test func `a campaign whose guard trips mails nobody and takes nobody's place`()
        async throws
    {
        let shop = try await shop([cap(1, .day)])
        try await member("ada", in: shop)
        try await member("bea", in: shop)
        let figures = try await shop.plan(
            card(priority: 90, atMost: 1), card("news", topic: "news"), on: "2026-11-21")
        #expect(figures.map(\.isGuarded) == [true, false])
        #expect(figures.map(\.suppressed) == [["guard": 2], [:]])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada suppressed guard", "bea suppressed guard",
            ])
        #expect(try await shop.decisions(of: "news") == ["ada planned", "bea planned"])
        try await shop.plan(
            card(priority: 90, expires: 2 * Self.day, atMost: 2), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "card") == ["ada planned", "bea planned"])
    }

    private func birthday(_ priority: Int) -> Campaign {
        .of(.birthday(.init()), name: "birthday", priority: priority, at: Self.at(9))
    }

    /// The birthday of the 23rd stands between the 21st and the 24th.
    @Test(arguments: [
        (3, 90, true, "suppressed capped cap"), (2, 90, true, "suppressed capped cap"),
        (1, 90, true, "2026-11-21 08:00:00"), (0, 90, true, "2026-11-21 08:00:00"),
        (3, 10, true, "2026-11-21 08:00:00"),
        // The birthdays are another job's, due at another hour.
        (3, 90, false, "suppressed capped cap"), (0, 90, false, "2026-11-21 08:00:00"),
        (3, 10, false, "2026-11-21 08:00:00"),
    ])
    func `a birthday to come keeps its place against a lower priority`(
        reserve: Int, priority: Int, isDue: Bool, expected: String
    ) async throws {
        var shop = try await shop([cap(1, .rolling(seconds: 3 * Self.day))], reserve: reserve)
        try await member("ada", in: shop, ["birth_month": "11", "birth_day": "23"])
        let birthday = birthday(priority)
        shop.workspace.jobs = [
            Job(name: "birthday", campaigns: [birthday], place: Place("Jobs/birthday.yaml"))
        ]
        if isDue {
            try await shop.plan(birthday, card(), on: "2026-11-21")
        } else {
            try await shop.plan(card(), on: "2026-11-21")
        }
        #expect(try await decision(shop) == expected)
        // Foreseen is not planned: nothing of it is written.
        #expect(try await shop.decisions(of: "birthday") == [])
    }

    @Test func `a place is kept only for who may be greeted`() async throws {
        var shop = try await shop([cap(1, .rolling(seconds: 3 * Self.day))], reserve: 3)
        for id in ["ada", "bea"] {
            try await member(id, in: shop, ["birth_month": "11", "birth_day": "23"])
        }
        try await shop.event("ada", "unsubscribed", at: "2026-11-01", topic: "greetings")
        shop.workspace.jobs = [
            Job(name: "birthday", campaigns: [birthday(90)], place: Place("Jobs/birthday.yaml"))
        ]
        try await shop.plan(card("news", topic: "news"), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "news") == ["ada planned", "bea suppressed capped (cap)"])
    }
}
