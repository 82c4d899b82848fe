import CXML
import Problems

/// What libxml2 calls while it parses: keeps what the paths can ask for, and hands each record to
/// its mapping when it ends.
///
/// The object lives as long as its parser; libxml2 gets it unretained as user data, and calls it
/// only inside `xmlParseChunk`, on the caller's thread.
final class XMLHandler {
    /// An element that is open and of which something is kept.
    private struct Open: BitwiseCopyable {
        var state: Int32
        var node: Int32
        var mark: XMLTree.Mark
        /// Whether it may stay when it ends.
        var stays: Bool
        var isLine: Bool
        var wantsText: Bool
        var wantsRuns: Bool
    }

    /// Set while a chunk is parsed.
    var mapper: RowMapper?

    /// What ends the feed, once something does.
    private(set) var problem: Problem?
    /// What stands around the first record; nil where records have no bytes of their own, or where
    /// more is asked for than they hold.
    private(set) var frame: RowFrame? { didSet { hasFrame = frame != nil } }
    /// The namespace of elements that would be records but for it; empty for none.
    private(set) var otherNamespace: String?

    private let file: String
    private let rows: XMLRecordRows
    private let program: XMLProgram
    private let states: XMLStates
    private let tree: XMLTree
    private let parser: xmlParserCtxtPtr
    private let open = Buffer<Open>(capacity: XMLLimits.depth)
    private var depth = 0
    /// How many elements are open of which nothing is wanted.
    private var skipped = 0
    /// How many of the open elements want their whole text.
    private var textDepth = 0
    /// The record's place among the open elements; -1 outside.
    private var recordDepth = -1
    private var runLength = 0
    /// Whether an element has stood behind the last run of text.
    private var isRunBroken = false
    private var hasAttributeFault = false
    private var hasFaultAbove = false
    /// Whether there is a ``frame``: to look at that for each tag would count its references.
    private var hasFrame = false
    private var openTags = XMLOpenTags()

    init(file: String, program: XMLProgram, rows: XMLRecordRows, parser: xmlParserCtxtPtr) {
        self.file = file
        self.rows = rows
        self.program = program
        self.parser = parser
        tree = rows.tree
        states = XMLStates(program)
        // The document, above all elements.
        let node = tree.begin(XMLTree.Name(), in: -1)
        open.append(
            Open(
                state: states.start, node: node, mark: tree.mark, stays: true, isLine: false,
                wantsText: false, wantsRuns: false))
    }

    /// Where what is not done with begins in the stream.
    var needed: Int { recordDepth >= 0 ? rows.start ?? consumed : consumed }

    /// How far the parser is.
    private var consumed: Int { max(0, Int(xmlByteConsumed(parser))) }

    /// Whether the element that begins is noted for the frame.
    var wantsTags: Bool { !hasFrame && recordDepth < 0 && program.isOfRecordsAlone }

    /// Notes an element as it is written, before it begins.
    func note(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        namespaces: UnsafeBufferPointer<UnsafePointer<xmlChar>?>,
        attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
    ) {
        openTags.open(local, prefix, namespaces, attributes, depth: depth)
    }

    // MARK: Events

    func startElement(
        _ name: XMLTree.Name, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        depth += 1
        if skipped > 0 {
            skipped += 1
            if recordDepth < 0 { noteNamespace(name) }
        } else {
            begin(name, attributeCount, attributes)
        }
        if depth > XMLLimits.depth { refuse(.depth) }
        if attributeCount > XMLLimits.attributes { refuse(.attributes) }
        hasAttributeFault = false
    }

    private func begin(
        _ name: XMLTree.Name, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        isRunBroken = true
        runLength = 0
        let parent = open[open.count - 1]
        let number = states.next(parent.state, name)
        let state = states[number]
        if recordDepth < 0, state.records == 0 { noteNamespace(name) }
        guard !state.isDead, rows.fault == nil else {
            skipped = 1
            return
        }
        let mark = tree.mark
        let node = tree.begin(name, in: parent.node)
        open.append(
            Open(
                state: number, node: node, mark: mark,
                stays: state.isKept && state.records == 0, isLine: state.isLine,
                wantsText: state.wantsText, wantsRuns: state.wantsRuns))
        if state.wantsText { textDepth += 1 }
        if state.records != 0 {
            recordDepth = open.count - 1
            rows.begin(at: place(), records: state.records, node: node)
            if !hasFrame, rows.start != nil, program.isOfRecordsAlone {
                frame = openTags.frame(hasDTD: parser.pointee.hasExternalSubset != 0)
            }
            if hasFaultAbove { rows.mark(Self.unknownEntity) }
        } else if state.isLine {
            rows.beginLine(at: place(), node: node)
        }
        if state.attributes.count > 0 {
            if hasAttributeFault { markUnknownEntity() }
            keep(attributes, attributeCount, state, of: node)
        }
    }

    private func keep(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int,
        _ state: XMLStates.State, of node: Int32
    ) {
        guard let attributes else { return }
        let wanted =
            Int(state.attributes.start)..<Int(state.attributes.start + state.attributes.count)
        for index in 0..<count {
            // Five pointers each: local name, prefix, namespace, the value's start and its end.
            let fields = attributes + 5 * index
            guard let from = fields[3], let to = fields[4] else { continue }
            let name = XMLTree.Name(namespace: fields[2], local: fields[0])
            for step in wanted where program.steps[Int(states.attributeSteps[step])].matches(name) {
                guard hasRoom(for: to - from) else { return }
                let value = UnsafeBufferPointer(start: from, count: to - from)
                tree.attribute(name, value, of: node)
                break
            }
        }
    }

