import Postgres

/// A statement of a merge, with what it takes as parameters.
struct MergeCommand: Sendable {
    enum Parameter: Sendable {
        case mapped, load, now, isFirst, job, feed, topics
        /// Which rows are noted as changed, and under the number of which transaction.
        case changes, transaction
        case lineKey, hasLines, addsLines, replacesLines
    }

    enum Condition: Sendable {
        case notFirst
        /// Some key occurs twice in the stage.
        case repeated
        /// The entity's table has rows to compare with, or has none and takes all as they are.
        case comparing, filling
        /// All tables of the merge are empty; or some are not.
        case fillingAll, comparingSome
        /// Rows changed that are known.
        case updating
        case withConsents
        case withLines, replacingLines, keepingLines
        /// All staged orders are plain, and of one customer each; or some may not be.
        case plain, mixed
        /// Rows may have been renamed since they were staged: nothing showed of them on their way in.
        case notFinal
    }

    var statement: Statement
    var parameters: [Parameter]
    var conditions: [Condition]

    init(_ statement: Statement, _ parameters: Parameter..., when conditions: Condition...) {
        self.statement = statement
        self.parameters = parameters
        self.conditions = conditions
    }

    /// Makes a table the delta of an empty warehouse: all of its rows are new.
    static func allNew(_ table: String) -> [MergeCommand] {
        [
            MergeCommand(
                Statement(
                    name: "all new \(table)",
                    sql: "ALTER TABLE pg_temp.\(table) RENAME TO delta"),
                when: .filling),
            MergeCommand(
                Statement(
                    name: "mark new \(table)",
                    sql: """
                        ALTER TABLE pg_temp.delta ADD COLUMN is_new boolean NOT NULL DEFAULT true
                        """),
                when: .filling),
        ]
    }

    /// The same under another name.
    static func renameView(_ name: String, to other: String) -> Statement {
        Statement(
            name: "rename \(name)", sql: "ALTER VIEW pg_temp.\(name) RENAME TO \(other)")
    }
}
