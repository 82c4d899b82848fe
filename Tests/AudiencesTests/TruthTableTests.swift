import Testing

/// Unknown in conditions: `known = …` is known, of `hole` the city is unknown.
struct TruthTableTests {
    /// True of t, false of f, unknown of u.
    private static let leaf = "city = yes"
    private static let all = ["t", "f", "u"]

    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        // Two letters: what `city = yes` and `region = yes` are.
        for city in Self.all {
            for region in Self.all {
                var values: [String: String] = [:]
                if city != "u" { values["city"] = city == "t" ? "'yes'" : "'no'" }
                if region != "u" { values["region"] = region == "t" ? "'yes'" : "'no'" }
                try await shop.customers(city + region, with: values)
            }
        }
        return shop
    }

    @Test func `only true matches, and not of unknown is unknown`() async throws {
        let shop = try await shop()
        let expected = [
            "city = yes": "tf tt tu",
            "not city = yes": "ff ft fu",
            "city = yes and region = yes": "tt",
            "city = yes or region = yes": "ft tf tt tu ut",
            // Known to be false as soon as one side is.
            "not (city = yes and region = yes)": "ff ft fu tf uf",
            // Known to be false only when both sides are.
            "not (city = yes or region = yes)": "ff",
            "not (not city = yes)": "tf tt tu",
            "city != yes or city = yes": "ff ft fu tf tt tu",
            "city is unknown or city = yes": "tf tt tu uf ut uu",
            "not (city is known)": "uf ut uu",
        ]
        for (text, members) in expected {
            #expect(try await shop.members(text) == members, "\(text)")
        }
    }

    @Test func `a count of nothing is 0, so it is known of everybody`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("none", "some")
        try await shop.order("1", of: "some", at: "2026-11-01T00:00:00Z", lines: [("p", 1, 1)])
        let expected = [
            "bought(product = p)": "some", "not bought(product = p)": "none",
            "not orders >= 1": "none", "orders != 1": "none", "spend < 1": "none",
            "orders >= 0": "none some", "not in segment staff": "none some",
            "last_order_at < today": "some", "not last_order_at < today": "",
            "not top 1 by items": "none", "quintile by items != 5": "",
            "orders(last 3 days) < orders": "some", "spend = 0 or orders = 1": "none some",
        ]
        for (text, members) in expected {
            #expect(try await shop.members(text) == members, "\(text)")
        }
    }
}