    func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard textDepth > 0 || (skipped == 0 && open[open.count - 1].wantsRuns) else { return }
        runLength += count
        if recordDepth >= 0, runLength > XMLLimits.value { rows.mark(XMLRecordRows.valueTooLong) }
        guard rows.fault == nil, hasRoom(for: count) else { return }
        let start = tree.textEnd
        tree.append(UnsafeBufferPointer(start: text, count: count))
        guard skipped == 0 else { return }
        let last = open[open.count - 1]
        if last.wantsRuns { tree.run(from: start, in: last.node, continues: !isRunBroken) }
        isRunBroken = false
    }

    /// A name of a character that only the DTD, which is not read, would explain.
    func reference(_ name: UnsafePointer<xmlChar>?) {
        guard let name else { return }
        if tidings_xml_in_attribute(parser) != 0 {
            hasAttributeFault = true
            return
        }
        guard textDepth > 0 || (skipped == 0 && open[open.count - 1].wantsRuns) else { return }
        let scalar = Unicode.Scalar(tidings_xml_html_character(name))
        if let scalar, scalar.value > 0 {
            Array(String(scalar).utf8).withUnsafeBufferPointer {
                characters($0.baseAddress, $0.count)
            }
        } else {
            markUnknownEntity()
        }
    }

    /// Above the records it is a fault of all of them.
    private func markUnknownEntity() {
        if recordDepth >= 0 { rows.mark(Self.unknownEntity) } else { hasFaultAbove = true }
    }

    func endElement() {
        depth -= 1
        if !hasFrame { openTags.close(depth: depth) }
        if skipped > 0 {
            skipped -= 1
            return
        }
        let last = open[open.count - 1]
        open.truncate(to: open.count - 1)
        isRunBroken = true
        runLength = 0
        tree.end(last.node)
        if last.wantsText { textDepth -= 1 }
        if last.isLine { rows.endLine(last.node, end: consumed) }
        if recordDepth < 0 {
            if !last.stays { drop(last) }
        } else if open.count == recordDepth {
            finish(last)
        } else if !last.stays, tree.mark.nodes == last.node + 1 {
            // Nothing was found in it.
            tree.dropNodes(to: last.node)
        }
    }

    /// Drops an element of which nothing is asked for, but for its text where that is part of
    /// another's.
    private func drop(_ last: Open) {
        if textDepth > 0 { tree.dropNodes(to: last.mark.nodes) } else { tree.drop(to: last.mark) }
    }

    private func finish(_ record: Open) {
        if let mapper { rows.finish(end: consumed, mapper) }
        recordDepth = -1
        let size = tree.size
        tree.drop(to: record.mark)
        if size > 1 << 22 { tree.shrink() }
    }

    /// Where the element that has just begun stands.
    private func place() -> XMLRecordRows.Place {
        var line = tidings_xml_line(parser)
        let back = tidings_xml_back_to_tag(parser, &line)
        let isKnown = tidings_xml_converts(parser) == 0 && back > 0
        return XMLRecordRows.Place(
            line: Int(line), start: isKnown ? consumed - Int(back) : nil)
    }

    private func noteNamespace(_ name: XMLTree.Name) {
        guard otherNamespace == nil, !rows.hasRecords,
            program.recordNames.contains(where: {
                $0.local == name.local && $0.namespace != name.namespace
            })
        else { return }
        otherNamespace = name.namespace.map { String(cString: $0) } ?? ""
    }

    private func hasRoom(for more: Int) -> Bool {
        let size = tree.size + more
        if recordDepth >= 0 {
            if size > XMLLimits.record { rows.mark(XMLRecordRows.recordTooLong) }
            return rows.fault == nil
        }
        if size > XMLLimits.above { refuse(.above) }
        return problem == nil
    }

    // MARK: Faults

    func heard(level: Int32, code: Int32, line: Int, column: Int, message: String) {
        // 3 is fatal: not well-formed, or beyond a limit.
        guard problem == nil, level >= 3 else { return }
        if code == Int32(XML_ERR_NO_MEMORY.rawValue)
            || Int(xmlDictGetUsage(parser.pointee.dict)) >= XMLLimits.names
        {
            return refuse(.names)
        }
        let isOpen = depth > 0
        // libxml2 says of a file that was cut off that something follows its end.
        let message =
            code == Int32(XML_ERR_DOCUMENT_END.rawValue) && isOpen ? Self.cutOff : message
        problem = XMLRows.malformed(
            file, line: line, column: column > 0 ? column : nil,
            message.split(separator: "\n").joined(separator: " "))
    }

    func refuse(_ refusal: XMLRefusal) {
        guard problem == nil else { return }
        problem = refusal.problem(file, line: Int(tidings_xml_line(parser)))
        xmlStopParser(parser)
    }
}

extension XMLHandler {
    static let cutOff = "The file ends before its last element does"
    static let unknownEntity = "uses a name for a character that only its DTD would explain"
}
