import Testing

struct BirthdayConditionTests {
    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        for (id, month, day, calendar) in [
            ("feb28", 2, 28, "solar"), ("feb29", 2, 29, "solar"), ("mar1", 3, 1, "solar"),
            ("dec31", 12, 31, "solar"), ("jan1", 1, 1, "solar"),
            ("newyear", 1, 1, "lunar"), ("eve29", 12, 29, "lunar"), ("eve30", 12, 30, "lunar"),
            ("sixth", 6, 1, "lunar"),
        ] {
            try await shop.customers(
                id,
                with: [
                    "birth_month": "\(month)", "birth_day": "\(day)",
                    "birthday_calendar": "'\(calendar)'",
                ])
        }
        try await shop.customers("plain", with: ["birth_month": "2", "birth_day": "29"])
        try await shop.customers("unknown")
        return shop
    }

    @Test func `birthdays are met by day, leap day and moon`() async throws {
        let shop = try await shop()
        let noon = "T12:00:00+08:00"
        let expected = [
            ("birthday today", "2027-02-28", "feb28 feb29 plain"),
            ("birthday today", "2028-02-28", "feb28"),
            ("birthday today", "2028-02-29", "feb29 plain"),
            ("birthday today", "2027-03-01", "mar1"),
            ("birthday within next 1 day", "2026-12-31", "dec31 jan1"),
            (
                "birthday within next 366 days", "2026-06-01",
                "dec31 eve29 eve30 feb28 feb29 jan1 mar1 newyear plain sixth"
            ),
            // 17 February 2026 begins the year; the month before it has 29 days.
            ("birthday today", "2026-02-16", "eve29 eve30"),
            ("birthday today", "2026-02-17", "newyear"),
            // 25 July 2025 begins a leap sixth month, which has no birthdays.
            ("birthday today", "2025-06-25", "sixth"),
            ("birthday today", "2025-07-25", ""),
            ("birthday in month 2", "2026-07-01", "feb28 feb29 plain"),
            (
                "not birthday within next 300 days", "2027-03-02",
                "dec31 eve29 eve30 feb28 feb29 jan1 mar1 newyear plain"
            ),
        ]
        for (text, day, members) in expected {
            #expect(
                try await shop.members(text, asOf: day + noon) == members, "\(text) on \(day)")
        }
    }
}
