import Definitions
import Problems

/// The records of an XML file.
///
/// Nothing is fetched and nothing expanded: a DOCTYPE may stand there and is not followed, one
/// that declares entities ends the feed. Names of characters that HTML knows (`&eacute;`, which
/// ONIX 2.1 takes from its DTD) are those characters; any other such name makes its record a
/// reject. Of records inside records the outermost counts.
final class XMLRows: RowSource {
    private let file: String
    private let format: XMLFormat
    private let place: Place
    private let input: XMLInput
    private let rows: XMLRecordRows
    private let handler: XMLHandler
    private let tokenizer: XMLTokenizer

    var cursor: String? { nil }
    var readCount: Int { input.text.readCount }
    /// What is around rows of which the values are kept; nil where their bytes can be read alone.
    private let frameOfValues: RowFrame?
    var frame: RowFrame? { frameOfValues ?? handler.frame }

    /// Opens a file whose records have paths and hold the inputs' paths.
    init(
        _ text: FeedText, file: String, format: XMLFormat,
        inputs: [(input: RowInput, place: Place)], at place: Place, chunk: Int = 1 << 18
    ) throws {
        self.file = file
        self.format = format
        self.place = place
        input = XMLInput(text, chunk: chunk)
        let paths = try XMLPaths(format, inputs: inputs, at: place)
        let names = XMLNames()
        let program = XMLProgram(paths, names)
        rows = XMLRecordRows(file: file, text: text, program: program, inputs: inputs.map(\.input))
        frameOfValues = program.isOfRecordsAlone ? nil : rows.values.frame
        handler = XMLHandler(names: names, program: program, rows: rows)
        tokenizer = XMLTokenizer(input, file: file, names: names, handler: handler)
    }

    /// What is wrong with a format and a feed's paths, without a file.
    static func check(_ format: XMLFormat, of feed: Feed) throws {
        var problems = ProblemList()
        let inputs =
            feed.map.filter { $0.input != "$row" }.map { (RowInput(name: $0.input), $0.place) }
            + feed.filters.map { (RowInput(name: $0.input), $0.place) }
        do { _ = try XMLPaths(format, inputs: inputs, at: feed.place) } catch {
            problems.add(error)
        }
        do { _ = try DetectedEncoding.named(in: format, at: feed.place) } catch {
            problems.add(error)
        }
        try problems.throwIfAny()
    }

    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool {
        handler.mapper = mapper
        defer { handler.mapper = nil }
        let goesOn = try tokenizer.read(Self.stretch)
        rows.release(before: input.offset, isInRecord: handler.isInRecord)
        if !goesOn, !rows.hasRecords, let namespace = handler.otherNamespace {
            throw Self.otherNamespace(namespace, format.records, file, at: place)
        }
        return goesOn
    }

    /// How many bytes are read before it is looked whether there are rows enough.
    private static let stretch = 1 << 17
}

extension ProblemList {
    /// Adds what was thrown, one problem or several.
    mutating func add(_ error: any Error) {
        switch error {
        case let problem as Problem: add(problem)
        case let problems as Problems: add(problems.all)
        default: add(Problem(.bug, "\(error)", hint: "Please report this with the job file."))
        }
    }
}

extension XMLRows {
    private static func otherNamespace(
        _ namespace: String, _ records: [String], _ file: String, at place: Place
    ) -> Problem {
        let names = records.map { "\"\($0)\"" }.joined(separator: " or ")
        return Problem(
            .definition, "no record \(names) is in \(file)", at: place,
            hint: namespace.isEmpty
                ? "Elements of that name are there in no namespace: write it without a prefix."
                : "Elements of that name are there in the namespace \(namespace): declare a prefix "
                    + "for it under namespaces: and write it before the name.")
    }
}
