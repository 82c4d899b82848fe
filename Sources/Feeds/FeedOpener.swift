package import Definitions
import Foundation
package import Problems

/// Opens feeds: finds the file or connects, reads the header, and binds the map to it.
package enum FeedOpener {
    /// The last of a folder's files that a feed reads on a date; nil for a query.
    ///
    /// - Parameter logicalDate: The run's date, as `2026-11-21`.
    /// - Throws: A `Problem`, guarded if the file is missing.
    package static func locate(
        _ feed: Feed, in workspace: Workspace, logicalDate: String
    ) throws -> FeedFile? {
        guard let pattern = feed.input.file else { return nil }
        let source = try source(of: feed, in: workspace)
        guard case .folder(let path) = source.kind else { throw notAFolder(feed) }
        return try FileLocator(folder: path, feed: feed)
            .locate(pattern, on: date(logicalDate)).last
    }

    /// Opens a feed for reading.
    ///
    /// - Parameters:
    ///   - logicalDate: The run's date, as `2026-11-21`.
    ///   - since: The cursor that the last load left; nil on the first.
    ///   - file: What ``FeedFiles/find(_:known:)`` found; located in its folder if not given.
    ///   - chunk: How many bytes of a file are read at once, at least 8; nothing else depends on it.
    /// - Throws: `Problem` or `Problems`: the file is empty or not as mapped, the query is wrong,
    ///   the database is out of reach.
    package static func open(
        _ feed: Feed, in workspace: Workspace, logicalDate: String, since: String? = nil,
        file: FeedFile? = nil, chunk: Int = 1 << 18
    ) async throws -> FeedReader {
        let source = try source(of: feed, in: workspace)
        let values = FieldValues(
            today: try date(logicalDate), timezone: source.timezone,
            hasCalendar: feed.map.contains { $0.field == "birthday_calendar" })
        if case .query(let definition) = feed.input {
            guard case .postgres(let uri) = source.kind else { throw notADatabase(feed) }
            let query = QueryRows.Query(
                feed: feed.name, definition: definition,
                timeoutSeconds: definition.timeoutSeconds ?? source.queryTimeoutSeconds,
                since: since, logicalDate: logicalDate, place: feed.place)
            let mapper = try RowMapper(feed, values: values, nulls: [])
            let rows = try await QueryRows.open(query, uri: uri, inputs: mapper.inputs)
            return FeedReader(file: nil, source: rows, mapper: mapper)
        }
        let found = try file ?? locate(feed, in: workspace, logicalDate: logicalDate)
        guard let found else { throw notAFolder(feed) }
        return try openFile(found, feed, values, locale: workspace.locale, chunk: chunk)
    }

    private static func openFile(
        _ file: FeedFile, _ feed: Feed, _ values: FieldValues, locale: String, chunk: Int
    ) throws -> FeedReader {
        guard try !file.isEmpty() else { throw empty(file.name) }
        switch feed.input {
        case .csv(_, let format):
            let file = try file.tallied()
            let reading = try CSVReading(feed, format, file, locale: locale)
            let mapper = try RowMapper(reading.feed, values: values, nulls: format.nulls)
            let rows = try CSVRows(
                FeedText(try file.open(), reading.encoding, chunk: chunk), file: file.name,
                dialect: reading.dialect, inputs: mapper.inputs,
                optional: feed.optionalInputs, window: chunk)
            return FeedReader(
                file: file, encoding: reading.encoding, source: rows, mapper: mapper,
                warnings: reading.warnings, isOfRejects: reading.isOfRejects)
        case .xml(_, let format):
            let mapper = try RowMapper(feed, values: values, nulls: [])
            let encoding = try DetectedEncoding(
                ofXML: file.start(), format, file: file.name, at: feed.place)
            let rows = try XMLRows(
                FeedText(try file.open(), encoding, chunk: chunk), file: file.name, format: format,
                inputs: mapper.inputs, at: feed.place, chunk: chunk)
            return FeedReader(file: file, source: rows, mapper: mapper)
        case .query: throw notAFolder(feed)
        }
    }

    /// How a feed's CSV file is written, once it has the mapped columns; nil for a feed that reads
    /// no CSV.
    ///
    /// - Parameter file: What ``FeedFiles/find(_:known:)`` found; located in its folder if not
    ///   given.
    package static func findings(
        _ feed: Feed, in workspace: Workspace, logicalDate: String, file: FeedFile? = nil
    ) throws -> CSVFindings? {
        guard case .csv(_, let format) = feed.input,
            let found = try file ?? locate(feed, in: workspace, logicalDate: logicalDate)
        else { return nil }
        guard try !found.isEmpty() else { throw empty(found.name) }
        let file = try found.tallied()
        let values = FieldValues(
            today: try date(logicalDate), timezone: .gmt, hasCalendar: true)
        let mapper = try RowMapper(feed, values: values, nulls: format.nulls)
        let findings = try CSVFindings(feed, file: file, locale: workspace.locale)
        if let findings {
            _ = try CSVRows(
                FeedText(try file.open(), findings.encoding), file: file.name,
                dialect: findings.dialect, inputs: mapper.inputs, optional: feed.optionalInputs)
        }
        return findings
    }

    /// All that is wrong with a feed as far as its definition shows, without its source.
    package static func check(_ feed: Feed) -> [Problem] {
        var problems = ProblemList()
        func attempt(_ action: () throws -> Void) {
            do { try action() } catch { problems.add(error) }
        }
        let values = FieldValues(
            today: CivilDate(year: 9999, month: 12, day: 31), timezone: .gmt, hasCalendar: true)
        attempt { _ = try RowMapper(feed, values: values, nulls: nulls(of: feed)) }
        switch feed.input {
        case .query(let query):
            attempt {
                let text = try QueryText(query.text, at: feed.place)
                if text.parameters.contains(.since), query.since == nil { throw noSince(feed) }
            }
        case .csv(let pattern, _):
            attempt { _ = try FileName(pattern, at: feed.place) }
        case .xml(let pattern, let format):
            attempt { _ = try FileName(pattern, at: feed.place) }
            attempt { try XMLRows.check(format, of: feed) }
        }
        return problems.all
    }

    private static func nulls(of feed: Feed) -> [String] {
        if case .csv(_, let format) = feed.input { return format.nulls }
        return []
    }

    static func source(of feed: Feed, in workspace: Workspace) throws -> Source {
        guard let source = workspace.sources[feed.source] else {
            throw Problem(
                .definition, "there is no source \"\(feed.source)\"", at: feed.place,
                hint: Suggestion.hint(
                    for: feed.source, among: workspace.sources.keys, known: "sources"))
        }
        return source
    }

    static func date(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw Problem(
                .bug, "\"\(text)\" is not a logical date", hint: "Write a date as 2026-11-21.")
        }
        return date
    }
}

extension FeedOpener {
    private static func empty(_ name: String) -> Problem {
        Problem(
            .guarded, "\(name) is empty", at: Place(name),
            hint: "Not even a header is there: the file was cut off or never written. "
                + "Yesterday's data stay in force.")
    }

    private static func noSince(_ feed: Feed) -> Problem {
        Problem(
            .definition, "the query uses :since, but no column tells how far it has read",
            at: feed.place, hint: "Add since: with the column that :since is compared with.")
    }

    private static func notADatabase(_ feed: Feed) -> Problem {
        Problem(
            .definition, "the source \"\(feed.source)\" of feed \"\(feed.name)\" takes no query",
            at: feed.place, hint: "A feed with query: reads from a source with postgres:.")
    }

    static func notAFolder(_ feed: Feed) -> Problem {
        Problem(
            .definition, "the source \"\(feed.source)\" of feed \"\(feed.name)\" has no files",
            at: feed.place, hint: "A feed with file: reads from a source with folder:.")
    }
}
