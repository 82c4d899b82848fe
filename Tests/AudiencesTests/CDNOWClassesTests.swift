import TestKit
import Testing

/// The ready-made classes over the CDNOW sample.
struct CDNOWClassesTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("cdnow")))
    func `fifths, groups, stages and classes of revenue have the members of hand-written SQL`()
        async throws
    {
        let shop = try await Shop.cdnow()
        try await shop.customers("never")
        // From 31 March to 30 June are 91 days, from 1 April 90. On the first two nights most have
        // not bought yet.
        let byHand = try await ClassesByHand(
            of: shop,
            on: [
                "1997-01-31", "1997-02-15", "1997-09-30", "1997-12-31", "1998-03-31", "1998-04-01",
                "1998-06-30",
            ])
        try await shop.run(
            """
            CREATE TEMP TABLE bought AS
            SELECT night, customer_id AS id, count(DISTINCT day) AS n, min(day) AS first,
                max(day) AS last, coalesce(sum(dollars), 0) AS money,
                coalesce(sum(dollars) FILTER (WHERE day >= night - 365), 0) AS year
            FROM night CROSS JOIN tidings.customer
            LEFT JOIN raw ON raw.id::text = customer_id AND day <= night
            GROUP BY night, customer_id
            """)
        try await byHand.findFifths()
        try await byHand.findGroups()
        try await byHand.findRevenueClasses()
        try await byHand.findPlaces()
        try await byHand.findStages()
        let empty = try await byHand.compare(["rfm", "rfm-groups", "abc", "vip", "lifecycle"])
        // Most have one order, and ties share a class: the third.
        #expect(empty == ["rfm-frequency-1", "rfm-frequency-2"])
        // The 90 days end between those who left on 31 March and those who left on 1 April.
        let left = try await shop.byHand(
            "SELECT DISTINCT night::text AS id FROM left_lapsed WHERE night >= '1998-03-31'")
        #expect(left == "1998-03-31 1998-04-01 1998-06-30")
    }
}
