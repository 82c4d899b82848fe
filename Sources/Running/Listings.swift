package import Foundation
package import Postgres
import Warehouse

/// What commands and console list, each row as a JSON object of DESIGN's shape.
package struct Listings: Sendable {
    let connection: Connection
    let zone: TimeZone

    /// Listings with instants in a zone.
    package init(_ connection: Connection, in zone: TimeZone) {
        self.connection = connection
        self.zone = zone
    }

    /// Which messages to list; nil means all.
    package struct MessageFilter: Sendable {
        package var campaign: String?
        package var state: String?
        package var customer: String?
        package var runID: Int?
        /// Defaults to all.
        package var limit: Int?

        package init(
            campaign: String? = nil, state: String? = nil, customer: String? = nil,
            runID: Int? = nil, limit: Int? = nil
        ) {
            self.campaign = campaign
            self.state = state
            self.customer = customer
            self.runID = runID
            self.limit = limit
        }
    }

    package func messages(_ filter: MessageFilter) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .messageList,
            [
                .text(filter.campaign), .text(filter.state), .text(filter.customer),
                .int(filter.runID), .int(filter.limit),
            ])
        return try rows.map { row in
            .object([
                "campaign": .text(try row.text("campaign")),
                "occurrence": .text(try row.text("occurrence")),
                "customer": .text(try row.text("customer_id")),
                "topic": .text(try row.text("topic")), "state": .text(try row.text("state")),
                "reason": .text(try row.textOrNil("reason")),
                "detail": .text(try row.textOrNil("detail")),
                "variant": .text(try row.textOrNil("variant")),
                "planned_at": .instant(try row.instant("planned_at"), in: zone),
                "deferred_from": .instant(try row.instantOrNil("deferred_from"), in: zone),
                "send_at": .instant(try row.instant("send_at"), in: zone),
                "accepted_at": .instant(try row.instantOrNil("accepted_at"), in: zone),
                "message_id": .text(try row.textOrNil("message_id")),
            ])
        }
    }

    /// Messages whose fate is unknown, of some runs (none: of all); nil means every campaign, every
    /// customer.
    package func unknownMessages(
        of runIDs: [Int], campaign: String?, customer: String?
    ) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .unknownList,
            [.textArray(runIDs.map(String.init)), .text(campaign), .text(customer)])
        return try rows.map { row in
            .object([
                "run": .int(try row.int("run_id")), "campaign": .text(try row.text("campaign")),
                "occurrence": .text(try row.text("occurrence")),
                "customer": .text(try row.text("customer_id")),
                "since": .instant(try row.instantOrNil("closed_at"), in: zone),
                "because": .text(try row.textOrNil("detail")),
                "message_id": .text(try row.textOrNil("message_id")),
            ])
        }
    }

    /// The rejects of a run, of a feed or of all; `raw` is the row as it came, where it is text.
    package func rejects(of runID: Int, feed: String?) async throws -> [JSONValue] {
        try await connection.execute(.rejectList, [.int(runID), .text(feed)]).map { row in
            .object([
                "feed": .text(try row.text("feed")), "file": .text(try row.textOrNil("file")),
                "line": .int(try row.int("line")), "offset": .int(try row.intOrNil("byte_offset")),
                "column": .text(try row.textOrNil("column_name")),
                "reason": .text(try row.text("reason")),
                "raw": .text(String(decoding: try row.bytes("raw"), as: UTF8.self)),
            ])
        }
    }

    /// Who moved in a run: kind (segment, tiers), name, customer, move, because.
    package func moves(of runID: Int) async throws -> [JSONValue] {
        try await connection.execute(.moveList, [.int(runID)]).map { row in
            .object([
                "kind": .text(try row.text("kind")), "name": .text(try row.text("name")),
                "customer": .text(try row.text("customer_id")),
                "move": .text(try row.text("move")),
                "because": .array((try row.textsOrNil("because") ?? []).map { .text($0) }),
            ])
        }
    }
}
