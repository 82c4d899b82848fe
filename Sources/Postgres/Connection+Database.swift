import Problems

extension Connection {
    /// Makes a database of this server unless it is there.
    ///
    /// - Parameters:
    ///   - name: letters, digits, `_` and `-`.
    ///   - template: the database that it is a copy of; nobody may be connected to that.
    package func createDatabase(_ name: String, template: String? = nil) async throws {
        let statement = Statement(
            name: "database_exists", sql: "SELECT 1 FROM pg_database WHERE datname = $1")
        if try await !execute(statement, [.text(name)]).isEmpty { return }
        // Copying files is twice as fast as logging every page of them.
        let copy =
            try template.map { " TEMPLATE \(try Self.quoted($0)) STRATEGY FILE_COPY" } ?? ""
        do {
            try await execute(
                Statement(
                    name: "create_database", sql: "CREATE DATABASE \(try Self.quoted(name))\(copy)")
            )
        } catch {
            // Another process made it in between.
            let state = failure(behind: error)?.sqlState
            guard state == "42P04" || state == "23505" else { throw error }
        }
    }

    /// A name between quotation marks; from a closed set of characters, as it becomes SQL.
    private static func quoted(_ name: String) throws(Problem) -> String {
        let allowed = name.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic
                    || "0123456789_-".unicodeScalars.contains(scalar))
        }
        guard allowed, !name.isEmpty, name.utf8.count <= 63 else { throw badName() }
        return "\"\(name)\""
    }
}

extension Connection {
    private static func badName() -> Problem {
        Problem(
            .bug,
            "a database's name is empty, too long or has other characters than a-z, 0-9, _ and -",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
