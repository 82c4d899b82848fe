package import Foundation
import Postgres

extension Listings {
    /// Segments with their sizes at an instant; nil means now.
    package func segments(at instant: Date? = nil) async throws -> [JSONValue] {
        try await connection.execute(.segmentList, [.instant(instant)]).map { row in
            .object([
                "segment": .text(try row.text("segment")),
                "members": .int(try row.int("members")),
                "moved_at": .instant(try row.instantOrNil("moved_at"), in: zone),
            ])
        }
    }

    /// Who was in a segment at an instant; nil means now.
    package func members(
        ofSegment segment: String, at instant: Date? = nil
    ) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .segmentMembers, [.text(segment), .instant(instant)])
        return try rows.map { row in
            .object([
                "customer": .text(try row.text("customer_id")),
                "since": .instant(try row.instant("entered_at"), in: zone),
                "because": Self.because(
                    try row.textsOrNil("entered_because"),
                    isBaseline: try row.bool("is_baseline")),
            ])
        }
    }

    /// The size of a segment after each evaluation that moved it, the newest first, up to an
    /// instant; with the conditions that moved customers, and how many.
    package func history(
        ofSegment segment: String, until instant: Date? = nil
    ) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .segmentHistory, [.text(segment), .instant(instant)])
        return try rows.map { row in
            let isBaseline = try row.bool("is_baseline")
            let (entered, left) = (try row.int("entered"), try row.int("left_count"))
            return .object([
                "at": .instant(try row.instant("at"), in: zone),
                "run": .int(try row.intOrNil("run_id")),
                "members": .int(try row.int("members")), "entered": .int(entered),
                "left": .int(left), "baseline": .boolean(isBaseline),
                "entered_because": Self.because(
                    try row.textsOrNil("entered_because"), isBaseline: isBaseline && entered > 0),
                "left_because": Self.because(
                    try row.textsOrNil("left_because"), isBaseline: isBaseline && left > 0),
            ])
        }
    }

    /// Who entered and left a segment, the newest first, up to an instant; one customer, or all.
    package func moves(
        ofSegment segment: String, customer: String? = nil, until instant: Date? = nil
    ) async throws -> [JSONValue] {
        let rows = try await connection.execute(
            .segmentMoves, [.text(segment), .text(customer), .instant(instant)])
        return try rows.map { row in
            .object([
                "at": .instant(try row.instant("at"), in: zone),
                "run": .int(try row.intOrNil("run_id")),
                "customer": .text(try row.text("customer_id")),
                "move": .text(try row.text("move")),
                "because": Self.because(
                    try row.textsOrNil("because"), isBaseline: try row.bool("is_baseline")),
            ])
        }
    }

    /// The conditions that moved a customer; of a baseline none did.
    private static func because(_ conditions: [String]?, isBaseline: Bool) -> JSONValue {
        .array(
            (conditions ?? (isBaseline ? ["the definition is new"] : []))
                .map { JSONValue.text($0) })
    }
}
