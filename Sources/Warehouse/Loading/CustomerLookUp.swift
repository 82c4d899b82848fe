import Definitions
import Feeds
import Postgres

/// Puts the customer's id in the place of the e-mail address by which a feed names customers; who is
/// not found, or found twice, is a reject.
struct CustomerLookUp {
    let feed: Feed
    /// The stage, from ``EntityMerge/stageName``: a closed list.
    let stage: String
    let file: String?

    /// The rows that name nobody, taken out of the stage; none when the feed names customers by id.
    func run(on data: Connection) async throws -> [Reject] {
        guard let map = feed.map.first(where: { $0.lookup != nil }) else { return [] }
        try await data.execute(find)
        let rejects = try await data.execute(missing).map { row in
            Reject(
                file: file, line: try row.int("line"), byteOffset: try row.intOrNil("byte_offset"),
                column: map.input,
                reason: try row.bool("is_known")
                    ? "several customers have this e-mail address"
                    : "no customer has this e-mail address",
                raw: Array(try row.text("named").utf8))
        }
        try await data.execute(removeMissing)
        try await data.execute(replace)
        return rejects
    }

    private var find: Statement {
        Statement(
            name: "look up customers",
            sql: """
                CREATE TEMP TABLE looked_up ON COMMIT DROP AS
                SELECT s.ctid AS row_id, s.line, s.byte_offset, s.customer_id AS named,
                    CASE WHEN k.holders = 1 THEN k.customer_id END AS customer_id,
                    k.holders IS NOT NULL AS is_known
                FROM pg_temp.\(stage) s
                LEFT JOIN (
                    SELECT lower(email) AS email, min(customer_id) AS customer_id,
                        count(*) AS holders
                    FROM tidings.customer
                    WHERE email IS NOT NULL
                    GROUP BY lower(email)
                ) k ON k.email = lower(s.customer_id)
                """)
    }

    private var missing: Statement {
        Statement(
            name: "customers not found",
            sql: """
                SELECT line, byte_offset, named, is_known
                FROM pg_temp.looked_up
                WHERE customer_id IS NULL
                ORDER BY row_id
                """)
    }

    private var removeMissing: Statement {
        Statement(
            name: "remove customers not found",
            sql: """
                DELETE FROM pg_temp.\(stage) s
                USING pg_temp.looked_up l
                WHERE s.ctid = l.row_id AND l.customer_id IS NULL
                """)
    }

    private var replace: Statement {
        Statement(
            name: "name customers by id",
            sql: """
                UPDATE pg_temp.\(stage) s
                SET customer_id = l.customer_id
                FROM pg_temp.looked_up l
                WHERE s.ctid = l.row_id
                """)
    }
}
