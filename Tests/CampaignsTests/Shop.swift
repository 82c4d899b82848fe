import Campaigns
import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Testing
import Warehouse

/// A warehouse of a test's own, the workspace over it, and what a test asks of them.
///
/// Suites that open one are serialized: hundreds at once would want more connections than the server
/// has.
struct Shop {
    let connection: Connection
    var workspace: Workspace
    var expressions = ExpressionNames(
        segments: ["lapsed"], tiers: ["membership": ["reader", "silver", "gold"]],
        campaigns: ["card"], topics: ["greetings", "news"], currency: "CNY")

    /// - Parameter caps: none unless a test is about them.
    static func open(
        _ zone: String = "Asia/Shanghai", caps: [Cap] = [], quiet: QuietHours? = nil,
        reserve: Int = 0
    ) async throws -> Shop {
        let database = try await TestDatabase.make(template: "campaigns") { connection in
            _ = try await Schema(connection).migrate(now: Date(timeIntervalSince1970: 0))
        }
        return Shop(
            connection: try await database.connect(),
            workspace: Workspace(
                root: URL(filePath: "/tmp/tidings-campaigns"), name: "Lantern Books",
                timezone: try #require(TimeZone(identifier: zone)), currency: "CNY",
                mail: MailSettings(from: "Lantern Books <hello@lantern.example>"),
                topics: [
                    Topic(name: "greetings", consent: .optOut),
                    Topic(name: "news", consent: .optIn),
                    Topic(name: "restock", consent: .requested),
                ],
                caps: caps, quietHours: quiet, reserveDays: reserve))
    }

    // MARK: Data

    func run(_ sql: String) async throws {
        try await connection.run(script: Statement(name: "test", sql: sql))
    }

    /// A row; the values are SQL.
    func insert(_ table: String, _ values: [String: String]) async throws {
        let columns = values.keys.sorted()
        try await run(
            "INSERT INTO tidings.\(table) (\(columns.joined(separator: ", "))) "
                + "VALUES (\(columns.compactMap { values[$0] }.joined(separator: ", ")))")
    }

    /// Columns of rows that feeds bring.
    private static let origin = ["first_load_id": "1", "load_id": "1", "line": "1"]

    /// A customer with an address of their own unless one is given.
    func customer(_ id: String, _ values: [String: String] = [:]) async throws {
        let known = ["customer_id": "'\(id)'", "email": "'\(id)@example.com'"]
        try await insert(
            "customer", Self.origin.merging(known) { $1 }.merging(values) { $1 })
    }

    func customers(_ ids: String...) async throws {
        for id in ids { try await customer(id) }
    }

    func product(_ id: String, _ values: [String: String] = [:]) async throws {
        try await insert(
            "product", Self.origin.merging(["product_id": "'\(id)'"]) { $1 }.merging(values) { $1 })
    }

    /// A sale of one unit each, unless its status or quantity says otherwise.
    func bought(
        _ customer: String, _ products: String..., status: String = "sale", quantity: Int = 1
    ) async throws {
        let order = products.joined(separator: "+") + status + String(quantity)
        try await insert(
            "orders",
            Self.origin.merging([
                "customer_id": "'\(customer)'", "order_id": "'\(order)'",
                "placed_at": "'2026-01-01'", "status": "'\(status)'",
            ]) { $1 })
        for product in products {
            try await insert(
                "order_line",
                [
                    "customer_id": "'\(customer)'", "order_id": "'\(order)'",
                    "line_key": "'\(product)'", "product_id": "'\(product)'",
                    "quantity": "\(quantity)",
                ])
        }
    }

    func stock(_ product: String, isThere: Bool = true, available: Int? = nil) async throws {
        try await run(
            """
            INSERT INTO tidings.stock (
                product_id, in_stock, available, first_load_id, load_id, line)
            VALUES ('\(product)', \(isThere), \(available.map(String.init) ?? "NULL"), 1, 1, 1)
            ON CONFLICT (product_id) DO UPDATE SET in_stock = excluded.in_stock,
                available = excluded.available
            """)
    }

    /// Units that arrived, and are there.
    func arrival(
        _ product: String, _ number: Int, at: String, available: Int? = nil
    ) async throws {
        try await insert(
            "arrival",
            [
                "product_id": "'\(product)'", "arrival_id": "\(number)", "arrived_at": "'\(at)'",
                "available": available.map(String.init) ?? "NULL", "load_id": "1",
            ])
        try await stock(product, available: available)
    }

    func waiting(
        _ customer: String, for product: String, since: String, _ values: [String: String] = [:]
    ) async throws {
        let known = [
            "customer_id": "'\(customer)'", "product_id": "'\(product)'",
            "requested_at": "'\(since)'",
        ]
        try await insert("waiting", Self.origin.merging(known) { $1 }.merging(values) { $1 })
    }

    func consent(
        _ customer: String, _ topic: String, given: Bool, at: String
    ) async throws {
        try await insert(
            "consent",
            [
                "customer_id": "'\(customer)'", "topic": "'\(topic)'", "given": "\(given)",
                "given_at": "'\(at)'", "load_id": "1", "line": "1",
            ])
    }

    func event(
        _ customer: String, _ kind: String, at: String, topic: String = "",
        address: String? = nil
    ) async throws {
        try await insert(
            "event",
            [
                "customer_id": "'\(customer)'", "kind": "'\(kind)'", "happened_at": "'\(at)'",
                "topic": "'\(topic)'", "campaign": "''",
                "address": address.map { "'\($0)'" } ?? "NULL",
            ])
    }

