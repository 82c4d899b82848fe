import Foundation
import Postgres
import Warehouse

/// Draws what happens to a shop: rows that come, change and go, and who must be noted for each.
struct RandomChanges {
    /// A change as SQL, and whose rows of which kind it touches.
    struct Change {
        var sql: String
        var customers: [String]
        var rows: ChangeLog.Rows
        /// Whether the SQL notes them, as a merge of orders does.
        var isNoted: Bool

        init(
            _ rows: ChangeLog.Rows, of customers: [String], isNoted: Bool = false, _ sql: String
        ) {
            self.isNoted = isNoted
            self.sql = sql
            self.customers = customers
            self.rows = rows
        }

        /// In a transaction of its own.
        func apply(to connection: Connection) async throws {
            try await connection.transaction { connection in
                try await connection.run(script: Statement(name: "change", sql: sql))
                if !isNoted { try await ChangeLog(connection).note(customers, rows) }
            }
        }
    }

    private var generator: SeededGenerator
    private let customers: [String]
    private var order = 0

    init(seed: UInt64, customers: Int) {
        generator = SeededGenerator(seed: seed)
        self.customers = (0..<customers).map { "k\($0)" }
    }

    /// What there is from the beginning; products are not noted.
    mutating func beginnings() -> [Change] {
        let products = ["p", "q", "r"].map {
            Change(
                .offer, of: [ChangeLog.everybody],
                """
                INSERT INTO tidings.product (product_id, categories, brand, price, published_on,
                    first_load_id, load_id, line) VALUES ('\($0)', '{A > \($0)}', 'b\($0)', 5,
                    '2026-03-20', 1, 1, 1)
                """)
        }
        return products + customers.map { customer($0) }
            + (0..<customers.count * 3).map { _ in newOrder(at: Self.middle) }
    }

    /// One change around an instant.
    mutating func next(at now: Date) -> Change {
        switch number(0...19) {
        case 0...3: return newOrder(at: now)
        case 4, 5: return changedOrder(at: now)
        case 6: return deletedOrder()
        case 7: return movedOrder()
        case 8, 9: return changedCustomer()
        case 10: return customer(one())
        case 11: return deletedCustomer()
        case 12: return event(at: now)
        case 13: return message(at: now)
        case 14: return waiting(at: now)
        case 15: return closedWait(at: now)
        case 16: return consent(at: now)
        case 17: return tier(at: now)
        case 18: return entry(at: now)
        default: return product()
        }
    }

    // MARK: Orders

    private mutating func newOrder(at now: Date) -> Change {
        order += 1
        let (owner, id) = (one(), "o\(order)")
        let lines = (0..<number(0...2)).map { index in
            """
            INSERT INTO tidings.order_line VALUES ('\(owner)', '\(id)', '\(index)',
                '\(pick(["p", "q", "r", "s"]))', \(number(-2...3)), \(number(1...9)));
            """
        }
        return Change(
            .order, of: [owner], isNoted: true,
            """
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total, currency,
                channel, first_load_id, load_id, line)
            VALUES ('\(owner)', '\(id)', \(time(around: now)),
                '\(pick(["sale", "sale", "sale", "returned", "cancelled"]))',
                \(pick(["NULL", "NULL", "10", "25.5", "-5"])), \(pick(["NULL", "'CNY'", "'EUR'"])),
                \(pick(["NULL", "'web'"])), 1, 1, 1);
            \(lines.joined())
            \(Self.noted("'\(id)'"))
            """)
    }

