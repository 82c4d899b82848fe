import Definitions
import Postgres
import Problems

/// Opens the sessions that read a query: one, or several that share a snapshot.
struct QuerySessions {
    let query: QueryRows.Query
    let text: QueryText
    let uri: String

    /// The parts of the query, none of which has been read from yet.
    nonisolated(nonsending) func open() async throws -> [QueryPart] {
        let connection = try await connect()
        do {
            return try await parts(on: connection)
        } catch {
            let failure = await connection.failure(behind: error)
            await connection.close()
            throw QueryFailure(error: error, failure: failure)
        }
    }

    private nonisolated(nonsending) func parts(on connection: Connection) async throws
        -> [QueryPart]
    {
        let statement = Statement(name: query.statementName, sql: text.sql)
        let description = try await connection.describe(statement)
        var values: [Value] = []
        for (parameter, type) in zip(text.parameters, description.parameters) {
            switch parameter {
            case .date: values.append(.date(query.logicalDate))
            case .since: values.append(.text(try await start(type, on: connection)))
            }
        }
        guard let parallel = query.definition.parallel else {
            return [
                QueryPart(try await connection.openCursor(statement, values), on: connection)
            ]
        }
        let ranges = try QueryRanges(
            statement, by: parallel, columns: description.columns, at: query.place)
        try await connection.begin(.snapshot)
        let cuts = try await ranges.cut(values, on: connection)
        return try await parts(cuts, sharing: connection)
    }

    private nonisolated(nonsending) func parts(
        _ cuts: [(statement: Statement, parameters: [Value])], sharing first: Connection
    ) async throws -> [QueryPart] {
        let export = Statement(
            name: "snapshot_export", sql: "SELECT pg_export_snapshot() AS snapshot")
        let snapshot = try await first.execute(export).first?.text("snapshot") ?? ""
        var parts: [QueryPart] = []
        for (index, cut) in cuts.enumerated() {
            let connection = index == 0 ? first : try await connect()
            if index > 0 {
                try await connection.begin(.snapshot)
                try await connection.execute(Self.takingPart(in: snapshot))
            }
            parts.append(
                QueryPart(
                    try await connection.openCursor(cut.statement, cut.parameters),
                    on: connection))
        }
        return parts
    }

    private nonisolated(nonsending) func connect() async throws -> Connection {
        let connection = try await Connection.open(uri, applicationName: "tidings feed")
        try await connection.execute(
            Statement(
                name: "statement_timeout",
                sql: "SELECT set_config('statement_timeout', $1::text, false)"),
            [.text("\(query.timeoutSeconds)s")])
        return connection
    }

    private nonisolated(nonsending) func start(
        _ type: UInt32, on connection: Connection
    ) async throws -> String {
        guard let last = query.since else {
            guard let type = CursorType(oid: type) else {
                throw QueryRows.noOrder(":since", at: query.place)
            }
            return type.lowest
        }
        return try await CursorStart(
            last: last, type: type, overlapSeconds: query.definition.since?.overlapSeconds,
            place: query.place
        ).value(on: connection)
    }

    /// The statement takes no parameter; the server's name for a snapshot has digits, letters and
    /// hyphens only.
    private static func takingPart(in snapshot: String) -> Statement {
        let name = snapshot.filter { $0.isHexDigit || $0 == "-" }
        return Statement(name: "snapshot_import", sql: "SET TRANSACTION SNAPSHOT '\(name)'")
    }
}
