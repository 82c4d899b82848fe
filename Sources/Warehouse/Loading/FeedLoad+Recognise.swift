import Crypto
import Definitions
import Feeds
import Postgres

extension FeedLoad {
    /// The file to read; nil for a query.
    func locate() throws -> FeedFile? {
        try FeedOpener.locate(feed, in: workspace, logicalDate: date.description)
    }

    /// The figures of the last load of this very file, if bytes and definition are the same.
    func recognise(_ file: FeedFile?) async throws -> FeedFigures? {
        guard let file else { return nil }
        let rows = try await record.execute(
            .loadOfFile, [.text(job), .text(feed.name), .text(file.name)])
        guard let row = rows.first, try row.textOrNil("sha256") == file.sha256.hexadecimal,
            try row.text("fingerprint") == fingerprint
        else { return nil }
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

    /// Stands for the feed's definition: another map or format reads the same bytes anew.
    var fingerprint: String {
        let parts = [
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
            field, input, prefix ?? "", format ?? "", "\(decimal ?? ".")",
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
