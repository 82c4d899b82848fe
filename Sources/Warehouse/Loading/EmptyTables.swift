import Postgres

/// Empty tables that take a large load without their indexes, which are built when the rows are in:
/// a third of the time of keeping them up row by row.
///
/// All happens in the load's transaction, under a lock that keeps others out: should it fail, tables
/// and indexes are as they were. What the indexes are is read from the database.
struct EmptyTables: Sendable {
    /// Those that were stripped: the first of those asked for, and of the others what is empty.
    private(set) var names: [String] = []
    private var creations: [Statement] = []

    /// Strips the tables of their indexes; nil when the first has rows, or is not ours to change.
    ///
    /// They are truncated, although they are empty: what is then written needs no log on a server
    /// without replicas.
    static func strip(_ names: [String], on data: Connection) async throws -> EmptyTables? {
        var tables = EmptyTables()
        for (position, name) in names.enumerated() {
            if try await tables.strip(name, on: data) {
                tables.names.append(name)
            } else if position == 0 {
                return nil
            }
        }
        return names.isEmpty ? nil : tables
    }

    /// Strips the tables of their indexes if all of them are empty, and ours to change.
    static func stripAll(_ names: [String], on data: Connection) async throws -> EmptyTables? {
        for name in names {
            guard try await isEmpty(name, on: data) else { return nil }
        }
        let tables = try await strip(names, on: data)
        guard let tables, tables.names != names else { return tables }
        try await tables.restore(on: data)
        return nil
    }

    /// Builds the indexes again.
    func restore(on data: Connection) async throws {
        for creation in creations { try await data.execute(creation) }
    }

    private mutating func strip(_ name: String, on data: Connection) async throws -> Bool {
        guard try await Self.isEmpty(name, on: data) else { return false }
        let indexes = try await data.execute(.tableIndexes, [.textArray([name])])
        guard !indexes.isEmpty else { return false }
        try await data.execute(
            Statement(
                name: "lock \(name)",
                sql: "LOCK TABLE tidings.\(name) IN ACCESS EXCLUSIVE MODE"))
        // Somebody may have been faster.
        guard try await Self.isEmpty(name, on: data) else { return false }
        try await data.execute(
            Statement(name: "truncate \(name)", sql: "TRUNCATE tidings.\(name)"))
        for index in indexes {
            try await data.execute(
                Statement(name: "index of \(name)", sql: try index.text("removal")))
            creations.append(Statement(name: "index of \(name)", sql: try index.text("creation")))
        }
        return true
    }

    private static func isEmpty(_ name: String, on data: Connection) async throws -> Bool {
        let question = Statement(
            name: "rows of \(name)",
            sql: "SELECT NOT EXISTS (SELECT FROM tidings.\(name)) AS is_empty")
        return try await data.execute(question).first?.bool("is_empty") ?? false
    }
}
