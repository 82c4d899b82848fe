import CPostgres

/// Owns a `PGconn` and closes it.
///
/// `@unchecked Sendable`: only the actor `Connection` uses the pointer, on its own queue.
final class ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Connects, which blocks: name resolution, connection and login.
    init?(_ parameters: [(keyword: String, value: String)]) {
        let keywords = CStringArray(parameters.map(\.keyword))
        let values = CStringArray(parameters.map(\.value))
        guard
            let pointer = keywords.withPointers({ keywords in
                values.withPointers { PQconnectdbParams(keywords, $0, 1) }
            })
        else { return nil }
        self.pointer = pointer
        // Warnings would go to stderr, quoting values; what matters comes as an error.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
    }

    deinit {
        PQfinish(pointer)
    }

    var isUsable: Bool { PQstatus(pointer) == CONNECTION_OK }
}
