import Testing

/// Every text of a customer, and every kind of event, asked for by name.
struct LanguageFieldsTests {
    @Test func `every text of a customer can be asked for`() async throws {
        let shop = try await Shop.open()
        let fields = [
            "email", "first_name", "last_name", "title", "city", "region", "country", "locale",
            "timezone", "phone",
        ]
        try await shop.customers(
            "a", with: Dictionary(uniqueKeysWithValues: fields.map { ($0, "'\($0) of a'") }))
        try await shop.customers(
            "b", with: Dictionary(uniqueKeysWithValues: fields.map { ($0, "'\($0) of b'") }))
        try await shop.customers("c")
        for field in fields {
            #expect(try await shop.members("\(field) = '\(field) of a'") == "a", "\(field)")
            #expect(try await shop.members("\(field) != '\(field) of a'") == "b", "\(field)")
            #expect(try await shop.members("\(field) ends with 'of b'") == "b", "\(field)")
            #expect(try await shop.members("\(field) is known") == "a b", "\(field)")
            #expect(try await shop.members("\(field) is unknown") == "c", "\(field)")
        }
        #expect(try await shop.members("id in (a, c)") == "a c")
    }

    @Test(arguments: ["opened", "clicked", "bounced", "complained", "unsubscribed"])
    func `events count by campaign, topic and window`(_ kind: String) async throws {
        let shop = try await Shop.open()
        try await shop.customers("a", "b", "c")
        let other = kind == "opened" ? "clicked" : "opened"
        try await shop.run(
            """
            INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
            VALUES ('a', '\(kind)', '2026-11-10T00:00Z', 'news', 'card'),
                ('a', '\(kind)', '2026-08-10T00:00Z', 'greetings', 'win-back'),
                ('b', '\(kind)', '2026-11-11T00:00Z', 'greetings', 'win-back'),
                ('c', '\(other)', '2026-11-11T00:00Z', 'news', 'card')
            """)
        let expected: KeyValuePairs = [
            "": "a b", " = 2": "a", " = 0": "c", "(campaign = card)": "a",
            "(campaign = win-back, last 30 days)": "b", "(topic = greetings)": "a b",
            "(topic = news, last 10 days)": "", "(topic in (news, greetings), last 30 days)": "a b",
            "(between 120 and 60 days ago)": "a",
        ]
        for (text, members) in expected {
            #expect(try await shop.members("\(kind)\(text)") == members, "\(kind)\(text)")
        }
    }

    @Test(arguments: ["received", "accepted"])
    func `messages count when they were accepted`(_ word: String) async throws {
        let shop = try await Shop.open()
        try await shop.customers("a", "b", "c")
        try await shop.run(
            """
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority, state,
                run_id, decided_for, planned_at, send_at, expires_at, accepted_at, template)
            SELECT c, 'card', o, topic, 50, state, 1, '2026-11-01', at, at, at,
                CASE WHEN state = 'accepted' THEN at END, 't'
            FROM (VALUES ('a', '1', 'news', 'accepted', '2026-11-20T00:00Z'::timestamptz),
                ('a', '2', 'greetings', 'accepted', '2026-08-20T00:00Z'),
                ('b', '1', 'news', 'refused', '2026-11-20T00:00Z'))
                AS m (c, o, topic, state, at)
            """)
        let expected: KeyValuePairs = [
            "": "a", " = 2": "a", " = 0": "b c", "(last 30 days) = 1": "a",
            "(topic = greetings, last 30 days)": "", "(campaign = card, topic = news)": "a",
            "(campaign = win-back) = 0": "a b c",
        ]
        for (text, members) in expected {
            #expect(try await shop.members("\(word)\(text)") == members, "\(word)\(text)")
        }
    }
}
