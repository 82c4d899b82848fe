import Postgres

/// One session's share of a query's rows: while some are taken, the next are fetched.
final class QueryPart {
    private let connection: Connection
    private let cursor: Cursor
    private var next: Task<Fetched, any Error>

    struct Fetched: Sendable {
        /// nil at the end.
        var rows: RowBatch?
        /// How long the server took.
        var time: Duration
    }

    init(_ cursor: Cursor, on connection: Connection) {
        self.connection = connection
        self.cursor = cursor
        next = Self.fetch(cursor)
    }

    deinit { next.cancel() }

    var columns: [Column] { cursor.columns }

    /// The next rows; at the end, and when it failed, the session is over.
    nonisolated(nonsending) func take() async throws -> Fetched {
        let fetching = next
        do {
            let fetched = try await withTaskCancellationHandler {
                try await fetching.value
            } onCancel: {
                fetching.cancel()
            }
            if fetched.rows == nil {
                await connection.close()
            } else {
                next = Self.fetch(cursor)
            }
            return fetched
        } catch {
            throw QueryFailure(error: error, failure: await close(behind: error))
        }
    }

    /// Ends the session; what the server said, if that was behind an error.
    private nonisolated(nonsending) func close(behind error: any Error) async
        -> PostgresFailure?
    {
        let failure = await connection.failure(behind: error)
        await connection.close()
        return failure
    }

    private static func fetch(_ cursor: Cursor) -> Task<Fetched, any Error> {
        Task {
            let started = ContinuousClock.now
            let rows = try await cursor.next()
            return Fetched(rows: rows, time: ContinuousClock.now - started)
        }
    }
}

/// An error of a session, and what its server said.
struct QueryFailure: Error {
    var error: any Error
    var failure: PostgresFailure?
}
