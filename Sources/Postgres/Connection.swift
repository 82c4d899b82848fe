import CPostgres
import Problems

/// One session with a PostgreSQL server.
///
/// Its blocking calls run on a queue of its own, never on Swift's cooperative pool. A connection
/// is for one task at a time: what two tasks send may mix in one transaction.
///
/// Every error is a `Problem`: `.infrastructure` if trying again may help, else `.bug`; a caller
/// that runs a user's SQL asks `failure(behind:)` for what the server said and where. A task that
/// is cancelled while its statement runs gets a `CancellationError`; a statement that a cancelled
/// task begins still runs, so that it can roll back and record what happened, unless it is of a unit of
/// work (`atomically`), which ends where it is.
package actor Connection {
    /// Where it is connected to, without secrets.
    package nonisolated let description: String
    /// The server's version, such as 150006 for 15.6.
    package nonisolated let serverVersion: Int
    /// The number of the server process behind the session.
    package nonisolated let serverProcessID: Int

    private nonisolated let address: ConnectionURI
    private nonisolated let executor: QueueExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    let canceller: Canceller
    private var handle: ConnectionHandle?
    /// What must still hold when a transaction is committed; nil means nothing.
    var fence: Fence?
    /// Whether a unit of work is going on that ends with its task: a statement that a cancelled task
    /// begins does not run.
    var endsWithTask = false
    /// The server-side names of prepared statements.
    var prepared: [Statement: String] = [:]
    var openCursors: Set<Int> = []
    var cursorCount = 0
    private var lastFailure: (problem: Problem, failure: PostgresFailure)?

    private init(_ handle: ConnectionHandle, _ address: ConnectionURI, on executor: QueueExecutor) {
        self.handle = handle
        self.address = address
        description = address.redacted
        self.executor = executor
        serverVersion = Int(PQserverVersion(handle.pointer))
        serverProcessID = Int(PQbackendPID(handle.pointer))
        canceller = Canceller(handle.pointer)
    }

    /// Connects and prepares the session: UTC, ISO dates, UTF-8.
    ///
    /// - Parameters:
    ///   - uri: a libpq connection string; a `connect_timeout` (10 seconds) and TCP keepalives
    ///     are added unless it says otherwise.
    ///   - applicationName: what `pg_stat_activity` shows.
    /// - Throws: a `Problem` that names host, port, database and user, never the password:
    ///   `.infrastructure` if the connection fails, `.definition` if the text cannot be read.
    package static func open(
        _ uri: String, applicationName: String = "tidings"
    ) async throws -> Connection {
        let address = try ConnectionURI(uri)
        let executor = QueueExecutor(label: "tidings.postgres")
        let handle = try await executor.run {
            try Self.connect(address, applicationName: applicationName)
        }
        return Connection(handle, address, on: executor)
    }

    /// Another session with the same server, for what must not wait for this one.
    package func another() async throws -> Connection { try await Self.open(address.text) }

    /// The same session anew, behind the same fence, after the server ended this one.
    package func anew() async throws -> Connection {
        let connection = try await another()
        await connection.setFence(fence)
        return connection
    }

    /// Ends the session; a connection that is let go of without this is closed too.
    package func close() {
        handle = nil
    }

    /// Whether the session is open as far as is known; a broken one shows at the next statement.
    package var isOpen: Bool { handle?.isUsable ?? false }

    /// What the server said, if this error came from this connection's latest failure.
    package func failure(behind error: any Error) -> PostgresFailure? {
        guard let problem = error as? Problem, let lastFailure, lastFailure.problem == problem
        else { return nil }
        return lastFailure.failure
    }

    /// Whether a transaction is open, failed or not.
    package var isInTransaction: Bool {
        guard let handle else { return false }
        // A broken connection is in no known state: nothing is open any more.
        let none = [PQTRANS_IDLE, PQTRANS_UNKNOWN]
        return !none.contains(PQtransactionStatus(handle.pointer))
    }
}

extension Connection {
    /// The `PGconn`, for a statement.
    func pointer(for statement: Statement) throws(Problem) -> OpaquePointer {
        guard let handle else { throw Self.closed(statement) }
        // A C string ends at the first NUL: the server would get only a part of the SQL.
        if statement.sql.utf8.contains(0) { throw Self.nulCharacter(statement) }
        return handle.pointer
    }

    /// Remembers a failure and gives the error to throw for it.
    func error(_ failure: PostgresFailure) -> any Error {
        if failure.sqlState == "57014", Task.isCancelled { return CancellationError() }
        let problem = failure.problem(in: description)
        lastFailure = (problem, failure)
        return problem
    }

    /// Runs a blocking call whose statement is stopped if this task is cancelled meanwhile.
    func cancellable<T>(_ call: () throws -> T) async throws -> T {
        if Task.isCancelled {
            if endsWithTask { throw CancellationError() }
            return try call()
        }
        let ticket = canceller.begin()
        defer { canceller.end(ticket) }
        return try await withTaskCancellationHandler {
            // A closure that does not use the actor would leave its queue for the cooperative
            // pool, where a call that blocks stops other tasks.
            try onQueue(call)
        } onCancel: { [canceller] in
            canceller.cancel(ticket)
        }
    }

    private func onQueue<T>(_ call: () throws -> T) rethrows -> T { try call() }

    private static func connect(
        _ address: ConnectionURI, applicationName: String
    ) throws(Problem) -> ConnectionHandle {
        // Of two settings of one name the later holds, so the URI overrides what precedes it.
        let handle = ConnectionHandle([
            ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("dbname", address.text),
            ("application_name", applicationName), ("client_encoding", "UTF8"),
        ])
        guard let handle else { throw Self.unreachable(address, "out of memory") }
        guard handle.isUsable else {
            throw Self.unreachable(address, String(cString: PQerrorMessage(handle.pointer)))
        }
        // What is committed must outlive a crash of the server: a claim that was lost would be sent
        // again.
        let session = """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') = 'off';
            SET client_min_messages = warning; SET bytea_output = hex;
            """
        // A backend notices within this time that its client is gone, and frees its locks.
        let watch = "SET client_connection_check_interval = '500ms';"
        let script = PQserverVersion(handle.pointer) >= 140_000 ? session + watch : session
        let result = ResultHandle(PQexec(handle.pointer, script))
        guard PQresultStatus(result.pointer) == PGRES_COMMAND_OK else {
            throw Self.unreachable(address, String(cString: PQerrorMessage(handle.pointer)))
        }
        return handle
    }
}

extension Connection {
    private static func unreachable(_ address: ConnectionURI, _ said: String) -> Problem {
        let cause = address.withoutPassword(said).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return Problem(
            .infrastructure, "cannot connect to \(address.redacted)",
            hint: "Check that the server runs, and the host, port, user and password.",
            cause: cause.isEmpty ? nil : cause)
    }

    private static func closed(_ statement: Statement) -> Problem {
        Problem(
            .bug, "the statement \"\(statement.name)\" was sent over a closed connection",
            hint: "This is a fault of Tidings: please report it with this text.")
    }

    private static func nulCharacter(_ statement: Statement) -> Problem {
        Problem(
            .bug, "the SQL of the statement \"\(statement.name)\" holds a NUL character",
            hint: "Take it out: PostgreSQL's SQL cannot hold it.")
    }
}
