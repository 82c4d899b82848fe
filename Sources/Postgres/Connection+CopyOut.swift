import CPostgres
import Problems

extension Connection {
    /// Begins `COPY … TO STDOUT`. Until it ends, the connection takes no other statement.
    package func copyOut(_ statement: Statement) async throws -> CopyReader {
        let pointer = try pointer(for: statement)
        return try await cancellable {
            let answer = PQexec(pointer, statement.sql)
            guard PQresultStatus(answer) == PGRES_COPY_OUT else {
                _ = try checked(answer, of: statement, on: pointer)
                throw Self.notCopyOut(statement)
            }
            PQclear(answer)
            return CopyReader(connection: self, statement: statement)
        }
    }

    func nextCopyChunk(_ statement: Statement) async throws -> [UInt8]? {
        let pointer = try pointer(for: statement)
        return try await cancellable {
            var chunk: [UInt8] = []
            while chunk.count < 64 * 1024 {
                var buffer: UnsafeMutablePointer<CChar>?
                let length = PQgetCopyData(pointer, &buffer, 0)
                guard length > 0, let buffer else {
                    try endCopy(statement, on: pointer)
                    return chunk.isEmpty ? nil : chunk
                }
                chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(length)))
                PQfreemem(buffer)
            }
            return chunk
        }
    }

    /// After the last row: the statement's outcome, which may still be an error. Beyond the end
    /// there is none any more.
    private func endCopy(_ statement: Statement, on pointer: OpaquePointer) throws {
        guard let answer = PQgetResult(pointer) else { return }
        defer { drain(pointer) }
        _ = try checked(answer, of: statement, on: pointer)
    }
}

extension Connection {
    private static func notCopyOut(_ statement: Statement) -> Problem {
        Problem(
            .bug, "the statement \"\(statement.name)\" is no COPY TO STDOUT",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
