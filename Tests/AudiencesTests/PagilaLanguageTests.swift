import Audiences
import Definitions
import Foundation
import Postgres
import TestKit
import Testing

/// Rentals of Pagila as orders, against SQL written by hand over its own tables.
struct PagilaLanguageTests {
    /// A warehouse beside Pagila's tables in one database: a rental is an order of one film, paid
    /// as its payments say.
    private func shop() async throws -> Shop {
        let folder = try #require(SharedData.folder("pagila"))
        let database = try await TestDatabase.make(template: "audiences", prepare: Shop.migrate)
        try restore(folder, into: database.uri)
        let shop = Shop(
            connection: try await database.connect(),
            zone: try #require(TimeZone(identifier: "UTC")), names: Shop.names)
        try await shop.run(
            """
            INSERT INTO tidings.customer (customer_id, email, first_load_id, load_id, line)
            SELECT customer_id::text, email, 1, 1, 1 FROM public.customer;
            INSERT INTO tidings.product (product_id, title, categories, attributes, first_load_id,
                load_id, line)
            SELECT f.film_id::text, f.title, ARRAY['Film > ' || k.name],
                jsonb_build_object('minutes', f.length::text, 'rating', f.rating::text), 1, 1, 1
            FROM public.film f JOIN public.film_category USING (film_id)
                JOIN public.category k USING (category_id);
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total, channel,
                first_load_id, load_id, line)
            SELECT r.customer_id::text, r.rental_id::text, r.rental_date AT TIME ZONE 'UTC', 'sale',
                (SELECT sum(amount) FROM public.payment p WHERE p.rental_id = r.rental_id),
                r.staff_id::text, 1, 1, 1
            FROM public.rental r;
            INSERT INTO tidings.order_line (customer_id, order_id, line_key, product_id, quantity)
            SELECT r.customer_id::text, r.rental_id::text, '1', i.film_id::text, 1
            FROM public.rental r JOIN public.inventory i USING (inventory_id);
            ANALYZE tidings.orders; ANALYZE tidings.order_line; ANALYZE tidings.product
            """)
        return shop
    }

    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("pagila")))
    func `counts, films and money equal hand-written SQL`() async throws {
        let shop = try await shop()
        let questions: KeyValuePairs = [
            "bought(category under 'Film > Sports', last 31 days) >= 2": """
            SELECT customer_id FROM rental JOIN inventory USING (inventory_id)
                JOIN film_category USING (film_id) JOIN category USING (category_id)
            WHERE name = 'Sports' AND rental_date >= '2005-07-31'
                AND rental_date < '2005-09-01'
            GROUP BY customer_id HAVING count(*) >= 2
            """,
            "distinct products < orders(last 1000 days)": """
            SELECT customer_id FROM rental JOIN inventory USING (inventory_id)
            WHERE rental_date < '2005-09-01' GROUP BY customer_id
            HAVING count(DISTINCT film_id) < count(*)
            """,
            "spend(channel = 1) >= 80": """
            SELECT r.customer_id FROM rental r JOIN payment p USING (rental_id)
            WHERE r.staff_id = 1 AND rental_date < '2005-09-01'
            GROUP BY r.customer_id HAVING sum(p.amount) >= 80
            """,
            "average order >= 4.75": """
            SELECT customer_id FROM (SELECT r.customer_id, sum(p.amount) AS paid FROM rental r
                JOIN payment p USING (rental_id) WHERE rental_date < '2005-09-01'
                GROUP BY r.customer_id, r.rental_id) AS rentals
            GROUP BY customer_id HAVING avg(paid) >= 4.75
            """,
            "orders(product.minutes > 180, product.rating = 'PG-13') > 0": """
            SELECT customer_id FROM rental JOIN inventory USING (inventory_id)
                JOIN film USING (film_id)
            WHERE length > 180 AND rating = 'PG-13' AND rental_date < '2005-09-01'
            GROUP BY customer_id
            """,
            "days between orders < 2.5": """
            SELECT customer_id FROM rental WHERE rental_date < '2005-09-01'
            GROUP BY customer_id
            HAVING (max(rental_date::date) - min(rental_date::date)) < 2.5 * (count(*) - 1)
            """,
            "bought(title starts with 'ACE')": """
            SELECT DISTINCT customer_id FROM rental JOIN inventory USING (inventory_id)
                JOIN film USING (film_id)
            WHERE title LIKE 'ACE%' AND rental_date < '2005-09-01'
            """,
            "top 10 by distinct products(since 2005-07-01)": """
            SELECT customer_id FROM rental JOIN inventory USING (inventory_id)
            WHERE rental_date >= '2005-07-01' AND rental_date < '2005-09-01'
            GROUP BY customer_id
            ORDER BY count(DISTINCT film_id) DESC, customer_id::text COLLATE "C" LIMIT 10
            """,
        ]
        for (text, sql) in questions {
            let members = try await shop.members(text, asOf: "2005-08-31T23:59:59Z")
            let rows = try await shop.connection.execute(
                Statement(name: "by hand", sql: "SELECT customer_id::text AS id FROM (\(sql)) q"))
            let byHand = try rows.map { try $0.text("id") }.sorted().joined(separator: " ")
            #expect(members == byHand, "\(text)")
            #expect(!members.isEmpty, "\(text)")
        }
    }

    private func restore(_ folder: URL, into uri: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "{ cat \"$1\"; gunzip -c \"$2\"; } | psql -X -q \"$3\" >/dev/null 2>&1", "sh",
            folder.appending(path: "pagila-schema.sql").path,
            folder.appending(path: "pagila-data.sql.gz").path, uri,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
