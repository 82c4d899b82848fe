import CPostgres
import Problems

extension Connection {
    /// Begins `COPY … FROM STDIN`. Until it ends, the connection takes no other statement.
    package func copyIn(_ statement: Statement) async throws -> CopyWriter {
        let pointer = try pointer(for: statement)
        return try await cancellable {
            let answer = PQexec(pointer, statement.sql)
            guard PQresultStatus(answer) == PGRES_COPY_IN else {
                _ = try checked(answer, of: statement, on: pointer)
                throw Self.notCopyIn(statement)
            }
            PQclear(answer)
            return CopyWriter(connection: self, statement: statement)
        }
    }

    /// Copies in what the body writes: ends the COPY when it returns and gives the number of
    /// rows; none lands when it throws.
    package nonisolated(nonsending) func copyIn(
        _ statement: Statement,
        _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let writer = try await copyIn(statement)
        do {
            try await body(writer)
        } catch {
            await writer.abort()
            throw error
        }
        return try await writer.finish()
    }

    func appendCopy(_ bytes: [UInt8], to statement: Statement) async throws {
        let pointer = try pointer(for: statement)
        try await cancellable {
            // libpq copies what it is given into its own buffer, which grows to the largest
            // piece: slices keep that small, whatever the size of a chunk.
            let slice = 128 * 1024
            let sent = bytes.withUnsafeBytes { bytes in
                stride(from: 0, to: bytes.count, by: slice).allSatisfy { start in
                    let part = bytes[start..<min(start + slice, bytes.count)]
                    let piece = UnsafeRawBufferPointer(rebasing: part)
                    return PQputCopyData(
                        pointer, piece.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(piece.count)) == 1
                }
            }
            if !sent { throw copyFailure(statement, on: pointer) }
        }
    }

    func finishCopy(_ statement: Statement) async throws -> Int {
        let pointer = try pointer(for: statement)
        return try await cancellable {
            guard PQputCopyEnd(pointer, nil) == 1 else {
                throw copyFailure(statement, on: pointer)
            }
            let result = try result(PQgetResult(pointer), of: statement, on: pointer)
            drain(pointer)
            return result.affected
        }
    }

    func abortCopy(_ statement: Statement) {
        guard let pointer = try? pointer(for: statement) else {
            return  // A closed connection has ended its COPY.
        }
        abandonCopy(pointer)
    }

    /// Ends a COPY of either direction without its rows.
    func abandonCopy(_ pointer: OpaquePointer) {
        while let result = PQgetResult(pointer) {
            let status = PQresultStatus(result)
            PQclear(result)
            switch status {
            case PGRES_COPY_IN, PGRES_COPY_BOTH:
                guard PQputCopyEnd(pointer, "given up") == 1 else { return }
            case PGRES_COPY_OUT:
                canceller.request(canceller.begin())
                discardCopyData(pointer)
            default:
                break
            }
        }
    }

    private func discardCopyData(_ pointer: OpaquePointer) {
        var buffer: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
    }

    /// The error that ended a COPY from the server's side; the connection is usable afterwards.
    func copyFailure(_ statement: Statement, on pointer: OpaquePointer) -> any Error {
        var failure: PostgresFailure?
        let broken = PostgresFailure(of: pointer, in: statement)
        while let answer = PQgetResult(pointer) {
            let handle = ResultHandle(answer)
            switch PQresultStatus(answer) {
            case PGRES_FATAL_ERROR:
                failure = failure ?? PostgresFailure(handle, of: statement, on: pointer)
            case PGRES_COPY_IN:
                guard PQputCopyEnd(pointer, "given up") == 1 else {
                    return error(failure ?? broken)
                }
            default:
                break
            }
        }
        return error(failure ?? broken)
    }

    /// Takes what libpq still has of a statement, so that the next one can be sent.
    func drain(_ pointer: OpaquePointer) {
        while let rest = PQgetResult(pointer) { PQclear(rest) }
    }
}

extension Connection {
    private static func notCopyIn(_ statement: Statement) -> Problem {
        Problem(
            .bug, "the statement \"\(statement.name)\" is no COPY FROM STDIN",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
