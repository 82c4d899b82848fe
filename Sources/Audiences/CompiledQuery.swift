package import Postgres

/// An expression as a statement with its parameters.
package struct CompiledQuery: Sendable {
    /// PostgreSQL 15, a SELECT.
    package let sql: String
    package let parameters: [Value]

    init(_ text: SQLText) {
        (sql, parameters) = text.rendered
    }
}
