import Definitions
import Feeds
import Postgres

/// Finds whom the rows of a stage mean, where they do not name their customers by id.
///
/// Rows that name an e-mail address get the id of the one customer who has it. Who is not found, or
/// not alone, is a reject: a guess would give somebody's order to another. With `missing: skip` who
/// is not found is left aside instead, and with `missing: create` becomes a guest: a customer with
/// that address and nothing else, no consent either. A guest's id is `guest-` and the first 16
/// hexadecimal digits of SHA-256 of the address in lower case, so that the same address makes the
/// same guest and no log shows an address. Once somebody registers with the address, the rows that
/// come from then on are theirs: among customers with one address a guest counts only when alone.
///
/// Events may name only the message that they are about.
struct CustomerLookup: Sendable {
    private let feed: Feed
    /// The input that names the customer, for the rejects.
    private let input: String
    private let map: FieldMap?
    private let stageName: String
    private let loadID: Int
    private let file: FeedFile?

    /// Nil for a feed whose rows say the id.
    init?(_ feed: Feed, stageName: String, loadID: Int, file: FeedFile?) {
        guard feed.looksUpCustomers else { return nil }
        map = feed.map.first { $0.field == "customer" }
        self.feed = feed
        self.stageName = stageName
        self.loadID = loadID
        self.file = file
        input = map?.input ?? feed.map.first { $0.field == "message" }?.input ?? ""
    }

    /// What became of the rows whose customer is not there.
    struct Outcome: Sendable {
        /// With what the rows say of the customer as their bytes.
        var rejects: [Reject] = []
        /// Left aside, as the feed asks.
        var skipped = 0
    }

    /// Puts the ids in, and takes out the rows that have none.
    func resolve(on data: Connection) async throws -> Outcome {
        let unknown =
            feed.entity == .events
            ? try await resolveEvents(on: data) : try await resolveAddresses(on: data)
        var outcome = Outcome()
        for row in unknown {
            let isSeveral = try row.bool("is_several")
            if !isSeveral, map?.skipMissing == true {
                outcome.skipped += 1
                continue
            }
            let offset = try row.intOrNil("byte_offset")
            outcome.rejects.append(
                Reject(
                    file: file?.name, line: try row.int("line"), byteOffset: offset, column: input,
                    reason: isSeveral ? Self.several : try reason(named: row.textOrNil("named")),
                    raw: Array(try (row.textOrNil("named") ?? "").utf8)))
        }
        outcome.rejects.sort { $0.line < $1.line }
        return outcome
    }

    private func resolveEvents(on data: Connection) async throws -> Result {
        let isByAddress: [Value] = [.boolean(map?.lookup == "email")]
        try await data.execute(.eventPeople, isByAddress)
        return try await data.execute(.eventUnresolved, isByAddress)
    }

    private func resolveAddresses(on data: Connection) async throws -> Result {
        let creates = map?.createsMissing == true
        try await data.execute(Self.people(of: stageName), [.boolean(creates)])
        if creates {
            let guests = try await data.execute(.customerGuests, [.int(loadID)])
            try await ChangeLog(data).note(
                guests.map { try $0.text("customer_id") }, .customer)
        }
        let unknown = try await data.execute(unresolved)
        try await data.execute(resolved)
        return unknown
    }
}

extension Feed {
    /// Whether its rows name their customers by another field than the id.
    var looksUpCustomers: Bool {
        entity == .events || map.contains { $0.field == "customer" && $0.lookup == "email" }
    }
}

extension CustomerLookup {
    /// The addresses of the stage with who has them; a guest counts only when nobody else does.
    /// $1 whether who is not found becomes a guest.
    static func people(of stageName: String) -> Statement {
        Statement(
            name: "people \(stageName)",
            sql: """
                CREATE TEMP TABLE stage_people ON COMMIT DROP AS
                SELECT p.named, p.line,
                    coalesce(min(c.customer_id) FILTER (WHERE c.customer_id <> p.guest_id),
                        min(c.customer_id), CASE WHEN $1::boolean THEN p.guest_id END)
                        AS customer_id,
                    count(*) FILTER (WHERE c.customer_id <> p.guest_id) > 1 AS is_several,
                    count(c.customer_id) = 0 AS is_new
                FROM (
                    SELECT n.customer_id AS named, min(n.line) AS line,
                        'guest-' || left(encode(sha256(convert_to(lower(n.customer_id), 'UTF8')),
                            'hex'), 16) AS guest_id
                    FROM pg_temp.\(stageName) n
                    GROUP BY n.customer_id
                ) p
                LEFT JOIN tidings.customer c ON lower(c.email) = lower(p.named)
                GROUP BY p.named, p.line, p.guest_id
                """)
    }

    /// Takes rows out whose address nobody has, or several have.
    private var unresolved: Statement {
        Statement(
            name: "unresolved \(stageName)",
            sql: """
                DELETE FROM pg_temp.\(stageName) s
                USING pg_temp.stage_people p
                WHERE s.customer_id = p.named AND (p.is_several OR p.customer_id IS NULL)
                RETURNING s.line, s.byte_offset, s.customer_id AS named, p.is_several
                """)
    }

    /// Writes the id in the address's place.
    private var resolved: Statement {
        Statement(
            name: "resolved \(stageName)",
            sql: """
                UPDATE pg_temp.\(stageName) s SET customer_id = p.customer_id
                FROM pg_temp.stage_people p WHERE s.customer_id = p.named
                """)
    }

    private func reason(named: String?) -> String {
        map?.lookup == "email" && named != nil ? Self.none : Self.noMessage
    }

    private static let none = "no customer has this e-mail address"
    private static let noMessage = "names no customer and no message of ours"
    private static let several = "several customers have this e-mail address"
}
