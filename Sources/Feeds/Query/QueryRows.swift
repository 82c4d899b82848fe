import Definitions
import Postgres
import Problems

/// The rows of a query, read in one snapshot that cannot write.
final class QueryRows: RowSource {
    private let query: Query
    /// Those that have rows left.
    private var parts: [QueryPart]
    /// Whose turn it is.
    private var turn = 0
    /// How long the server has worked for this query.
    private var time = Duration.zero
    private let columns: [Int]
    private let values: RowValues
    private let since: (column: Int, type: CursorType)?

    private(set) var cursor: String?
    var readCount: Int { 0 }
    var frame: RowFrame? { values.frame }

    /// What is asked, and where the job file says so.
    struct Query: Sendable {
        var feed: String
        var definition: FeedQuery
        /// How long the server may work on it.
        var timeoutSeconds: Int
        /// The cursor that the last load left.
        var since: String?
        /// The run's logical date, as `2026-11-21`.
        var logicalDate: String
        var place: Place

        var statementName: String { "feed \(feed)" }
    }

    /// Connects, runs the query and binds its columns to the inputs.
    nonisolated(nonsending) static func open(
        _ query: Query, uri: String, inputs: [(input: RowInput, place: Place)]
    ) async throws -> QueryRows {
        let text = try QueryText(query.definition.text, at: query.place)
        do {
            let parts = try await QuerySessions(query: query, text: text, uri: uri).open()
            return try QueryRows(query, parts, inputs)
        } catch let error as QueryFailure {
            throw error.failure.map { query.problem($0, in: text) ?? error.error } ?? error.error
        }
    }

    private init(
        _ query: Query, _ parts: [QueryPart], _ inputs: [(input: RowInput, place: Place)]
    ) throws {
        self.query = query
        self.parts = parts
        var problems = ProblemList()
        let found = parts.first?.columns ?? []
        let names = found.map(\.name)
        columns = inputs.compactMap { input, place in
            let found = names.indices.filter { names[$0] == input.name }
            if found.count != 1 {
                problems.add(Self.notOne(input.name, found.count, names, at: place))
            }
            return found.first
        }
        values = RowValues(inputs.map(\.input), name: \.name)
        var since: (column: Int, type: CursorType)?
        if let name = query.definition.since?.column {
            if let column = names.firstIndex(of: name) {
                if let type = CursorType(oid: found[column].type) {
                    since = (column, type)
                } else {
                    problems.add(Self.noOrder(name, at: query.place))
                }
            } else {
                problems.add(Self.notOne(name, 0, names, at: query.place))
            }
        }
        self.since = since
        try problems.throwIfAny()
    }

    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool {
        guard !parts.isEmpty else { return false }
        turn %= parts.count
        let fetched: QueryPart.Fetched
        do {
            fetched = try await parts[turn].take()
        } catch let error as QueryFailure {
            throw error.failure.map { query.failed($0) } ?? error.error
        }
        time += fetched.time
        guard time < .seconds(query.timeoutSeconds) else { throw query.tooSlow }
        guard let batch = fetched.rows else {
            parts.remove(at: turn)
            return !parts.isEmpty
        }
        turn += 1
        take(batch, mapper)
        return true
    }

    private func take(_ batch: RowBatch, _ mapper: RowMapper) {
        batch.bytes.withUnsafeBufferPointer { bytes in
            var cells = [Cell](repeating: .missing, count: columns.count)
            for row in 0..<batch.rows {
                for (index, column) in columns.enumerated() {
                    let range = batch.range(row: row, column: column)
                    cells[index] = Cell(
                        base: range.flatMap { range in
                            bytes.baseAddress.map { $0 + range.lowerBound }
                        },
                        count: range?.count ?? 0)
                }
                take(cells, mapper)
                note(batch, row)
            }
        }
    }

    private func take(_ cells: [Cell], _ mapper: RowMapper) {
        mapper.beginRow()
        let line = mapper.currentRow
        let fault = cells.withUnsafeBufferPointer { mapper.map($0, line: line, byteOffset: nil) }
        guard let fault else { return }
        let raw = cells.withUnsafeBufferPointer(values.row)
        mapper.reject(
            fault, file: nil, line: line, byteOffset: nil,
            raw: Array(raw.prefix(Reject.rawLimit)))
    }

    private func note(_ batch: RowBatch, _ row: Int) {
        guard let since, let value = batch.text(row: row, column: since.column) else { return }
        if since.type.isLess(cursor ?? query.since ?? "", value) {
            cursor = value
        }
    }
}

extension QueryRows.Query {
    /// The problem of a query that the server does not understand; nil if trying again may help.
    fileprivate func problem(_ failure: PostgresFailure, in text: QueryText) -> Problem? {
        if failure.isOutOfTime { return tooSlow }
        guard !failure.isPassing else { return nil }
        let line = failure.position.map {
            " (line \(text.line(ofServerPosition: $0)) of the query)"
        }
        return Problem(
            .definition, "the query of feed \"\(feed)\" cannot be run", at: place,
            hint: failure.advice ?? "Try the query with psql as the same user.",
            cause: failure.message + (line ?? ""))
    }

    /// The problem of a query that began well and failed on its way.
    fileprivate func failed(_ failure: PostgresFailure) -> Problem {
        if failure.isOutOfTime { return tooSlow }
        return Problem(
            failure.isPassing ? .infrastructure : .failed,
            "the query of feed \"\(feed)\" failed while its rows were read", at: place,
            hint: failure.isPassing
                ? "Run the job again: nothing of the feed was taken over."
                : failure.advice ?? "Look for a row that the query cannot compute.",
            cause: failure.message)
    }

    fileprivate var tooSlow: Problem {
        Problem(
            .failed, "the query of feed \"\(feed)\" took longer than \(timeoutSeconds) seconds",
            at: place,
            hint: "Nothing of the feed was taken over. Ask whether an index would help, or give it "
                + "more time, as \"timeout: 2 hours\".")
    }
}

extension PostgresFailure {
    /// Whether `statement_timeout` ended the statement: the server has no code of its own for it.
    fileprivate var isOutOfTime: Bool { sqlState == "57014" && message.contains("timeout") }
}

extension QueryRows {
    static func notOne(
        _ name: String, _ count: Int, _ names: [String], at place: Place
    ) -> Problem {
        if count > 1 {
            return Problem(
                .definition, "column \"\(name)\" stands twice in the query's result", at: place,
                hint: "Give each column a name of its own with AS.")
        }
        return Problem(
            .definition, "column \"\(name)\" is not in the query's result", at: place,
            hint: Suggestion.hint(for: name, among: names, known: "columns"))
    }

    static func noOrder(_ name: String, at place: Place) -> Problem {
        Problem(
            .definition, "\"\(name)\" is neither a time nor a number, so it cannot be a cursor",
            at: place,
            hint: "Use a timestamp, a date or a number that grows; cast :since if it stands alone, "
                + "as :since::timestamptz.")
    }
}
