import TestKit
import Testing

/// The ready-made classes over Pagila.
struct PagilaClassesTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("pagila")))
    func `demand by intent, groups and classes of revenue have the members of hand-written SQL`()
        async throws
    {
        let shop = try await Shop.pagila()
        // A film that was brought back was clicked on, one that was not is waited for. Sixty days
        // before the first night many were brought back, and before the second many were not.
        try await shop.run(
            """
            INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
            SELECT DISTINCT customer_id::text, 'clicked', return_date AT TIME ZONE 'UTC', 'news',
                'card'
            FROM rental WHERE return_date IS NOT NULL;
            INSERT INTO tidings.waiting (customer_id, product_id, requested_at, first_load_id,
                load_id, line)
            SELECT r.customer_id::text, i.film_id::text, min(r.rental_date) AT TIME ZONE 'UTC',
                1, 1, 1
            FROM rental AS r JOIN inventory AS i USING (inventory_id)
            WHERE return_date IS NULL GROUP BY 1, 2
            """)
        let byHand = try await ClassesByHand(of: shop, on: ["2005-10-30", "2006-02-28"])
        try await shop.run(
            """
            CREATE TEMP TABLE bought AS
            SELECT night, c.customer_id::text AS id, count(DISTINCT rental_id) AS n,
                min(rental_date::date) AS first, max(rental_date::date) AS last,
                coalesce(sum(amount), 0) AS money,
                coalesce(sum(amount) FILTER (WHERE rental_date >= night - 365), 0) AS year
            FROM night CROSS JOIN public.customer AS c
            LEFT JOIN rental AS r ON r.customer_id = c.customer_id AND rental_date < night + 1
            LEFT JOIN payment AS p USING (rental_id)
            GROUP BY night, c.customer_id
            """)
        try await byHand.findFifths()
        try await byHand.findGroups()
        try await byHand.findRevenueClasses()
        try await byHand.findPlaces()
        try await shop.run(
            """
            INSERT INTO expected
            SELECT b.night, 'demand-' || CASE WHEN before < 0.40 * buyers THEN 'high' ELSE 'low' END
                || '-intent-' || CASE WHEN EXISTS (SELECT FROM rental AS r
                    WHERE r.customer_id::text = b.id
                    AND ((return_date >= b.night - 60 AND return_date < b.night + 1)
                        OR (return_date IS NULL AND rental_date >= b.night - 60
                            AND rental_date < b.night + 1))) THEN 'high' ELSE 'low' END, b.id
            FROM bought AS b LEFT JOIN best USING (night, id)
            """)
        let empty = try await byHand.compare(["demand-intent", "rfm", "rfm-groups", "abc", "vip"])
        // Everybody bought, and on few days: ties by recency share a class.
        #expect(
            empty == [
                "rfm-prospects", "rfm-recency-5", "rfm-recency-3", "rfm-champions", "rfm-new",
            ])
    }
}
