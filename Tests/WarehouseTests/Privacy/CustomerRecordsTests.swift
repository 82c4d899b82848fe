import Definitions
import Foundation
import Postgres
import Testing
import Warehouse

/// A person is erased and handed out whole, and no feed brings them back.
struct CustomerRecordsTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)

    /// A row of customer `c-100`, and one of `c-200`, in every table that is about customers.
    private static let rows: [CustomerTable: (columns: String, values: String)] = [
        .customer: ("email, first_load_id, load_id, line", "ID || '@reader.example', 1, 1, 1"),
        .consent: ("topic, given, given_at, load_id, line", "'news', true, '2026-01-01', 1, 1"),
        .orders: (
            "order_id, placed_at, status, first_load_id, load_id, line",
            "'o', '2026-01-01', 'sale', 1, 1, 1"
        ),
        .orderLine: ("order_id, line_key, quantity", "'o', 'l', 1"),
        .waiting: ("product_id, first_load_id, load_id, line", "'p', 1, 1, 1"),
        .event: (
            "kind, happened_at, topic, campaign, address",
            "'bounced', '2026-01-01', '', '', 'old-' || ID || '@reader.example'"
        ),
        .change: ("what, xid", "'customer', '1'"),
        .orderBefore: (
            "order_id, xid, placed_at, status, attributes", "'o', '1', '2026-01-01', 'sale', '{}'"
        ),
        .orderLineBefore: ("order_id, xid, line_key, quantity", "'o', '1', '1', 1"),
        .orderFigure: ("job, sums, moments", "'j', '{}', '{}'"),
        .segmentState: ("job, amounts, truths", "'j', '{}', '{}'"),
        .segmentEntry: (
            "segment, entered_at, entered_run, is_baseline", "'s', '2026-01-01', 1, false"
        ),
        .tierPeriod: (
            "programme, started_at, started_run, tier, rank, reason",
            "'p', '2026-01-01', 1, 'gold', 1, 'earned'"
        ),
        .tierOverride: (
            "programme, set_at, tier, until, reason, is_floor",
            "'p', '2026-01-01', 'gold', '2027-01-01', 'kind', true"
        ),
        .message: (
            """
            campaign, occurrence, topic, priority, state, run_id, decided_for, planned_at,
            send_at, expires_at, template, message_id
            """,
            """
            'c', 'o', 'news', 50, 'accepted', 1, '2026-01-01', '2026-01-01', '2026-01-01',
            '2026-01-02', 't', '<' || ID || '@lantern.example>'
            """
        ),
        .exportRow: ("export, digest", "'rebates', 'd'"),
        .messageProduct: ("campaign, occurrence, product_id", "'c', 'o', 'p'"),
        .outbox: (
            "bucket, campaign, occurrence, send_at, expires_at, priority, run_id",
            "1, 'c', 'o', '2026-01-01', '2026-01-02', 50, 1"
        ),
    ]

    private func fill(_ store: Storehouse) async throws {
        for (table, row) in Self.rows {
            for id in ["c-100", "c-200"] {
                let values = row.values.replacing("ID", with: "'\(id)'")
                try await store.run(
                    """
                    INSERT INTO tidings.\(table.rawValue) (customer_id, \(row.columns))
                    VALUES ('\(id)', \(values))
                    """)
            }
        }
        for (position, raw) in [
            "c-100,x", "9,C-100@reader.example,x", "c-1000,x", "9,xc-100@reader.example",
            "c-200,y", "9;old-c-100@reader.example",
        ].enumerated() {
            try await store.run(
                """
                INSERT INTO tidings.reject (load_id, position, line, reason, raw)
                VALUES (1, \(position), 1, 'r', convert_to('\(raw)', 'UTF8'))
                """)
        }
        // The same in UTF-16, as a feed sent it.
        let wide = "9,c-100@reader.example".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let digits = wide.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try await store.run(
            """
            INSERT INTO tidings.reject (load_id, position, line, reason, raw)
            VALUES (2, 0, 1, 'r', '\\x\(digits)')
            """)
        // A line of an XML order, whose bytes do not say whose it is.
        try await store.run(
            """
            INSERT INTO tidings.reject (load_id, position, line, reason, raw, cells)
            VALUES (3, 0, 1, 'r', '<Line/>', 'o-1,c-100@reader.example')
            """)
    }

    /// Fails when a table about customers is new: it must be erased and handed out too.
    @Test func `every table that names a customer is one of those that are erased`() async throws {
        let store = try await Storehouse.open()
        let tables = try await store.rows(
            """
            SELECT table_name FROM information_schema.columns
            WHERE table_schema = 'tidings' AND column_name = 'customer_id' ORDER BY 1
            """)
        #expect(tables == CustomerTable.allCases.map(\.rawValue).sorted())
        #expect(Set(Self.rows.keys) == Set(CustomerTable.allCases))
    }

    @Test func `nothing of an erased customer is left in any table, and others keep theirs`()
        async throws
    {
        let store = try await Storehouse.open()
        try await fill(store)
        let erased = try await CustomerRecords("c-100").erase(at: Self.now, on: store.data)
        #expect(erased.messageIDs == ["<c-100@lantern.example>"])
        #expect(erased.rows.count == CustomerTable.allCases.count + 1)
        #expect(erased.rows["reject"] == 5)
        for table in CustomerTable.allCases where table != .change {
            #expect(
                try await store.rows("SELECT customer_id FROM tidings.\(table.rawValue)")
                    == ["c-200"], "\(table)")
        }
        #expect(
            try await store.rows("SELECT customer_id FROM tidings.change ORDER BY 1")
                == ["", "c-200"])
        #expect(
            try await store.rows(
                "SELECT convert_from(raw, 'UTF8') FROM tidings.reject ORDER BY position")
                == ["c-1000,x", "9,xc-100@reader.example", "c-200,y"])
        // Neither id nor address stands anywhere any more.
        let tables = try await store.rows(
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'tidings'::regnamespace AND relkind = 'r'
            """)
        for table in tables {
            #expect(
                try await store.rows(
                    """
                    SELECT count(*) FROM tidings.\(table) t
                    WHERE t::text LIKE '%"c-100"%' OR t::text ~ '[(,]c-100[,)@]'
                    """) == ["0"], "\(table)")
        }
    }

    @Test func `a second time there is nothing to erase`() async throws {
        let store = try await Storehouse.open()
        try await fill(store)
        _ = try await CustomerRecords("c-100").erase(at: Self.now, on: store.data)
        let again = try await CustomerRecords("c-100").erase(at: Self.now, on: store.data)
        #expect(again == CustomerRecords.Erased())
        #expect(try await store.rows("SELECT count(*) FROM tidings.erased") == ["1"])
    }

    @Test func `an erasure that fails half way erases nothing`() async throws {
        let store = try await Storehouse.open()
        try await fill(store)
        // The outbox cannot be reached: somebody holds it, and this session does not wait.
        try await store.record.begin()
        try await store.record.run(
            script: Statement(name: "test", sql: "LOCK TABLE tidings.outbox"))
        try await store.data.run(
            script: Statement(name: "test", sql: "SET lock_timeout = '50ms'"))
        await #expect(throws: (any Error).self) {
            _ = try await CustomerRecords("c-100").erase(at: Self.now, on: store.data)
        }
        await store.record.rollback()
        #expect(try await store.rows("SELECT count(*) FROM tidings.customer") == ["2"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.erased") == ["0"])
    }

    @Test func `what is known is handed out, table by table`() async throws {
        let store = try await Storehouse.open()
        try await fill(store)
        let json = try #require(try await CustomerRecords("c-100").export(on: store.data))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["customer"] as? String == "c-100")
        let tables = try #require(object["tables"] as? [String: [[String: Any]]])
        #expect(Set(tables.keys) == Set(CustomerTable.allCases.map(\.rawValue)))
        #expect(tables.values.allSatisfy { $0.count == 1 })
        #expect(tables["customer"]?.first?["email"] as? String == "c-100@reader.example")
        #expect(
            object["rejects"] as? [String] == [
                "c-100,x", "9,C-100@reader.example,x", "9;old-c-100@reader.example",
                "9,c-100@reader.example", "<Line/>\no-1,c-100@reader.example",
            ])
        #expect(try await CustomerRecords("c-300").export(on: store.data) == nil)
    }

    @Test func `feeds leave an erased customer out, whatever they say of them`() async throws {
        let store = try await Storehouse.open()
        let members = Feed.csv(into: .customers, .field("id"), .field("email"))
        _ = try await store.load(members, "id,email", "1,ann@x.example", "2,bob@x.example")
        _ = try await CustomerRecords("1").erase(at: Self.now, on: store.data)
        // By id, by address under another id, and others as ever.
        let figures = try await store.load(
            members, "id,email", "1,ann@x.example", "7,ANN@x.example", "2,bob@x.example",
            "3,cat@x.example")
        #expect(figures.filtered == 2)
        #expect(figures.inserted == 1)
        #expect(
            try await store.rows("SELECT customer_id FROM tidings.customer ORDER BY 1")
                == ["2", "3"])
        // Their orders too, by id and by address, and no reject keeps the address.
        let orders = Feed.csv(
            into: .orders, .field("id"), .field("customer"), .field("placed_at"))
        let ordered = try await store.load(
            orders, "id,customer,placed_at", "A,1,2026-01-01T00:00:00Z",
            "B,2,2026-01-01T00:00:00Z")
        #expect(ordered.filtered == 1)
        #expect(
            try await store.rows("SELECT customer_id FROM tidings.orders") == ["2"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.reject") == ["0"])
        // Until they are let in again.
        #expect(try await CustomerRecords("1").readmit(on: store.data))
        #expect(try await !CustomerRecords("1").readmit(on: store.data))
        let back = try await store.load(
            members, "id,email", "1,ann@x.example", "2,bob@x.example")
        #expect(back.filtered == 0)
        #expect(back.inserted == 1)
    }
}
