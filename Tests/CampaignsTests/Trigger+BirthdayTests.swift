import Campaigns
import Definitions
import Foundation
import Testing

/// Birthdays by rule, zone and calendar.
@Suite(.serialized)
struct TriggerBirthdayTests {
    private static let nine = 9 * 60

    private func shop(_ zone: String, birthdays: [(id: String, day: String)]) async throws -> Shop {
        let shop = try await Shop.open(zone)
        for birthday in birthdays { try await add(birthday, to: shop) }
        return shop
    }

    private func add(
        _ birthday: (id: String, day: String), to shop: Shop, _ values: [String: String] = [:]
    ) async throws {
        let parts = birthday.day.split(separator: "-").compactMap { Int($0) }
        try await shop.customer(
            birthday.id,
            ["birth_month": "\(parts[0])", "birth_day": "\(parts[1])"].merging(values) { $1 })
    }

    /// The run for D plans D, and D+1, which begins before the next run.
    @Test(arguments: [
        (Trigger.Birthday.LeapDay.february28, "2027-02-27", "feb28@02-28 feb29@02-28"),
        (.february28, "2027-02-28", "feb28@02-28 feb29@02-28 mar1@03-01"),
        (.february28, "2027-03-01", "mar1@03-01"),
        (.february28, "2028-02-27", "feb28@02-28"),
        (.february28, "2028-02-28", "feb28@02-28 feb29@02-29"),
        (.february28, "2028-02-29", "feb29@02-29 mar1@03-01"),
        (.march1, "2027-02-27", "feb28@02-28"),
        (.march1, "2027-02-28", "feb28@02-28 feb29@03-01 mar1@03-01"),
        (.march1, "2027-03-01", "feb29@03-01 mar1@03-01"),
        (.march1, "2028-02-28", "feb28@02-28 feb29@02-29"),
        (.march1, "2028-02-29", "feb29@02-29 mar1@03-01"),
        (.march1, "2028-03-01", "mar1@03-01"),
        (.skip, "2027-02-28", "feb28@02-28 mar1@03-01"),
        (.skip, "2027-03-01", "mar1@03-01"),
        (.skip, "2028-02-28", "feb28@02-28 feb29@02-29"),
        (.february28, "2100-02-28", "feb28@02-28 feb29@02-28 mar1@03-01"),
    ])
    func `29 February falls by rule in years without one`(
        rule: Trigger.Birthday.LeapDay, date: String, expected: String
    ) async throws {
        let shop = try await shop(
            "Asia/Shanghai",
            birthdays: [("feb28", "2-28"), ("feb29", "2-29"), ("mar1", "3-1")])
        let trigger = Trigger.Birthday(leapDay: rule)
        try await shop.plan(.of(.birthday(trigger), at: Self.nine, expires: 172_800), on: date)
        let greeted = try await shop.rows(
            """
            SELECT customer_id || '@'
                || to_char(expires_at AT TIME ZONE 'Asia/Shanghai' - interval '2 days', 'MM-DD')
                AS greeted
            FROM tidings.message WHERE state = 'planned' ORDER BY customer_id
            """, "greeted")
        #expect(greeted.joined(separator: " ") == expected)
    }

    /// Auckland is at +13, Shanghai at +8, New York at -5, Honolulu at -10.
    @Test(arguments: [
        (
            "Asia/Shanghai",
            [
                // Auckland's 21 November began 11 hours before the tick: its 09:00 is over.
                "a21 2026-11-21 00:00:00", "a22 2026-11-21 20:00:00",
                "h21 2026-11-21 19:00:00",
                "s21 2026-11-21 01:00:00", "s22 2026-11-22 01:00:00",
            ]
        ),
        (
            "America/New_York",
            [
                "a21 2026-11-21 13:00:00", "a22 2026-11-21 20:00:00",
                "h21 2026-11-21 19:00:00", "h22 2026-11-22 19:00:00",
                // Shanghai's 09:00 of the 21st is 12 hours over.
                "s21 2026-11-21 13:00:00", "s22 2026-11-22 01:00:00",
            ]
        ),
    ])
    func `a run plans its date and what of the next begins before the next run`(
        zone: String, expected: [String]
    ) async throws {
        let shop = try await shop(zone, birthdays: [])
        let zones = ["a": "Pacific/Auckland", "h": "Pacific/Honolulu", "s": "Asia/Shanghai"]
        for (letter, zone) in zones {
            for day in 20...23 {
                try await add(
                    ("\(letter)\(day)", "11-\(day)"), to: shop, ["timezone": "'\(zone)'"])
            }
        }
        try await shop.plan(.of(.birthday(.init()), at: Self.nine), on: "2026-11-21")
        #expect(try await shop.slots(of: "card", in: "UTC") == expected)
    }

