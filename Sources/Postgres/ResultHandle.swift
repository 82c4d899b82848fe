import CPostgres

/// Owns a `PGresult` and frees it.
///
/// `@unchecked Sendable`: a `PGresult` is not changed after libpq has handed it over, and
/// reading one from several threads is safe (libpq documentation, "Behavior in Threaded
/// Programs").
final class ResultHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var columns: [Column] {
        (0..<PQnfields(pointer)).map { index in
            Column(
                name: String(cString: PQfname(pointer, index)), type: PQftype(pointer, index))
        }
    }

    /// The bytes of a cell, or nil for NULL; valid as long as the handle.
    func cell(row: Int, column: Int) -> UnsafeBufferPointer<UInt8>? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(pointer, row, column) == 0 else { return nil }
        let length = Int(PQgetlength(pointer, row, column))
        return PQgetvalue(pointer, row, column).map {
            UnsafeBufferPointer(
                start: UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self), count: length)
        }
    }
}
