import CPostgres
import Problems

extension Connection {
    /// Runs one statement, planned for these parameters.
    ///
    /// One-shot plans are meant: static SQL that takes a `text[]` of mapped columns is planned
    /// with the parameter folded in as a constant.
    @discardableResult
    package func execute(
        _ statement: Statement, _ parameters: [Value] = []
    ) async throws -> Result {
        let pointer = try pointer(for: statement)
        let values = try Self.encoded(parameters, of: statement)
        return try await cancellable {
            let answer = values.withPointers { values in
                PQexecParams(
                    pointer, statement.sql, Int32(parameters.count), nil, values, nil, nil, 0)
            }
            return try result(answer, of: statement, on: pointer)
        }
    }

    /// Runs one statement whose plan the session keeps: for small statements that run often.
    @discardableResult
    package func executePrepared(
        _ statement: Statement, _ parameters: [Value] = []
    ) async throws -> Result {
        let pointer = try pointer(for: statement)
        let values = try Self.encoded(parameters, of: statement)
        return try await cancellable {
            let name = try preparedName(statement, on: pointer)
            let answer = values.withPointers { values in
                PQexecPrepared(pointer, name, Int32(parameters.count), values, nil, nil, 0)
            }
            return try result(answer, of: statement, on: pointer)
        }
    }

    /// Runs several statements without parameters, as one transaction unless one is open.
    package func run(script: Statement) async throws {
        let pointer = try pointer(for: script)
        try await cancellable {
            _ = try result(PQexec(pointer, script.sql), of: script, on: pointer)
        }
    }

    private func preparedName(_ statement: Statement, on pointer: OpaquePointer) throws -> String {
        if let name = prepared[statement] { return name }
        let name = "tidings_\(prepared.count + 1)"
        let answer = PQprepare(pointer, name, statement.sql, 0, nil)
        _ = try result(answer, of: statement, on: pointer)
        prepared[statement] = name
        return name
    }
}

extension Connection {
    /// The result of a libpq call, or the error that it stands for.
    func result(
        _ answer: OpaquePointer?, of statement: Statement, on pointer: OpaquePointer
    ) throws -> Result {
        Result(try checked(answer, of: statement, on: pointer), of: statement)
    }

    /// The handle of a libpq call's answer, unless that is an error.
    ///
    /// - Parameter offset: how many characters were sent before the statement's own text.
    func checked(
        _ answer: OpaquePointer?, of statement: Statement, on pointer: OpaquePointer,
        offset: Int = 0
    ) throws -> ResultHandle {
        guard let answer else { throw error(PostgresFailure(of: pointer, in: statement)) }
        let handle = ResultHandle(answer)
        switch PQresultStatus(answer) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
            return handle
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            // COPY sent by execute: end it, or the connection could not be used any more.
            abandonCopy(pointer)
            throw Self.copyByExecute(statement)
        default:
            var failure = PostgresFailure(handle, of: statement, on: pointer)
            failure.position = failure.position.map { $0 - offset }
            throw error(failure)
        }
    }

    /// The parameters as C strings.
    static func encoded(
        _ parameters: [Value], of statement: Statement
    ) throws(Problem) -> CStringArray {
        let texts = parameters.map(\.encoded)
        // C strings end at the first NUL: the rest of such a text would be lost in silence.
        for (index, text) in texts.enumerated() where text?.utf8.contains(0) ?? false {
            throw Self.nulCharacter(index + 1, of: statement)
        }
        return CStringArray(texts)
    }
}

extension Connection {
    private static func nulCharacter(_ number: Int, of statement: Statement) -> Problem {
        Problem(
            .bug,
            "parameter \(number) of the statement \"\(statement.name)\" holds a NUL character",
            hint: "PostgreSQL's text cannot hold it: reject or clean the value where it comes in.")
    }

    private static func copyByExecute(_ statement: Statement) -> Problem {
        Problem(
            .bug, "the statement \"\(statement.name)\" is a COPY and was not sent as one",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
