import Audiences
import Definitions
import Foundation
import Postgres
import TestKit
import Testing

/// Rentals of Pagila as orders, against SQL written by hand over its own tables.
struct PagilaLanguageTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("pagila")))
    func `counts, films and money equal hand-written SQL`() async throws {
        let shop = try await Shop.pagila()
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
            let byHand = try await shop.byHand("SELECT customer_id::text AS id FROM (\(sql)) AS q")
            #expect(members == byHand, "\(text)")
            #expect(!members.isEmpty, "\(text)")
        }
    }
}
