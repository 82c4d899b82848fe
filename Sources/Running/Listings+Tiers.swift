package import Foundation
import Postgres

extension Listings {
    /// Tiers with their sizes at an instant, of a programme or of all; nil means now.
    package func tiers(of programme: String?, at instant: Date? = nil) async throws
        -> [JSONValue]
    {
        try await connection.execute(.tierList, [.text(programme), .instant(instant)]).map { row in
            .object([
                "programme": .text(try row.text("programme")),
                "tier": .text(try row.text("tier")), "members": .int(try row.int("members")),
            ])
        }
    }

    /// Who had which tier at an instant; nil means now.
    package func tierMembers(of programme: String?, at instant: Date? = nil) async throws
        -> [JSONValue]
    {
        try await connection.execute(.tierMembers, [.text(programme), .instant(instant)]).map {
            row in
            .object([
                "customer": .text(try row.text("customer_id")),
                "programme": .text(try row.text("programme")),
                "tier": .text(try row.text("tier")),
                "since": .instant(try row.instant("started_at"), in: zone),
                "until": .text(try row.textOrNil("until")),
                "because": .text(try row.text("reason")),
            ])
        }
    }

    /// What each evaluation that moved somebody did to tiers, the newest first, up to an instant.
    package func tierHistory(of programme: String?, until instant: Date? = nil) async throws
        -> [JSONValue]
    {
        let rows = try await connection.execute(
            .tierHistory, [.text(programme), .instant(instant)])
        return try rows.map { row in
            .object([
                "at": .instant(try row.instant("started_at"), in: zone),
                "run": .int(try row.intOrNil("run_id")),
                "programme": .text(try row.text("programme")),
                "up": .int(try row.int("up")), "down": .int(try row.int("down")),
                "by_hand": .int(try row.int("by_hand")), "first": .int(try row.int("first")),
            ])
        }
    }

    /// Which tiers customers had, the newest first, up to an instant; one customer, or all.
    package func tierPeriods(
        of programme: String?, customer: String? = nil, until instant: Date? = nil
    ) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .tierPeriods, [.text(programme), .text(customer), .instant(instant)])
        return try rows.map { row in
            .object([
                "customer": .text(try row.text("customer_id")),
                "programme": .text(try row.text("programme")),
                "tier": .text(try row.text("tier")),
                "since": .instant(try row.instant("started_at"), in: zone),
                "run": .int(try row.intOrNil("started_run")),
                "ended": .instant(try row.instantOrNil("ended_at"), in: zone),
                "until": .text(try row.textOrNil("until")),
                "because": .text(try row.text("reason")),
                "amount": .text(try row.textOrNil("amount")),
                "note": .text(try row.textOrNil("note")),
            ])
        }
    }
}