    private mutating func changedOrder(at now: Date) -> Change {
        let owner = one()
        let order = """
            (SELECT \(pick(["min", "max"]))(order_id) FROM tidings.orders
                WHERE customer_id = '\(owner)')
            """
        let head = pick([
            "status = 'returned'", "status = 'sale'", "total = \(number(1...40))", "total = NULL",
            "placed_at = \(time(around: now))", "channel = 'web'",
        ])
        let line = pick(["quantity = \(number(-2...3))", "price = 3", "product_id = 'q'"])
        // What it was is kept before it changes.
        return Change(
            .order, of: [owner], isNoted: true,
            """
            INSERT INTO tidings.order_before (customer_id, order_id, xid, placed_at, status, total,
                currency, channel, attributes)
            SELECT customer_id, order_id, pg_current_xact_id(), placed_at, status, total, currency,
                channel, attributes
            FROM tidings.orders WHERE order_id = \(order);
            INSERT INTO tidings.order_line_before (customer_id, order_id, xid, line_key,
                product_id, quantity, price)
            SELECT customer_id, order_id, pg_current_xact_id(), line_key, product_id, quantity,
                price
            FROM tidings.order_line WHERE order_id = \(order);
            \(Self.noted(order))
            UPDATE tidings.orders SET \(head) WHERE order_id = \(order);
            UPDATE tidings.order_line SET \(line) WHERE order_id = \(order);
            """)
    }

    /// Notes that an order came or changed.
    private static func noted(_ order: String) -> String {
        """
        INSERT INTO tidings.change (customer_id, what, xid, order_id)
        SELECT customer_id, 'order', pg_current_xact_id(), order_id
        FROM tidings.orders WHERE order_id = \(order);
        """
    }

    private mutating func deletedOrder() -> Change {
        let owner = one()
        return Change(
            .order, of: [owner],
            """
            DELETE FROM tidings.order_line WHERE order_id = (SELECT max(order_id)
                FROM tidings.orders WHERE customer_id = '\(owner)');
            DELETE FROM tidings.orders WHERE order_id = (SELECT max(order_id)
                FROM tidings.orders WHERE customer_id = '\(owner)');
            """)
    }

    private mutating func movedOrder() -> Change {
        let (from, to) = (one(), one())
        let order = "(SELECT min(order_id) FROM tidings.orders WHERE customer_id = '\(from)')"
        return Change(
            .order, of: [from, to],
            """
            UPDATE tidings.order_line SET customer_id = '\(to)' WHERE order_id = \(order);
            UPDATE tidings.orders SET customer_id = '\(to)' WHERE order_id = \(order);
            """)
    }

    // MARK: Customers

    private mutating func customer(_ id: String) -> Change {
        Change(
            .customer, of: [id],
            """
            INSERT INTO tidings.customer (customer_id, city, joined_on, birth_year, birth_month,
                birth_day, birthday_calendar, attributes, first_load_id, load_id, line)
            VALUES ('\(id)', \(city()), \(day()), \(pick(["NULL", "1990", "2000"])), 3,
                \(number(1...31)), \(pick(["NULL", "'solar'", "'lunar'"])),
                '{"score": "\(number(-5...9))", "seen": "2026-03-\(number(10...31))"}', 1, 1, 1)
            ON CONFLICT DO NOTHING
            """)
    }

    private mutating func changedCustomer() -> Change {
        let id = one()
        let value = pick([
            "city = \(city())", "joined_on = \(day())", "birth_day = \(number(1...31))",
            "attributes = attributes || '{\"score\": \"\(number(-5...9))\"}'", "attributes = '{}'",
        ])
        return Change(
            .customer, of: [id],
            "UPDATE tidings.customer SET \(value) WHERE customer_id = '\(id)'")
    }

    private mutating func deletedCustomer() -> Change {
        let id = one()
        return Change(
            .customer, of: [id], "DELETE FROM tidings.customer WHERE customer_id = '\(id)'")
    }

    private mutating func consent(at now: Date) -> Change {
        let id = one()
        return Change(
            .consent, of: [id],
            """
            INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
            VALUES ('\(id)', 'news', \(pick(["true", "false"])), \(time(around: now)), 1, 1)
            ON CONFLICT (customer_id, topic) DO UPDATE SET given = excluded.given
            """)
    }

    // MARK: What happened to them