    /// A ledger row of an earlier run, of a campaign of no workspace.
    func message(
        _ customer: String, _ occurrence: String, topic: String, state: String = "accepted",
        at: String, isAccepted: Bool = true
    ) async throws {
        try await insert(
            "message",
            [
                "customer_id": "'\(customer)'", "campaign": "'earlier'",
                "occurrence": "'\(occurrence)'", "topic": "'\(topic)'", "priority": "50",
                "state": "'\(state)'", "run_id": "0", "decided_for": "'2026-01-01'",
                "planned_at": "'\(at)'", "send_at": "'\(at)'",
                "expires_at": "'\(at)'::timestamptz + interval '1 day'",
                "accepted_at": isAccepted ? "'\(at)'" : "NULL", "template": "'earlier'",
            ])
    }

    /// Makes a ledger row of an earlier run one that waits to be sent.
    func makeUnsent(
        _ customer: String, _ occurrence: String, priority: Int = 50, due: String? = nil,
        expires: String
    ) async throws {
        try await run(
            """
            UPDATE tidings.message SET state = 'planned', accepted_at = NULL,
                priority = \(priority), expires_at = '\(expires)',
                deferred_from = nullif(\(due.map { "'\($0)'::timestamptz" } ?? "send_at"), send_at)
            WHERE customer_id = '\(customer)' AND occurrence = '\(occurrence)';
            INSERT INTO tidings.outbox (
                bucket, customer_id, campaign, occurrence, send_at, expires_at, priority, run_id)
            SELECT hashtextextended(customer_id, 0) & 1023, customer_id, campaign, occurrence,
                send_at, expires_at, priority, run_id
            FROM tidings.message
            WHERE customer_id = '\(customer)' AND occurrence = '\(occurrence)'
            """)
    }

    // MARK: Planning

    func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    func audience(_ text: String) throws -> CheckedExpression {
        try ExpressionParser.parse(
            text, at: Place("test"), names: expressions, expecting: .condition
        ).get()
    }

    /// Plans campaigns whose job is due at 08:00 in the workspace's zone.
    ///
    /// - Parameters:
    ///   - now: defaults to the tick.
    ///   - startedAt: defaults to long ago: the campaigns are no news.
    @discardableResult
    func plan(
        _ campaigns: Campaign..., on date: String, now: String? = nil, run: Int = 1,
        startedAt: String = "2020-01-01T00:00:00Z", requiring names: [String] = []
    ) async throws -> [CampaignFigures] {
        let day = try #require(LocalDate(date))
        let tick = day.instant(minutes: 8 * 60, in: workspace.timezone)
        let next = day.adding(days: 1).instant(minutes: 8 * 60, in: workspace.timezone)
        let pass = PlanningPass(
            workspace: workspace, date: day, now: try now.map(instant) ?? tick,
            startedAt: try instant(startedAt))
        let due = campaigns.map {
            DueCampaign(
                campaign: $0, runID: run, tick: tick, asOf: tick, nextTick: next,
                requiredNames: names)
        }
        return try await connection.transaction { try await pass.plan(due, on: $0) }
    }

    // MARK: Answers

    /// Rows of a query's columns, each joined by blanks; NULL is a hyphen.
    func rows(_ sql: String, _ columns: String...) async throws -> [String] {
        let rows = try await connection.execute(Statement(name: "test", sql: sql))
        return try rows.map { row in
            try columns.map { try row.textOrNil($0) ?? "-" }.joined(separator: " ")
        }
    }

    /// `customer state [reason]` of a campaign's messages, in the customers' order.
    func decisions(of campaign: String) async throws -> [String] {
        try await rows(
            """
            SELECT concat_ws(' ', customer_id, state, reason, '(' || detail || ')') AS decision
            FROM tidings.message WHERE campaign = '\(campaign)'
            ORDER BY customer_id, occurrence
            """, "decision")
    }

    /// `customer time` of a campaign's planned messages, in the customers' order, in a zone.
    func slots(of campaign: String, in zone: String = "Asia/Shanghai") async throws -> [String] {
        try await rows(
            """
            SELECT customer_id,
                to_char(send_at AT TIME ZONE '\(zone)', 'YYYY-MM-DD HH24:MI:SS') AS slot
            FROM tidings.message WHERE campaign = '\(campaign)' AND state = 'planned'
            ORDER BY customer_id, occurrence
            """, "customer_id", "slot")
    }

    /// What the ledger says, and when each row was last written.
    func ledger() async throws -> [String] {
        try await rows(
            "SELECT m.xmin::text AS version, m::text AS row FROM tidings.message m ORDER BY m",
            "version", "row")
    }
}

extension Campaign {
    /// A campaign with what a test does not care about filled in.
    static func of(
        _ trigger: Trigger, name: String = "card", topic: String = "greetings",
        priority: Int = 50, audience: CheckedExpression? = nil, at: Int? = nil,
        expires: Int = 86_400, atMost: Int? = nil, was: String? = nil
    ) -> Campaign {
        Campaign(
            name: name, trigger: trigger, audience: audience, template: name, topic: topic,
            priority: priority, send: SendTime(at: at), expiresSeconds: expires,
            guardAtMost: atMost, formerName: was, place: Place("Jobs/test.yaml"),
            templatePlace: Place("Jobs/test.yaml"))
    }
}
