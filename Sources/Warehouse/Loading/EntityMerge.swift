import Definitions
import Postgres

/// How the staged rows of an entity are compared with what is there and written: its statements.
struct EntityMerge: Sendable {
    /// Creates the stage, which has the entity's columns.
    var stage: Statement
    /// The stage's name, for COPY.
    var stageName: String
    /// Finds the people whom the rows mean, before rows are compared: see ``CustomerLookup``.
    var lookup: [Statement] = []
    /// Makes of the staged rows what is compared, where that is not they themselves.
    var prepare: [MergeCommand] = []
    /// What holds one row for each key unless some are repeated; the stage by default.
    var keyedTable: String?
    /// The columns that name a row, where its rows are looked through for repeated ones.
    var key: [String] = []
    /// Takes rows out that were sent twice; the last one's row count is how many.
    var duplicates: [MergeCommand]
    /// Finds what would change.
    var delta: [MergeCommand]
    /// Counts the rows of the delta, new and known.
    var count: Statement
    /// Whose rows are noted as changed; nil where no expression reads the entity.
    var changes: ChangeLog.Rows?
    /// Notes whom the delta touches, before it is written.
    var note: [MergeCommand] = []
    /// Writes what is new or changed.
    var write: [MergeCommand]
    /// Notes from whom rows are about to be removed; without it, a removal touches everybody.
    var noteMissing: [MergeCommand] = []
    /// Removes what this feed brought and no longer has; the last one's row count is how many.
    var missing: [MergeCommand]
    /// The tables to take statistics of after a large load; the first holds the entity.
    var tables: [String]
    /// Tables that take a large load without their indexes when they are empty; the first holds the
    /// entity and decides.
    var fills: [String] = []
    /// The table whose rows are the feed's as they come, but for consents: a first large load goes
    /// straight into it.
    var straightTable: String?
    /// Whether a row belongs to the feed that wrote it last, and not to the one that brought it.
    var belongsToLast = false

    /// Drops what an earlier feed of the same transaction left.
    var clear: Statement {
        Statement(
            name: "clear \(stageName)",
            sql: """
                DROP TABLE IF EXISTS pg_temp.\(stageName), pg_temp.stage_lines,
                    pg_temp.stage_heads, pg_temp.stage_people, pg_temp.candidate, pg_temp.answer, pg_temp.delta,
                    pg_temp.delta_line
                    CASCADE
                """)
    }

    /// Whether some key occurs twice in the stage.
    var repeats: Statement {
        let key = key.joined(separator: ", ")
        return Statement(
            name: "repeats \(stageName)",
            sql: """
                SELECT EXISTS (
                    SELECT FROM pg_temp.\(keyedTable ?? stageName)
                    GROUP BY \(key) HAVING count(*) > 1) AS some
                """)
    }

    /// Takes statistics after a large load: autovacuum comes a minute later, and the segments are
    /// evaluated before then.
    func analyze(on data: Connection) async throws {
        for table in tables {
            try await data.execute(
                Statement(name: "analyze \(table)", sql: "ANALYZE tidings.\(table)"))
        }
    }

    /// Counts what a feed brought before a load and still has. $1 job, $2 feed, $3 the load, which
    /// has written already: the rows that it brought do not count, those that it changed do.
    var kept: Statement {
        Statement(
            name: "kept \(stageName)",
            sql: """
                SELECT count(*) AS kept FROM tidings.\(tables.first ?? "")
                WHERE \(belongsToLast ? "load_id" : "first_load_id") IN (
                    SELECT load_id FROM tidings.load
                    WHERE job = $1::text AND feed = $2::text
                        AND load_id \(belongsToLast ? "<=" : "<") $3::bigint)
                """)
    }

    /// The entity's own; a new entity copies a neighbour.
    static func of(_ entity: Entity) -> EntityMerge {
        switch entity {
        case .customers: .customers
        case .products: .products
        case .orders: .orders
        case .stock: .stock
        case .waiting: .waiting
        case .consents: .consents
        case .events: .events
        case .vouchers: .vouchers
        case .rates: .rates
        }
    }
}