    @Test(arguments: ["Asia/Shanghai", "America/New_York", "Pacific/Auckland", "Pacific/Honolulu"])
    func `runs day after day greet everybody once, on their own day`(zone: String) async throws {
        let shop = try await shop(zone, birthdays: [])
        let zones = [
            "a": "Pacific/Auckland", "h": "Pacific/Honolulu", "s": "Asia/Shanghai",
            "n": "America/New_York", "k": "Pacific/Kiritimati",
        ]
        for (letter, zone) in zones {
            try await add((letter, "11-22"), to: shop, ["timezone": "'\(zone)'"])
        }
        for day in 19...25 {
            try await shop.plan(
                .of(.birthday(.init()), at: 10 * 60), on: "2026-11-\(day)", run: day)
        }
        let greeted = try await shop.rows(
            """
            SELECT m.customer_id, to_char(m.send_at AT TIME ZONE c.timezone, 'MM-DD HH24:MI') AS at
            FROM tidings.message m JOIN tidings.customer c USING (customer_id)
            WHERE m.state = 'planned' ORDER BY m.customer_id
            """, "customer_id", "at")
        #expect(
            greeted == [
                "a 11-22 10:00", "h 11-22 10:00", "k 11-22 10:00", "n 11-22 10:00",
                "s 11-22 10:00",
            ])
    }

    @Test func `days before move the day, and the key keeps the birthday's year`() async throws {
        let shop = try await shop(
            "Asia/Shanghai", birthdays: [("early", "1-3"), ("late", "12-28")])
        let trigger = Trigger.Birthday(daysBefore: 7)
        try await shop.plan(.of(.birthday(trigger), at: Self.nine), on: "2026-12-21")
        try await shop.plan(.of(.birthday(trigger), at: Self.nine), on: "2026-12-27", run: 2)
        let planned = try await shop.rows(
            """
            SELECT customer_id, occurrence, (send_at AT TIME ZONE 'Asia/Shanghai')::text AS at
            FROM tidings.message ORDER BY customer_id
            """, "customer_id", "occurrence", "at")
        #expect(
            planned == [
                "early birthday:2027 2026-12-27 09:00:00", "late birthday:2026 2026-12-21 09:00:00",
            ])
    }

    /// Lunar 2025 has a second sixth month from 25 July; its twelfth has 29 days, to 16 February.
    @Test(arguments: [
        ("2025-06-25", "6-1 birthday:2025"), ("2025-07-25", ""),
        ("2025-07-24", "6-30 birthday:2025"),
        ("2026-02-16", "1-1 birthday:2026 12-29 birthday:2025 12-30 birthday:2025"),
        ("2026-02-17", "1-1 birthday:2026"),
    ])
    func `lunar birthdays fall on days of the Chinese calendar`(
        date: String, expected: String
    ) async throws {
        let shop = try await shop("Asia/Shanghai", birthdays: [])
        for day in ["1-1", "6-1", "6-30", "12-29", "12-30"] {
            try await add((day, day), to: shop, ["birthday_calendar": "'lunar'"])
        }
        try await shop.plan(.of(.birthday(.init())), on: date)
        let planned = try await shop.rows(
            "SELECT customer_id, occurrence FROM tidings.message ORDER BY customer_id",
            "customer_id", "occurrence")
        #expect(planned.joined(separator: " ") == expected)
    }

    @Test(arguments: [
        (Trigger.Birthday.Calendar.asGiven, "2026-02-17", "lunar"),
        (.asGiven, "2026-01-01", "solar unsaid"), (.solar, "2026-01-01", "lunar solar unsaid"),
        (.solar, "2026-02-17", ""), (.lunar, "2026-02-17", "lunar solar unsaid"),
    ])
    func `a campaign may read every birthday as solar or as lunar`(
        calendar: Trigger.Birthday.Calendar, date: String, expected: String
    ) async throws {
        let shop = try await shop("Asia/Shanghai", birthdays: [("unsaid", "1-1")])
        try await add(("solar", "1-1"), to: shop, ["birthday_calendar": "'solar'"])
        try await add(("lunar", "1-1"), to: shop, ["birthday_calendar": "'lunar'"])
        let trigger = Trigger.Birthday(calendar: calendar)
        try await shop.plan(.of(.birthday(trigger)), on: date)
        let planned = try await shop.rows(
            "SELECT customer_id FROM tidings.message ORDER BY customer_id", "customer_id")
        #expect(planned.joined(separator: " ") == expected)
    }

    @Test func `a birthday edited after its card is not greeted again that year`() async throws {
        let shop = try await shop("Asia/Shanghai", birthdays: [("ada", "11-21")])
        let card = Campaign.of(.birthday(.init()))
        try await shop.plan(card, on: "2026-11-21")
        try await shop.run("UPDATE tidings.customer SET birth_month = 12, birth_day = 5")
        let again = try await shop.plan(card, on: "2026-12-05", run: 2)
        #expect(again.first?.decidedBefore == 1)
        #expect(again.first?.audience == 0)
        try await shop.plan(card, on: "2027-12-05", run: 3)
        let keys = try await shop.rows(
            "SELECT occurrence FROM tidings.message ORDER BY occurrence", "occurrence")
        #expect(keys == ["birthday:2026", "birthday:2027"])
    }

    @Test func `a card without an hour is due when the day begins, and not before the tick`()
        async throws
    {
        let shop = try await shop("Asia/Shanghai", birthdays: [])
        try await add(("a", "11-21"), to: shop, ["timezone": "'Pacific/Auckland'"])
        try await add(("h", "11-21"), to: shop, ["timezone": "'Pacific/Honolulu'"])
        try await add(("s", "11-22"), to: shop)
        try await shop.plan(.of(.birthday(.init())), on: "2026-11-21")
        #expect(
            try await shop.slots(of: "card") == [
                "a 2026-11-21 08:00:00", "h 2026-11-21 18:00:00", "s 2026-11-22 00:00:00",
            ])
    }
}
