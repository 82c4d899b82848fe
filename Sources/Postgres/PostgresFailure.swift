import CPostgres

/// What the server (or libpq) said when a statement failed, without any row's values.
///
/// DETAIL and CONTEXT are left out, because they quote values; so do the messages of data
/// exceptions (SQLSTATE class 22), where what stands in quotes becomes `…`.
package struct PostgresFailure: Hashable, Sendable {
    /// The name of the statement.
    package var statement: String
    /// The five characters of the SQLSTATE; nil when it was libpq that failed.
    package var sqlState: String?
    /// Whether the connection broke.
    package var isConnectionLost: Bool
    /// The primary message, without values.
    package var message: String
    /// Where in the statement's SQL the server points, in characters from 1.
    package var position: Int?
    /// The server's own advice, as "Perhaps you meant …"; nil for data exceptions.
    package var advice: String?
    /// The constraint that did not hold.
    package var constraint: String?

    package init(
        statement: String, sqlState: String?, isConnectionLost: Bool = false, message: String,
        position: Int? = nil, advice: String? = nil, constraint: String? = nil
    ) {
        self.statement = statement
        self.sqlState = sqlState
        self.isConnectionLost = isConnectionLost
        self.message = message
        self.position = position
        self.advice = advice
        self.constraint = constraint
    }
}

extension PostgresFailure {
    /// Whether the same statement may succeed when it is tried again: the connection broke, the
    /// server went away or ran out of something, or two transactions got in each other's way.
    package var isPassing: Bool {
        guard let sqlState, !isConnectionLost else { return isConnectionLost }
        let states = [
            "57014",  // query_canceled: by an administrator or a timeout
            "57P01", "57P02", "57P03", "57P05",  // the server stops, crashed, starts, sat idle
            "40001", "40P01",  // serialization_failure, deadlock_detected
            "55P03",  // lock_not_available
            "25006",  // read_only_sql_transaction: a standby answers after a failover
            "25P03",  // idle_in_transaction_session_timeout
        ]
        // Connection exceptions, insufficient resources, errors of the operating system.
        return ["08", "53", "58"].contains(sqlState.prefix(2)) || states.contains(sqlState)
    }
}

extension PostgresFailure {
    /// What a result says that is an error.
    init(_ result: ResultHandle, of statement: Statement, on connection: OpaquePointer) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result.pointer, code).map { String(cString: $0) }
        }
        let state = field(PostgresField.sqlState)
        let message =
            field(PostgresField.primaryMessage)
            ?? Self.firstLine(String(cString: PQresultErrorMessage(result.pointer)))
        let isAboutData = state?.hasPrefix("22") ?? false
        self.init(
            statement: statement.name, sqlState: state,
            isConnectionLost: PQstatus(connection) == CONNECTION_BAD,
            message: isAboutData ? Self.masked(message, state: state) : message,
            position: field(PostgresField.position).flatMap { Int($0) },
            advice: isAboutData ? nil : field(PostgresField.hint),
            constraint: field(PostgresField.constraint))
    }

    /// What libpq says when there is no result.
    init(of connection: OpaquePointer, in statement: Statement) {
        let said = Self.firstLine(String(cString: PQerrorMessage(connection)))
        self.init(
            statement: statement.name, sqlState: nil,
            isConnectionLost: PQstatus(connection) == CONNECTION_BAD,
            message: said.isEmpty ? "there is no answer" : said)
    }

    private static func firstLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }

    /// A message of class 22 with what it quotes taken out, from the first quotation mark to the
    /// last: a value may hold quotation marks itself.
    private static func masked(_ message: String, state: String?) -> String {
        // Malformed COPY data and encodings: these quote columns and encodings only.
        if ["22P04", "22021", "22P05"].contains(state) { return message }
        let marks: Set<Character> = ["\"", "«", "»", "„", "“", "”", "「", "」"]
        guard let first = message.firstIndex(where: marks.contains),
            let last = message.lastIndex(where: marks.contains), first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }
}
