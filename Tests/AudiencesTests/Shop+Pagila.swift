import Foundation
import Postgres
import TestKit
import Testing

extension Shop {
    /// A warehouse beside Pagila's tables in one database: a rental is an order of one film, paid
    /// as its payments say.
    static func pagila() async throws -> Shop {
        let folder = try #require(SharedData.folder("pagila"))
        let database = try await TestDatabase.make(template: "audiences", prepare: Shop.migrate)
        try Pagila.restore(folder, into: database.uri)
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
}
