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
    private let handler: XMLHandler
    private var parser: xmlParserCtxtPtr?
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    private var fed = 0
    private let place: Place

    var cursor: String? { nil }
    var readCount: Int { bytes.readCount }
    var frame: RowFrame? { handler.frame }

    /// Opens a file whose records have a path and hold the inputs' paths.
    init(
        _ bytes: any FeedBytes, file: String, format: XMLFormat,
        inputs: [(input: RowInput, place: Place)], at place: Place
    ) throws {
        self.bytes = bytes
        self.file = file
        self.format = format
        self.place = place
        var problems = ProblemList()
        var paths: [XMLPath] = []
        var record: XMLPath?
        do { record = try XMLPath.record(of: format, at: place) } catch { problems.add(error) }
        for (input, place) in inputs {
            do {
                paths.append(try XMLPath.value(input.name, format: format, at: place))
            } catch { problems.add(error) }
        }
        try problems.throwIfAny()
        guard let record else { throw Self.cannotBegin() }
        handler = XMLHandler(bytes: bytes, file: file, inputs: inputs.map(\.input))
        guard let parser = handler.makeParser() else { throw Self.cannotBegin() }
        self.parser = parser
        let intern = { (name: String) in
            xmlDictLookup(parser.pointee.dict, name, Int32(name.utf8.count)).map {
                UnsafePointer($0)
            }
        }
        handler.recordPath = XMLMatcher(record, intern: intern)
        handler.recordName = record.steps.last?.elementName.map { name in
            XMLRecord.Name(
                namespace: name.namespace.flatMap(intern), local: name.local.flatMap(intern))
        }
        handler.paths = paths.map { XMLMatcher($0, intern: intern) }
    }

    deinit { xmlFreeParserCtxt(parser) }

    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool {
        guard let parser else { return false }
        let count = try chunk.withUnsafeMutableBytes { try bytes.read(into: $0) }
        let isAtEnd = count < chunk.count
        handler.mapper = mapper
        defer { handler.mapper = nil }
        let code = chunk.withUnsafeBytes { buffer in
            xmlParseChunk(
                parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(count),
                isAtEnd ? 1 : 0)
        }
        if let problem = handler.problem { throw problem }
        // A namespace that is not declared is an error to libxml2, but the document is XML.
        if code != 0, parser.pointee.wellFormed == 0 {
            throw Self.malformed(file, line: Int(tidings_xml_line(parser)), "")
        }
        fed += count
        bytes.release(before: handler.firstWanted ?? fed)
        guard isAtEnd else { return true }
        if handler.recordCount == 0, let namespace = handler.otherNamespace {
            throw Self.otherNamespace(namespace, format.record, file, at: place)
        }
        return false
    }
}

extension XMLPath.Step {
    fileprivate var elementName: XMLPath.Name? {
        guard case .element(let name) = test else { return nil }
        return name
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

    static func refused(_ what: String, _ file: String, line: Int) -> Problem {
        Problem(
            .failed, "refused: \(file) \(what)", at: Place(file, line: line),
            hint: "Feeds with entities of their own can make a reader fetch or expand anything. "
                + "Ask the sender for a file without them.")
    }

    private static func cannotBegin() -> Problem {
        Problem(.bug, "the XML parser cannot begin", hint: "Please report this with the job file.")
    }

    private static func otherNamespace(
        _ namespace: String, _ record: String, _ file: String, at place: Place
    ) -> Problem {
        Problem(
            .definition, "no record \"\(record)\" is in \(file)", at: place,
            hint: namespace.isEmpty
                ? "Elements of that name are there in no namespace: write it without a prefix."
                : "Elements of that name are there in the namespace \(namespace): declare a prefix "
                    + "for it under namespaces: and write it before the name.")
    }
}
