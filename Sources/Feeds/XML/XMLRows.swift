import CXML
import Definitions
import Problems

/// The records of an XML file, read by libxml2's push parser.
///
/// Nothing is fetched and nothing expanded: a DOCTYPE may stand there and is not followed, one
/// that declares entities ends the feed. Names of characters that HTML knows (`&eacute;`, which
/// ONIX 2.1 takes from its DTD) are those characters; any other such name makes its record a
/// reject. Of records inside records the outermost counts.
final class XMLRows: RowSource {
    private let bytes: any FeedBytes
    private let file: String
    private let format: XMLFormat
    private let place: Place
    private let parser: XMLParser
    private let window = XMLWindow()
    private let rows: XMLRecordRows
    private let handler: XMLHandler
    private var chunk: [UInt8]

    var cursor: String? { nil }
    var readCount: Int { bytes.readCount }
    var frame: RowFrame? { handler.frame }

    /// Opens a file whose records have paths and hold the inputs' paths.
    init(
        _ bytes: any FeedBytes, file: String, format: XMLFormat,
        inputs: [(input: RowInput, place: Place)], at place: Place, chunk: Int = 1 << 16
    ) throws {
        self.bytes = bytes
        self.chunk = [UInt8](repeating: 0, count: chunk)
        self.file = file
        self.format = format
        self.place = place
        let paths = try XMLPaths(format, inputs: inputs, at: place)
        guard let parser = XMLParser() else { throw Self.cannotBegin() }
        if let encoding = format.encoding, !parser.read(in: encoding) {
            throw Self.unknownEncoding(encoding, at: place)
        }
        self.parser = parser
        let program = XMLProgram(paths, intern: parser.intern)
        rows = XMLRecordRows(
            file: file, window: window, program: program, inputs: inputs.map(\.input))
        handler = XMLHandler(file: file, program: program, rows: rows, parser: parser.context)
        parser.call(handler)
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
        if let encoding = format.encoding, !XMLParser.knows(encoding) {
            problems.add(unknownEncoding(encoding, at: feed.place))
        }
        try problems.throwIfAny()
    }

    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool {
        let count = try chunk.withUnsafeMutableBytes { try bytes.read(into: $0) }
        let isAtEnd = count < chunk.count
        handler.mapper = mapper
        defer { handler.mapper = nil }
        let code = chunk.withUnsafeBytes { buffer in
            let piece = UnsafeRawBufferPointer(rebasing: buffer.prefix(count))
            window.enter(piece)
            // The window keeps what a reject may show.
            bytes.release(before: window.end)
            defer { window.leave(from: handler.needed) }
            return parser.parse(piece, isLast: isAtEnd)
        }
        bytes.release(before: window.end)
        if let problem = handler.problem { throw problem }
        let context = parser.context
        // A namespace that is not declared is an error to libxml2, but the document is XML.
        if code != 0, context.pointee.wellFormed == 0 {
            throw Self.malformed(file, line: Int(tidings_xml_line(context)), "")
        }
        if tidings_xml_pending_attributes(context) > XMLLimits.attributes {
            throw XMLRefusal.attributes.problem(file, line: Int(tidings_xml_line(context)))
        }
        guard isAtEnd else { return true }
        if !rows.hasRecords, let namespace = handler.otherNamespace {
            throw Self.otherNamespace(namespace, format.records, file, at: place)
        }
        return false
    }
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
    static func malformed(
        _ file: String, line: Int, column: Int? = nil, _ message: String
    ) -> Problem {
        Problem(
            .failed, "\(file) is not well-formed XML", at: Place(file, line: line, column: column),
            hint: "Nothing of the feed was taken over. Ask its sender for a whole file.",
            cause: message.isEmpty ? nil : message)
    }

    private static func unknownEncoding(_ encoding: String, at place: Place) -> Problem {
        Problem(
            .definition, "there is no encoding \"\(encoding)\"", at: place,
            hint: "Write its usual name, as windows-1252, iso-8859-15, gb18030 or shift_jis.")
    }

    private static func cannotBegin() -> Problem {
        Problem(.bug, "the XML parser cannot begin", hint: "Please report this with the job file.")
    }

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
