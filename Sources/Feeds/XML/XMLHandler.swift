import CXML
import Problems

/// What libxml2 calls while it parses: finds records, builds each, and hands it to the mapper.
///
/// The object lives as long as its parser; libxml2 gets it unretained as user data, and calls it
/// only inside `xmlParseChunk`, on the caller's thread.
final class XMLHandler {
    var recordPath: XMLMatcher?
    /// The name of the record's element, to tell a wrong namespace.
    var recordName: XMLRecord.Name?
    var paths: [XMLMatcher] = []
    /// Set while a chunk is parsed.
    var mapper: RowMapper?

    /// What ends the feed, once something does.
    private(set) var problem: Problem?
    private(set) var recordCount = 0
    /// What stands around the first record; nil where records have no bytes of their own.
    private(set) var frame: RowFrame?
    /// The namespace of elements that would be records but for it; empty for none.
    private(set) var otherNamespace: String?

    private let bytes: any FeedBytes
    private let file: String
    private let inputs: [RowInput]
    private let user: UnsafeMutablePointer<tidings_xml_user>
    private var parser: xmlParserCtxtPtr?
    private let record = XMLRecord()
    /// The open elements above a record.
    private var names: [XMLRecord.Name] = []
    /// The same, as they are written, until the frame is known.
    private var openTags = XMLOpenTags()
    private var isInRecord = false
    private var line = 0
    private var start: Int?
    private let scratch = Buffer<UInt8>(capacity: 1 << 10)

    init(bytes: any FeedBytes, file: String, inputs: [RowInput]) {
        self.bytes = bytes
        self.file = file
        self.inputs = inputs
        user = .allocate(capacity: 1)
    }

    deinit { user.deallocate() }

