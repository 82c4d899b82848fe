import Audiences
import Definitions
import Foundation
import Glibc
import Postgres
import Problems

/// Writes an export to a CSV file: whole, or the old one stays.
///
/// RFC 4180, UTF-8, lines end with LF. It is written beside its place and renamed when it is on disk;
/// what was written is noted in the same transaction, so that a run that was killed writes again.
struct FileExport {
    let export: Export
    let list: ExportList
    /// Absolute.
    let file: URL

    /// - Parameter writes: whether the file is written; otherwise it is only compared, as in a plan.
    func run(writes: Bool, on connection: Connection) async throws -> ExportFigures {
        try await list.fill(connection)
        let memory = ExportMemory(of: export.name)
        let figures = try await memory.compare(connection)
        try figures.check(by: export)
        let isThere = FileManager.default.fileExists(atPath: file.path)
        guard writes, figures.isChange || !isThere || !export.onlyIfChanged else { return figures }
        try await memory.note(connection)
        try await write(connection)
        return figures
    }

    private func write(_ connection: Connection) async throws {
        let folder = file.deletingLastPathComponent()
        let part = folder.appendingPathComponent(".\(file.lastPathComponent).part")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            let header = export.columns.map(\.name).joined(separator: ",") + "\n"
            try Data(header.utf8).write(to: part)
            let handle = try FileHandle(forWritingTo: part)
            defer { try? handle.close() }  // What matters was synchronised before.
            try handle.seekToEnd()
            let reader = try await connection.copyOut(
                Statement(
                    name: "export to a file",
                    sql: "COPY (\(list.copied(forSpreadsheets: true))) TO STDOUT (FORMAT csv)"))
            while let chunk = try await reader.next() { try handle.write(contentsOf: Data(chunk)) }
            try handle.synchronize()
        } catch let error as CocoaError {
            throw Self.cannotWrite(file, error)
        }
        guard rename(part.path, file.path) == 0 else { throw Self.cannotRename(file) }
    }
}

extension FileExport {
    private static func cannotWrite(_ file: URL, _ error: CocoaError) -> Problem {
        Problem(
            .infrastructure, "the file \(file.lastPathComponent) cannot be written",
            hint: "Look whether its folder is there, may be written to and has room.",
            cause: error.localizedDescription)
    }

    private static func cannotRename(_ file: URL) -> Problem {
        Problem(
            .infrastructure, "the file \(file.lastPathComponent) cannot be put in its place",
            hint: "Look whether a folder of that name is in its way.",
            cause: String(cString: strerror(errno)))
    }
}
