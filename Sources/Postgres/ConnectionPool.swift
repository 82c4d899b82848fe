import Problems

/// A few sessions that many short tasks share: opened when first needed, kept while they are good.
package actor ConnectionPool {
    private let uri: String
    private let size: Int
    private let name: String
    private var idle: [Connection] = []
    private var opened = 0
    private var waiting: [CheckedContinuation<Connection?, Never>] = []
    private var isClosed = false

    /// - Parameters:
    ///   - size: how many sessions there are at most.
    ///   - name: what the server's list of sessions calls them.
    package init(_ uri: String, size: Int = 4, name: String = "tidings") {
        self.uri = uri
        self.size = size
        self.name = name
    }

    /// Runs the body with a session of its own; waits for one when all are taken.
    ///
    /// - Parameter body: it must bear to be run twice: a session that lay idle may have died with
    ///   its server, and then another one is opened.
    /// - Throws: a problem when no session can be opened, when far too many wait already, or when
    ///   the pool was closed; and what the body throws. A session whose body threw is given up.
    package func with<T: Sendable>(
        _ body: @Sendable (Connection) async throws -> T
    ) async throws -> T {
        let (connection, wasIdle) = try await take()
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            let hasDied = !(await connection.isOpen)
            await connection.close()
            await giveUp()
            guard wasIdle, hasDied else { throw error }
        }
        return try await with(body)
    }

    /// Closes what is idle now and what comes back later; who waits is turned away.
    package func close() async {
        isClosed = true
        waiting.forEach { $0.resume(returning: nil) }
        waiting = []
        let closing = idle
        idle = []
        for connection in closing { await connection.close() }
    }

    private func take() async throws -> (Connection, wasIdle: Bool) {
        guard !isClosed else { throw Self.closed }
        if let connection = idle.popLast() { return (connection, true) }
        if opened < size { return (try await open(), false) }
        guard waiting.count < size * 64 else { throw Self.busy }
        if let connection = await withCheckedContinuation({ waiting.append($0) }) {
            return (connection, true)
        }
        guard !isClosed else { throw Self.closed }
        return (try await open(), false)
    }

    private func open() async throws -> Connection {
        opened += 1
        do {
            return try await Connection.open(uri, applicationName: name)
        } catch {
            await giveUp()
            throw error
        }
    }

    private func giveBack(_ connection: Connection) async {
        if isClosed {
            await connection.close()
        } else if waiting.isEmpty {
            idle.append(connection)
        } else {
            waiting.removeFirst().resume(returning: connection)
        }
    }

    /// One session fewer: who waits longest may open one.
    private func giveUp() async {
        opened -= 1
        if !waiting.isEmpty { waiting.removeFirst().resume(returning: nil) }
    }
}

extension ConnectionPool {
    private static var busy: Problem {
        Problem(
            .infrastructure, "too many wait for the database",
            hint: "It answers too slowly: look at its load, and try again.")
    }
    private static var closed: Problem {
        Problem(
            .infrastructure, "the database is no longer used: this process is stopping",
            hint: "Try again when it has started anew.")
    }
}