    /// A parser that calls this handler; the caller frees it, before the handler.
    func makeParser() -> xmlParserCtxtPtr? {
        // Once, before parsers begin on several threads.
        Self.initialized
        user.initialize(
            to: tidings_xml_user(
                swift: Unmanaged.passUnretained(self).toOpaque(),
                heard: { user, level, code, line, column, message in
                    XMLHandler.of(swift: user)?.heard(
                        level: level, code: code, line: Int(line), column: Int(column),
                        message: message.map { String(cString: $0) } ?? "")
                }))
        var sax = xmlSAXHandler()
        tidings_xml_prepare(&sax)
        sax.startElementNs = {
            user, local, prefix, namespace, namespaceCount, namespaces, count, _, attributes in
            let handler = XMLHandler.of(user)
            if handler?.wantsTags == true {
                handler?.openTags.open(
                    local, prefix,
                    UnsafeBufferPointer(start: namespaces, count: 2 * Int(namespaceCount)),
                    UnsafeBufferPointer(start: attributes, count: 5 * Int(count)))
            }
            handler?.startElement(
                XMLRecord.Name(namespace: namespace, local: local), Int(count), attributes)
        }
        sax.endElementNs = { user, _, _, _ in XMLHandler.of(user)?.endElement() }
        sax.characters = { user, text, count in XMLHandler.of(user)?.characters(text, count) }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = sax.characters
        sax.reference = { user, name in XMLHandler.of(user)?.reference(name) }
        sax.entityDecl = { user, _, _, _, _, _ in
            XMLHandler.of(user)?.refuse("declares an entity")
        }
        sax.unparsedEntityDecl = { user, _, _, _, _ in
            XMLHandler.of(user)?.refuse("declares an entity")
        }
        sax.getParameterEntity = { user, _ in
            XMLHandler.of(user)?.refuse("uses a parameter entity")
            return nil
        }
        let made = xmlCreatePushParserCtxt(&sax, user, nil, 0, nil)
        if let made { tidings_xml_limit(made) }
        parser = made
        return made
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> XMLHandler? {
        of(swift: user?.assumingMemoryBound(to: tidings_xml_user.self).pointee.swift)
    }

    private static func of(swift: UnsafeMutableRawPointer?) -> XMLHandler? {
        swift.map { Unmanaged<XMLHandler>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let initialized: Void = xmlInitParser()

    private var wantsTags: Bool { frame == nil && !isInRecord }

    /// Where the first byte stands that may be asked for as raw; nil where none will be.
    var firstWanted: Int? {
        guard let parser, tidings_xml_converts(parser) == 0 else { return nil }
        let open = isInRecord ? start : nil
        return open ?? Int(xmlByteConsumed(parser))
    }

    // MARK: Events

    private func startElement(
        _ name: XMLRecord.Name, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        if !isInRecord {
            names.append(name)
            guard recordPath?.matches(names) == true else {
                noteNamespace(name)
                return
            }
            beginRecord()
        }
        record.begin(name)
        guard let attributes else { return }
        for index in 0..<attributeCount {
            // Five pointers each: local name, prefix, namespace, the value's start and its end.
            let fields = attributes + 5 * index
            guard let from = fields[3], let to = fields[4] else { continue }
            record.attribute(
                XMLRecord.Name(namespace: fields[2], local: fields[0]),
                UnsafeBufferPointer(start: from, count: to - from))
        }
    }

    private func beginRecord() {
        guard let parser else { return }
        isInRecord = true
        record.clear()
        var line = tidings_xml_line(parser)
        let back = tidings_xml_back_to_tag(parser, &line)
        self.line = Int(line)
        let isKnown = tidings_xml_converts(parser) == 0 && back > 0
        start = isKnown ? Int(xmlByteConsumed(parser)) - Int(back) : nil
        if start != nil, frame == nil {
            frame = openTags.frame(hasDTD: parser.pointee.hasExternalSubset != 0)
        }
    }

    private func noteNamespace(_ name: XMLRecord.Name) {
        guard otherNamespace == nil, let recordName, name.local == recordName.local,
            name.namespace != recordName.namespace
        else { return }
        otherNamespace = name.namespace.map { String(cString: $0) } ?? ""
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int32) {
        guard isInRecord else { return }
        record.characters(UnsafeBufferPointer(start: text, count: Int(count)))
    }

    /// A name of a character that only the DTD, which is not read, would explain.
    private func reference(_ name: UnsafePointer<xmlChar>?) {
        guard isInRecord, let parser, let name else { return }
        let scalar = Unicode.Scalar(tidings_xml_html_character(name))
        if let scalar, scalar.value > 0, tidings_xml_in_attribute(parser) == 0 {
            Array(String(scalar).utf8).withUnsafeBufferPointer { record.characters($0) }
        } else {
            record.mark(Self.unknownEntity)
        }
    }

    private func endElement() {
        guard isInRecord else {
            if frame == nil { openTags.close() }
            names.removeLast()
            return
        }
        guard record.end() else { return }
        isInRecord = false
        if frame == nil { openTags.close() }
        names.removeLast()
        finish()
    }

    private func heard(level: Int32, code: Int32, line: Int, column: Int, message: String) {
        // 3 is fatal: not well-formed, or beyond a limit.
        guard problem == nil, level >= 3 else { return }
        let isOpen = isInRecord || !names.isEmpty
        // libxml2 says of a file that was cut off that something follows its end.
        let message =
            code == Int32(XML_ERR_DOCUMENT_END.rawValue) && isOpen ? Self.cutOff : message
        problem = XMLRows.malformed(
            file, line: line, column: column > 0 ? column : nil,
            message.split(separator: "\n").joined(separator: " "))
    }

    private func refuse(_ what: String) {
        guard let parser, problem == nil else { return }
        problem = XMLRows.refused(what, file, line: Int(tidings_xml_line(parser)))
        xmlStopParser(parser)
    }

    // MARK: A record

    private func finish() {
        guard let mapper else { return }
        guard record.fault != nil || recordPath?.accepts(record) == true else { return }
        recordCount += 1
        mapper.beginRow()
        if let reason = record.fault {
            mapper.reject(
                RowFault(column: nil, reason: reason), file: file, line: line, byteOffset: start,
                raw: raw(cells: []))
            return
        }
        map(findCells(), mapper)
    }

    /// The cells of the inputs; they lie in the record, those of repeated ones in the scratch.
    private func findCells() -> [Cell] {
        scratch.clear(keeping: 1 << 16)
        var cells = [Cell](repeating: .missing, count: paths.count)
        var joined: [(cell: Int, range: Range<Int>)] = []
        for (index, path) in paths.enumerated() {
            let start = scratch.count
            path.forEach(in: record, from: 0) { node in
                let value = record.value(of: node)
                guard inputs[index].isRepeated else {
                    cells[index] = Cell(base: value.baseAddress, count: value.count)
                    return false
                }
                if scratch.count > start { scratch.append(Self.separator) }
                scratch.append(value)
                return true
            }
            if scratch.count > start { joined.append((index, start..<scratch.count)) }
        }
        // Only now does the scratch stay where it is.
        for (index, range) in joined {
            let value = scratch.elements(range)
            cells[index] = Cell(base: value.baseAddress, count: value.count)
        }
        return cells
    }

    private func map(_ cells: [Cell], _ mapper: RowMapper) {
        let fault = cells.withUnsafeBufferPointer {
            mapper.map($0, line: line, byteOffset: start)
        }
        guard let fault else { return }
        mapper.reject(fault, file: file, line: line, byteOffset: start, raw: raw(cells: cells))
    }

    /// The record's bytes, or, where the file is in another encoding, its values by their paths.
    private func raw(cells: [Cell]) -> [UInt8] {
        guard let start, let parser else {
            let lines = zip(inputs, cells).map { input, cell in
                Array(input.name.utf8) + Array(": ".utf8) + Array(cell.bytes)
            }
            return Array(lines.joined(separator: [0x0A]).prefix(Reject.rawLimit))
        }
        let count = Int(xmlByteConsumed(parser)) - start
        return bytes.bytes(at: start, count: min(max(0, count), Reject.rawLimit))
    }
}

extension XMLHandler {
    /// Between the values of repeated elements, as ``CategoriesValue`` expects it.
    private static let separator: UInt8 = 0x1F

    static let cutOff = "The file ends before its last element does"
    static let unknownEntity = "uses a name for a character that only its DTD would explain"
}
