import Definitions
import Feeds
import Foundation
import Postgres
import Problems
import Transfer

extension FeedLoad {
    /// Opens the record of this try, which may be one at the rejects of an earlier load.
    func begin(
        _ file: FeedFile?, isFirst: Bool, replaying earlier: Int? = nil
    ) async throws -> BegunLoad {
        let last = try await record.execute(.loadLast, [.text(job), .text(feed.name)]).first
        let opened = try await record.execute(
            .loadBegin,
            [
                .int(runID), .text(job), .text(feed.name), .text(file?.name),
                .int(file?.size), .text(fingerprint), .instant(now),
                .text(file?.validators.etag), .text(file?.validators.lastModified), .int(earlier),
                .text(file.flatMap { isSettled($0) ? $0.stamp : nil }),
            ])
        guard let load = opened.first else { throw Self.notBegun(feed.name) }
        return BegunLoad(
            id: try load.int("load_id"), lastReadRows: try last?.int("read_rows"),
            isFirst: isFirst, file: file, isReplay: earlier != nil,
            isPart: earlier != nil)
    }

    /// Moves the cursor and closes the record, in the transaction of the rows.
    func letIn(_ load: BegunLoad) async throws {
        if let cursor = load.cursor {
            try await data.execute(.cursorSet, [.text(job), .text(feed.name), .text(cursor)])
        }
        try await close(load, loadedAt: now, on: data)
    }

    /// Closes the record of a load whose rows were not let in.
    func turnAway(_ load: BegunLoad) async throws {
        try await close(load, loadedAt: nil, on: record)
    }

    private func close(
        _ load: BegunLoad, loadedAt: Date?, on connection: Connection
    ) async throws {
        let figures = load.figures
        try await connection.execute(
            .loadEnd,
            [
                .int(load.id), .instant(loadedAt), .int(figures.read), .int(figures.inserted),
                .int(figures.updated), .int(figures.unchanged), .int(figures.duplicate),
                .int(figures.filtered), .int(figures.rejected), .int(figures.deleted),
                .text(load.sha256?.hexadecimal),
            ])
    }
}

extension FeedLoad {
    private static func notBegun(_ name: String) -> Problem {
        Problem(
            .bug, "the load of feed \"\(name)\" could not be recorded",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
