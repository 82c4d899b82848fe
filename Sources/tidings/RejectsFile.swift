import Definitions
import Feeds
import Foundation
import Glibc
import Postgres
import Problems
import Warehouse

/// Writes the rejects of a run to a file, or to stdout for `-`.
struct RejectsFile {
    let sets: [RejectSet]
    let path: String
    /// Whether a file that is there is written over.
    let overwrites: Bool

    /// Writes the file and gives the number of rows.
    func write(on connection: Connection) async throws -> Int {
        let frame = try frame()
        let target = try target()
        let export = try RejectExport(frame)
        var count = 0
        try target.write(contentsOf: Data(export.opening))
        for set in sets {
            try await set.forEach(on: connection) { _, reject in
                try target.write(contentsOf: Data(export.row(reject)))
                count += 1
            }
        }
        try target.write(contentsOf: Data(export.closing))
        if path != "-" { try target.close() }
        return count
    }

    /// Whether the feed can load the file once it is mended: it has the format of the feed's own, and
    /// not that of mere values.
    func canBeLoaded(in workspace: Workspace) -> Bool {
        sets.allSatisfy { set in
            let feed = workspace.jobs.first { $0.name == set.job }?
                .feeds.first { $0.name == set.feed }
            switch (feed?.input, set.frame?.format) {
            case (.csv, .csv), (.xml, .xml): return true
            default: return false
            }
        }
    }

    /// What all rows have around them: one file holds rows of one feed and one header.
    private func frame() throws -> RowFrame? {
        let feeds = Set(sets.map(\.feed)).sorted()
        guard feeds.count < 2 else { throw Self.several(feeds) }
        let frames = sets.map(\.frame)
        guard let first = frames.first, frames.allSatisfy({ $0 == first }) else {
            throw Self.otherHeaders(sets.compactMap(\.file).sorted())
        }
        return first
    }

    private func target() throws -> FileHandle {
        if path == "-" { return .standardOutput }
        let kind = overwrites ? O_TRUNC : O_EXCL
        let descriptor = open(path, O_WRONLY | O_CREAT | kind | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? Self.exists(path) : Self.notWritable(path, errno)
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}

extension RejectsFile {
    private static func several(_ feeds: [String]) -> Problem {
        Problem(
            .usage, "the run has rejects of several feeds: \(feeds.joined(separator: ", "))",
            hint: "A file holds the rows of one: add `--feed \(feeds[0])`.")
    }

    private static func otherHeaders(_ files: [String]) -> Problem {
        Problem(
            .usage,
            "the rejects come from files with other headers: "
                + files.joined(separator: ", "),
            hint: "A file holds rows with one header: add `--file \(files.first ?? "NAME")`.")
    }

    private static func exists(_ path: String) -> Problem {
        Problem(
            .usage, "\(path) is there already",
            hint: "Name another file, or write over it with `--force`.")
    }

    private static func notWritable(_ path: String, _ error: Int32) -> Problem {
        Problem(
            .usage, "cannot write \(path)", hint: "Check that its folder is there and yours.",
            cause: String(cString: strerror(error)))
    }
}
