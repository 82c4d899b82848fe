import CPostgres

extension Connection {
    /// Has the server parse and analyse a statement without running it.
    package func describe(_ statement: Statement) async throws -> Description {
        let pointer = try pointer(for: statement)
        return try await cancellable {
            let parsed = PQprepare(pointer, "", statement.sql, 0, nil)
            _ = try checked(parsed, of: statement, on: pointer)
            let answer = PQdescribePrepared(pointer, "")
            let described = try checked(answer, of: statement, on: pointer)
            let parameters = (0..<PQnparams(described.pointer)).map {
                PQparamtype(described.pointer, $0)
            }
            return Description(parameters: parameters, columns: described.columns)
        }
    }
}
