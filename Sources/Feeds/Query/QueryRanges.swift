import Definitions
import Postgres
import Problems

/// A query cut into ranges of a key, which together give each of its rows once.
///
/// Whatever the bounds, no row is lost or doubled: each range ends where the next begins, by the
/// server's own order, and rows without a key go with the first.
struct QueryRanges {
    let statement: Statement
    let parallel: FeedQuery.Parallel
    /// The key's type.
    private let type: UInt32

    /// - Parameter columns: Those of the query's result.
    init(
        _ statement: Statement, by parallel: FeedQuery.Parallel, columns: [Column], at place: Place
    ) throws {
        let keys = columns.filter { $0.name == parallel.key }
        guard keys.count == 1, let key = keys.first else {
            throw QueryRows.notOne(parallel.key, keys.count, columns.map(\.name), at: place)
        }
        self.statement = statement
        self.parallel = parallel
        type = key.type
    }

    /// The statements of the ranges, with the parameters of each.
    func cut(
        _ parameters: [Value], on connection: Connection
    ) async throws -> [(statement: Statement, parameters: [Value])] {
        let bounds = try await bounds(parameters, on: connection)
        guard !bounds.isEmpty else { return [(statement, parameters)] }
        let (first, second) = ("$\(parameters.count + 1)", "$\(parameters.count + 2)")
        return (0...bounds.count).map { index in
            switch index {
            case 0:
                (
                    part("\(key) < \(first) OR \(key) IS NULL"),
                    parameters + [.text(bounds[0])]
                )
            case bounds.count:
                (part("\(key) >= \(first)"), parameters + [.text(bounds[index - 1])])
            default:
                (
                    part("\(key) >= \(first) AND \(key) < \(second)"),
                    parameters + [.text(bounds[index - 1]), .text(bounds[index])]
                )
            }
        }
    }

    /// Growing, each once; none where there are no keys.
    private func bounds(
        _ parameters: [Value], on connection: Connection
    ) async throws -> [String] {
        // Whole numbers are mostly handed out evenly, and their ends stand in an index; of other
        // keys only a look at all of them tells where the middle is.
        guard [21, 23, 20].contains(type) else {
            let shares = (1..<parallel.sessions).map { Double($0) / Double(parallel.sessions) }
            let list = shares.map { "\($0)" }.joined(separator: ", ")
            let rows = try await connection.execute(
                wrapped(
                    "DISTINCT unnest(percentile_disc(ARRAY[\(list)]) WITHIN GROUP (ORDER BY \(key)))"
                        + " AS bound", "", "ORDER BY bound"), parameters)
            return try rows.compactMap { try $0.textOrNil("bound") }
        }
        let ends = try await connection.execute(
            wrapped("min(\(key))::bigint AS least, max(\(key))::bigint AS most", "", ""),
            parameters)
        guard let row = ends.first, let least = try row.intOrNil("least"),
            let most = try row.intOrNil("most")
        else { return [] }
        let step = UInt64(bitPattern: Int64(most &- least)) / UInt64(parallel.sessions)
        guard step > 0 else { return [] }
        return (1..<parallel.sessions).map { String(least &+ Int(bitPattern: UInt(step)) &* $0) }
    }

    private func part(_ condition: String) -> Statement { wrapped("*", "WHERE \(condition)", "") }

    /// The query as a table: on lines of its own, since it may end in a comment.
    private func wrapped(_ columns: String, _ condition: String, _ order: String) -> Statement {
        var query = statement.sql[...]
        while let last = query.last, last.isWhitespace || last == ";" { query.removeLast() }
        return Statement(
            name: statement.name,
            sql: "SELECT \(columns) FROM (\n\(query)\n) AS tidings_rows \(condition) \(order)")
    }

    private var key: String {
        "\"" + parallel.key.replacing("\"", with: "\"\"") + "\""
    }
}