    private mutating func event(at now: Date) -> Change {
        let id = one()
        return Change(
            .event, of: [id],
            """
            INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
            VALUES ('\(id)', '\(pick(["clicked", "opened"]))', \(time(around: now)), 'news',
                '\(pick(["", "card"]))')
            ON CONFLICT DO NOTHING
            """)
    }

    private mutating func message(at now: Date) -> Change {
        let id = one()
        return Change(
            .message, of: [id],
            """
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority, state,
                run_id, decided_for, planned_at, send_at, expires_at, accepted_at, template)
            SELECT '\(id)', 'card', 'x\(number(0...999))', 'greetings', 1,
                '\(pick(["accepted", "accepted", "unknown"]))', 1, '2026-03-01', t, t, t, t, 't'
            FROM (SELECT \(time(around: now))::timestamptz AS t) AS n
            ON CONFLICT DO NOTHING
            """)
    }

    private mutating func waiting(at now: Date) -> Change {
        let id = one()
        return Change(
            .waiting, of: [id],
            """
            INSERT INTO tidings.waiting (customer_id, product_id, requested_at, expires_on,
                first_load_id, load_id, line)
            VALUES ('\(id)', '\(pick(["p", "q"]))', \(time(around: now)),
                \(pick(["NULL", "'2026-04-02'", "'2026-04-09'"])), 1, 1, 1)
            ON CONFLICT (customer_id, product_id) DO UPDATE SET closed_at = NULL
            """)
    }

    private mutating func closedWait(at now: Date) -> Change {
        let id = one()
        return Change(
            .waiting, of: [id],
            """
            UPDATE tidings.waiting SET closed_at = \(time(around: now))
            WHERE customer_id = '\(id)'
            """)
    }

    private mutating func tier(at now: Date) -> Change {
        let id = one()
        let start = time(around: now)
        return Change(
            .tier, of: [id],
            """
            UPDATE tidings.tier_period SET ended_at = greatest(started_at, \(start))
            WHERE customer_id = '\(id)' AND programme = 'membership' AND ended_at IS NULL;
            INSERT INTO tidings.tier_period (customer_id, programme, started_at, started_run, tier,
                rank, reason)
            VALUES ('\(id)', 'membership', \(start), 1, '\(pick(["silver", "gold"]))', 1,
                'earned') ON CONFLICT DO NOTHING;
            """)
    }

    /// Into a segment of another job, or out of it.
    private mutating func entry(at now: Date) -> Change {
        let id = one()
        let start = time(around: now)
        return Change(
            .segment, of: [id],
            pick([
                """
                INSERT INTO tidings.segment_entry (customer_id, segment, entered_at, entered_run,
                    is_baseline) VALUES ('\(id)', 'staff', \(start), -1, false)
                ON CONFLICT DO NOTHING
                """,
                """
                UPDATE tidings.segment_entry SET left_at = greatest(entered_at, \(start))
                WHERE customer_id = '\(id)' AND segment = 'staff'
                """,
            ]))
    }

    private mutating func product() -> Change {
        Change(
            .product, of: customers,
            """
            UPDATE tidings.product SET brand = '\(pick(["bp", "bq"]))',
                published_on = '2026-0\(pick(["3-20", "4-01"]))'
            WHERE product_id = '\(pick(["p", "q"]))'
            """)
    }

    // MARK: Values

    private static let middle = Date(timeIntervalSince1970: 1_774_942_200)

    /// On the hour, so that edges of days and hours are met; some lie ahead.
    private mutating func time(around now: Date) -> String {
        "'\(now.addingTimeInterval(-3600 * Double(number(-40...400))).formatted(.iso8601))'"
    }

    private mutating func city() -> String { pick(["'x'", "'y'", "NULL"]) }

    private mutating func day() -> String { pick(["'2026-03-30'", "'2026-03-20'", "NULL"]) }

    private mutating func one() -> String { pick(customers) }

    private mutating func pick(_ elements: [String]) -> String {
        elements[Int.random(in: elements.indices, using: &generator)]
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }
}
