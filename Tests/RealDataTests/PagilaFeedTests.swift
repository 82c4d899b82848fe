import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing
import Warehouse

/// The rental shop Pagila in a PostgreSQL of its own, read by query feeds.
struct PagilaFeedTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("pagila")))
    func `customers, payments, films and their stock come in as the source counts them`()
        async throws
    {
        let folder = try #require(SharedData.folder("pagila"))
        let shop = try await TestDatabase.make()
        try Pagila.restore(folder, into: shop.uri)
        let source = Source(
            name: "files", kind: .postgres(uri: shop.uri), timezone: .gmt, place: Place("test"))
        let intake = try await Intake.from(folder)

        let customers = Feed.file(
            "customers", into: .customers,
            .query(
                """
                SELECT customer_id, first_name, last_name, email, create_date, city,
                    country
                FROM customer JOIN address USING (address_id) JOIN city USING (city_id)
                    JOIN country USING (country_id)
                """, since: nil),
            .field("id", "customer_id"), .field("first_name", "first_name"),
            .field("last_name", "last_name"), .field("email", "email"),
            .field("joined_on", "create_date"), .field("city", "city"), .field("country", "country")
        )
        #expect(try await intake.load(customers, from: source) == .first(inserted: 599))
        let payments = Feed.file(
            "payments", into: .orders,
            .query("SELECT payment_id, customer_id, payment_date, amount FROM payment", since: nil),
            .field("id", "payment_id"), .field("customer", "customer_id"),
            .field("placed_at", "payment_date"), .field("total", "amount"))
        #expect(try await intake.load(payments, from: source) == .first(inserted: 16_049))
        let films = Feed.file(
            "films", into: .products,
            .query(
                """
                SELECT film_id, title, rental_rate, category.name AS shelf
                FROM film JOIN film_category USING (film_id)
                    JOIN category USING (category_id)
                """, since: nil),
            .field("id", "film_id"), .field("title", "title"), .field("price", "rental_rate"),
            .field("categories", "shelf"))
        #expect(try await intake.load(films, from: source) == .first(inserted: 1_000))
        let stock = Feed.file(
            "stock", into: .stock,
            .query(
                """
                SELECT film_id, count(inventory_id) AS discs
                FROM film LEFT JOIN inventory USING (film_id) GROUP BY film_id
                """, since: nil),
            .field("product", "film_id"), .field("available", "discs"))
        #expect(try await intake.load(stock, from: source) == .first(inserted: 1_000))

        let origin = try await shop.connect()
        for (ours, theirs) in Self.questions {
            let answer = try await origin.execute(Statement(name: "theirs", sql: theirs))
            let expected = try answer.map { row in
                try answer.columns.map { try row.textOrNil($0.name) ?? "-" }
            }
            #expect(!expected.isEmpty)
            #expect(try await intake.rows(ours) == expected)
        }
    }

    /// A question to the warehouse, and the same one to the source.
    private static let questions = [
        (
            """
            SELECT customer_id, first_name, last_name, email, joined_on, city, country
            FROM tidings.customer ORDER BY customer_id::integer
            """,
            """
            SELECT c.customer_id, c.first_name, c.last_name, c.email, c.create_date::date AS d,
                t.city, n.country
            FROM customer c, address a, city t, country n
            WHERE a.address_id = c.address_id AND t.city_id = a.city_id
                AND n.country_id = t.country_id
            ORDER BY c.customer_id
            """
        ),
        (
            """
            SELECT customer_id, count(*), sum(total), min(placed_at), max(placed_at)
            FROM tidings.orders GROUP BY 1 ORDER BY customer_id::integer
            """,
            """
            SELECT customer_id, count(*), sum(amount),
                min(payment_date AT TIME ZONE 'UTC') AS min,
                max(payment_date AT TIME ZONE 'UTC') AS max
            FROM payment GROUP BY 1 ORDER BY 1
            """
        ),
        (
            """
            SELECT product_id, title, price, categories[1] AS shelf
            FROM tidings.product ORDER BY product_id::integer
            """,
            """
            SELECT f.film_id, f.title, f.rental_rate,
                (SELECT c.name FROM category c, film_category x
                WHERE x.film_id = f.film_id AND c.category_id = x.category_id) AS shelf
            FROM film f ORDER BY f.film_id
            """
        ),
        (
            "SELECT in_stock, count(*), sum(available) FROM tidings.stock GROUP BY 1 ORDER BY 1",
            """
            SELECT true AS s, count(DISTINCT film_id), count(*) AS n FROM inventory
            UNION ALL
            SELECT false, count(*), 0 FROM film
            WHERE film_id NOT IN (SELECT film_id FROM inventory)
            ORDER BY 1
            """
        ),
    ]
}
