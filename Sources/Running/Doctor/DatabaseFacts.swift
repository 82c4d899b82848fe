package import Foundation
package import Postgres

/// What a database lets us do, and how it is set.
package struct DatabaseFacts: Sendable {
    /// The server's clock.
    package var now: Date
    /// The server process that answered; not the session's own where something stands between.
    package var process: Int
    package var encoding: String
    /// Whether temporary tables may be made.
    package var mayStage: Bool
    /// Whether tables may be made in Tidings' schema, or the schema itself.
    package var mayCreate: Bool
    package var isReadOnly: Bool
    /// `0` is never.
    package var statementTimeout: String
    package var idleTimeout: String
    package var freeConnections: Int

    package static func read(on connection: Connection) async throws -> DatabaseFacts {
        let row = try await connection.execute(.databaseFacts)[0]
        return DatabaseFacts(
            now: try row.instant("now"), process: try row.int("process"),
            encoding: try row.text("encoding"), mayStage: try row.bool("may_stage"),
            mayCreate: try row.bool("may_create"), isReadOnly: try row.bool("is_read_only"),
            statementTimeout: try row.text("statement_timeout"),
            idleTimeout: try row.text("idle_timeout"),
            freeConnections: try row.int("free_connections"))
    }

    /// The zones of which the server thinks otherwise than this machine at one of some instants, and
    /// those that it does not know.
    package static func strangeZones(
        _ zones: [TimeZone], at instants: [Date], on connection: Connection
    ) async throws -> [String] {
        let rows = try await connection.execute(
            .zoneOffsets,
            [
                .textArray(zones.map(\.identifier)),
                .textArray(instants.map { $0.ISO8601Format() }),
            ])
        var strange: Set<String> = []
        for row in rows {
            let name = try row.text("zone")
            let instant = instants[try row.int("number") - 1]
            let own = zones.first { $0.identifier == name }?.secondsFromGMT(for: instant)
            if try row.intOrNil("seconds") != own { strange.insert(name) }
        }
        return strange.sorted()
    }
}
