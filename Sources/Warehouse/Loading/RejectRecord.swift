import Definitions
import Feeds
import Postgres

/// Keeps the rejects of a load as they come, so that memory does not grow with them.
struct RejectRecord: Sendable {
    let loadID: Int
    let connection: Connection

    private static let copy = Statement(
        name: "reject_copy",
        sql: """
            COPY tidings.reject
                (load_id, position, file, line, byte_offset, column_name, reason, raw, cells)
            FROM STDIN
            """)

    /// Writes rejects, numbered on from `position`, and what stands around them.
    func write(
        _ rejects: [Reject], in frame: RowFrame?, from position: inout Int
    ) async throws {
        guard let first = rejects.first else { return }
        if let frame { try await write(frame, of: first.file) }
        var rows: [UInt8] = []
        for reject in rejects {
            position += 1
            let cells: [String?] = [
                String(loadID), String(position), reject.file, String(reject.line),
                reject.byteOffset.map(String.init), reject.column, reject.reason,
                "\\x\(reject.raw.hexadecimal)", reject.cells.map { "\\x\($0.hexadecimal)" },
            ]
            rows += Array(cells.map(Self.cell).joined(separator: "\t").utf8) + [0x0A]
        }
        let chunk = rows
        _ = try await connection.copyIn(Self.copy) { writer in
            try await writer.write(chunk)
        }
    }

    private func write(_ frame: RowFrame, of file: String?) async throws {
        try await connection.execute(
            .rejectFrameWrite,
            [
                .int(loadID), .text(file ?? ""), .text(frame.format.rawValue),
                .int(frame.delimiter.map(Int.init)), .int(frame.quote.map(Int.init)),
                .text(frame.encoding?.name),
                .bytes(frame.opening), .bytes(frame.closing),
            ])
    }

    /// A value in COPY's text format.
    private static func cell(_ value: String?) -> String {
        guard let value else { return "\\N" }
        var cell = ""
        // By scalars: to Swift a line end of two is one character, and neither of the two.
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": cell += "\\\\"
            case "\t": cell += "\\t"
            case "\n": cell += "\\n"
            case "\r": cell += "\\r"
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return cell
    }
}
