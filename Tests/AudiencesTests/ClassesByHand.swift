import Audiences
import Definitions
import Postgres
import Testing

/// The ready-made classes as their documentation defines them, in SQL written by hand that shares
/// nothing with the compiler: it counts customers, and reads a table of what each one bought.
///
/// The table `bought` has a row for each `customer` and `night`: `n` days with an order up to the
/// night, the `first` and the `last` of them, `money` in all and `year`, that of the last 365 days;
/// who has not bought has 0, and no days. The table `expected` takes up `night`, `class` and `id`.
struct ClassesByHand {
    let shop: Shop
    /// In their order, as `1997-09-30`.
    let nights: [String]

    init(of shop: Shop, on nights: [String]) async throws {
        self.shop = shop
        self.nights = nights
        let days = nights.map { "('\($0)'::date)" }.joined(separator: ", ")
        try await shop.run(
            """
            CREATE TEMP TABLE night AS SELECT night FROM (VALUES \(days)) AS v (night);
            CREATE TEMP TABLE expected (night date, class text, id text);
            """)
    }

    /// The classes' members of a night, evaluated one night after the other, against `expected`.
    ///
    /// - Returns: the classes that were empty on all nights.
    func compare(_ sets: [String]) async throws -> Set<String> {
        let segments = try Shop.readyClasses(sets)
        var empty = Set(segments.map(\.name))
        let evaluation = SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "USD")
        for (run, night) in nights.enumerated() {
            let instant = try shop.instant("\(night)T23:59:59Z")
            _ = try await shop.connection.transaction { connection in
                try await evaluation.evaluate(
                    segments, asOf: instant, at: instant, runID: run + 1, connection)
            }
            for name in segments.map(\.name) {
                let members = try await shop.byHand(
                    """
                    SELECT customer_id AS id FROM tidings.segment_entry
                    WHERE segment = '\(name)' AND left_at IS NULL
                    """)
                let expected = try await shop.byHand(
                    "SELECT id FROM expected WHERE class = '\(name)' AND night = '\(night)'")
                #expect(members == expected, "\(name) on \(night)")
                if !expected.isEmpty { empty.remove(name) }
            }
        }
        return empty
    }

    // MARK: Recency, frequency and money

    /// Fifths count how many of those who have an amount above nothing have no more; the days since
    /// the last order may be none.
    func findFifths() async throws {
        try await shop.run(
            """
            CREATE TEMP TABLE fifth AS SELECT b.night, b.id, b.n, r.fifth AS recency,
                f.fifth AS frequency, m.fifth AS money
            FROM bought AS b
            LEFT JOIN (SELECT night, id, ceil(5.0 * count(*) OVER (PARTITION BY night
                ORDER BY night - last) / count(*) OVER (PARTITION BY night)) AS fifth
                FROM bought WHERE n > 0) AS r USING (night, id)
            LEFT JOIN (SELECT night, id, ceil(5.0 * count(*) OVER (PARTITION BY night
                ORDER BY n) / count(*) OVER (PARTITION BY night)) AS fifth
                FROM bought WHERE n > 0) AS f USING (night, id)
            LEFT JOIN (SELECT night, id, ceil(5.0 * count(*) OVER (PARTITION BY night
                ORDER BY money) / count(*) OVER (PARTITION BY night)) AS fifth
                FROM bought WHERE money > 0) AS m USING (night, id);
            INSERT INTO expected
            SELECT night, 'rfm-recency-' || 6 - recency, id FROM fifth WHERE recency IS NOT NULL
            UNION ALL
            SELECT night, 'rfm-frequency-' || frequency, id FROM fifth WHERE frequency IS NOT NULL
            UNION ALL
            SELECT night, 'rfm-money-' || money, id FROM fifth WHERE money IS NOT NULL
            """)
    }

    /// By the fifth of recency, 1 the latest, and by strong, moderate and weak.
    func findGroups() async throws {
        try await shop.run(
            """
            WITH strength AS (SELECT *, CASE
                WHEN n > 1 AND frequency >= 4 AND money >= 4 THEN 'strong'
                WHEN (n = 1 OR frequency <= 2) AND coalesce(money, 1) <= 2 THEN 'weak'
                ELSE 'moderate' END AS strength FROM fifth)
            INSERT INTO expected SELECT night, 'rfm-' || CASE
                WHEN n = 0 THEN 'prospects'
                WHEN recency = 1 AND strength = 'strong' THEN 'champions'
                WHEN recency <= 3 AND strength = 'strong' THEN 'loyal'
                WHEN strength = 'strong' AND frequency = 5 AND money = 5 THEN 'previously-loyal'
                WHEN strength = 'strong' THEN 'at-risk'
                WHEN recency <= 2 AND strength = 'moderate' THEN 'active'
                WHEN recency <= 4 AND strength = 'moderate' THEN 'needs-attention'
                WHEN recency = 1 THEN 'new'
                WHEN recency = 2 THEN 'promising'
                WHEN recency <= 4 THEN 'almost-lost'
                ELSE 'dormant' END, id
            FROM strength
            """)
    }

    // MARK: A year's revenue

    /// Who brings the first 80 %, the next 15 %, the rest: in a class is who begins in it.
    func findRevenueClasses() async throws {
        try await shop.run(
            """
            INSERT INTO expected
            SELECT night, CASE WHEN before < 0.80 * total THEN 'abc-a'
                WHEN before < 0.95 * total THEN 'abc-b' ELSE 'abc-c' END, id
            FROM (SELECT night, id, sum(year) OVER (PARTITION BY night) AS total,
                sum(year) OVER (PARTITION BY night ORDER BY year DESC, id COLLATE "C") - year
                    AS before
                FROM bought WHERE year > 0) AS summed
            """)
    }

    /// The table `best`: how many of a year's buyers stand before each, and how many there are.
    func findPlaces() async throws {
        try await shop.run(
            """
            CREATE TEMP TABLE best AS SELECT night, id, count(*) OVER (PARTITION BY night) AS buyers,
                count(*) OVER (PARTITION BY night ORDER BY year DESC, id COLLATE "C") - 1 AS before
            FROM bought WHERE year > 0;
            INSERT INTO expected SELECT night, 'vip', id FROM best WHERE before < 0.05 * buyers
            """)
    }

    // MARK: The shop's own rhythm

    /// The rhythm is the least mean gap that three of four, and 19 of 20, of those with two orders
    /// do not exceed. Won back is who was lapsed on the night before a night of the last 90 days,
    /// tonight included, and on that night no more.
    func findStages() async throws {
        try await shop.run(
            """
            CREATE TEMP TABLE rhythm AS
            SELECT night, min(gap) FILTER (WHERE 100 * k >= 75 * gaps) AS three_of_four,
                min(gap) FILTER (WHERE 100 * k >= 95 * gaps) AS nineteen_of_twenty
            FROM (SELECT night, gap, count(*) OVER (PARTITION BY night) AS gaps,
                row_number() OVER (PARTITION BY night ORDER BY gap) AS k
                FROM (SELECT night, (last - first)::numeric / (n - 1) AS gap
                    FROM bought WHERE n > 1) AS mean) AS ranked
            GROUP BY night;
            CREATE TEMP TABLE stage AS
            SELECT night, id, n, night - last > three_of_four AS late,
                night - last > nineteen_of_twenty AS lapsed
            FROM bought JOIN rhythm USING (night) WHERE n > 0;
            CREATE TEMP TABLE left_lapsed AS
            SELECT night, id FROM (SELECT night, id, lapsed, lag(lapsed)
                OVER (PARTITION BY id ORDER BY night) AS was FROM stage) AS s
            WHERE was AND NOT lapsed;
            INSERT INTO expected
            SELECT night, 'lifecycle-prospect', id FROM bought WHERE n = 0
            UNION ALL
            SELECT s.night, 'lifecycle-' || CASE WHEN lapsed THEN 'lapsed' WHEN late THEN 'at-risk'
                WHEN n = 1 THEN 'new'
                WHEN EXISTS (SELECT FROM left_lapsed AS l WHERE l.id = s.id
                    AND l.night BETWEEN s.night - 90 AND s.night) THEN 'won-back'
                ELSE 'active' END, id
            FROM stage AS s
            """)
    }
}
