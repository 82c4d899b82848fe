import Crypto
import Definitions
import Feeds
import Foundation
import Postgres
import Transfer

extension FeedLoad {
    /// The last load of a file that was let in, by this very definition of the feed.
    struct Last {
        var id: Int
        var sha256: String?
        var bytes: Int?
        var stamp: String?
        var figures: FeedFigures
        /// nil when the server said nothing that could be asked by.
        var validators: FetchValidators?
    }

    func last(of file: String) async throws -> Last? {
        let rows = try await record.execute(
            .loadOfFile, [.text(job), .text(feed.name), .text(file)])
        guard let row = rows.first, try row.text("fingerprint") == fingerprint else { return nil }
        let validators = FetchValidators(
            etag: try row.textOrNil("etag"), lastModified: try row.textOrNil("last_modified"))
        return Last(
            id: try row.int("load_id"), sha256: try row.textOrNil("sha256"),
            bytes: try row.intOrNil("bytes"), stamp: try row.textOrNil("stamp"),
            figures: try Self.known(row),
            validators: validators == FetchValidators() ? nil : validators)
    }

    /// The figures of the last load of this very file, if bytes and definition are the same.
    ///
    /// It is read for its hash only where neither its stamp nor its size tells.
    func recognise(_ file: inout FeedFile) async throws -> FeedFigures? {
        guard let last = try await last(of: file.name), last.bytes == file.size else { return nil }
        if last.stamp != file.stamp {
            let digest = try file.digest()
            file.sha256 = digest
            guard last.sha256 == digest.hexadecimal else { return nil }
        }
        if file.validators != last.validators ?? FetchValidators() {
            try await record.execute(
                .loadValidators,
                [
                    .int(last.id), .text(file.validators.etag),
                    .text(file.validators.lastModified),
                ])
        }
        return last.figures
    }

    /// Whether a file is old enough that a write to it could not have the same times.
    func isSettled(_ file: FeedFile) -> Bool { now.timeIntervalSince(file.modified) >= 2 }

    /// What the runs of this date have loaded of the feed; nil if they have not.
    func loadedForDate() async throws -> FeedFigures? {
        let rows = try await record.execute(
            .loadOfDate,
            [.text(job), .text(feed.name), .date(date.description), .text(fingerprint)])
        guard let row = rows.first, try row.int("loads") > 0 else { return nil }
        return try Self.known(row)
    }

    /// A load's figures as those of a run that finds its rows in already.
    private static func known(_ row: Row) throws -> FeedFigures {
        var figures = FeedFigures()
        figures.sameFile = true
        figures.read = try row.int("read_rows")
        figures.unchanged =
            try row.int("inserted") + row.int("updated") + row.int("unchanged")
        figures.duplicate = try row.int("duplicate")
        figures.filtered = try row.int("filtered")
        figures.rejected = try row.int("rejected")
        return figures
    }

    /// Stands for the feed's definition: another map or format reads the same bytes anew, and so do
    /// another locale, by which encodings are guessed, and another zone of times without one.
    var fingerprint: String {
        let parts = [
            workspace.locale, workspace.sources[feed.source]?.timezone.identifier ?? "",
            "\(feed.entity)", feed.source, "\(feed.input)", "\(feed.filters.map(\.signature))",
            "\(feed.map.map(\.signature))", "\(feed.deleteMissing)", "\(feed.lineKey)",
            "\(feed.addLines)", "\(feed.expect.newColumns)", "\(feed.expect.missingColumns)",
        ]
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
        return digest.prefix(16).hexadecimal
    }
}

extension FieldMap {
    fileprivate var signature: String {
        [
            field, input, prefix ?? "", "\(format)", "\(decimal ?? ".")",
            "\(values.sorted(by: <))",
            fallback ?? "", "\(skipMissing) \(createsMissing)", lookup ?? "", "\(isRequired)",
            steps.signature,
        ].joined(separator: "\u{1E}")
    }
}

extension TextSteps {
    /// With what the lookup's file holds: another list reads the same bytes otherwise.
    fileprivate var signature: String {
        let list = SHA256.hash(data: lookup?.bytes ?? []).prefix(16).hexadecimal
        let columns = lookup.map { "\($0.file) \($0.from) \($0.to) \(list)" } ?? ""
        return [
            "\(String(describing: join))", trim, "\(String(describing: split))",
            "\(String(describing: letters))", columns,
        ]
        .joined(separator: "\u{1D}")
    }
}

extension RowFilter {
    fileprivate var signature: String { "\(input) \(isNegated) \(values)" }
}
