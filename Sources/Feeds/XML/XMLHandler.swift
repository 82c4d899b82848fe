import Definitions
import Problems

/// What a tokenizer calls while it reads: keeps what the paths can ask for, and hands each record to
/// its mapping when it ends.
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

    /// Set while a stretch is read.
    var mapper: RowMapper?

    /// What stands around the first record; nil where more is asked for than records hold.
    private(set) var frame: RowFrame? { didSet { hasFrame = frame != nil } }
    /// The namespace of elements that would be records but for it; empty for none.
    private(set) var otherNamespace: String?

    private let rows: XMLRecordRows
    private let names: XMLNames
    private let program: XMLProgram
    private let states: XMLStates
    private let tree: XMLTree
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
    private var hasFaultAbove = false
    /// Whether there is a ``frame``: to look at that for each tag would count its references.
    private var hasFrame = false
    private var openTags = XMLOpenTags()

    init(names: XMLNames, program: XMLProgram, rows: XMLRecordRows) {
        self.names = names
        self.rows = rows
        self.program = program
        tree = rows.tree
        states = XMLStates(program)
        // The document, above all elements.
        let node = tree.begin(XMLTree.Name(), in: -1)
        open.append(
            Open(
                state: states.start, node: node, mark: tree.mark, stays: true, isLine: false,
                wantsText: false, wantsRuns: false))
    }

    /// Whether a record has begun and not ended.
    var isInRecord: Bool { recordDepth >= 0 }

    /// Whether the element that begins is noted for the frame.
    var wantsTags: Bool { !hasFrame && recordDepth < 0 && program.isOfRecordsAlone }

    /// Notes an element's tag as it is written, before the element begins.
    func note(_ tag: UnsafeBufferPointer<UInt8>, name: String) {
        openTags.open(tag, name: name, depth: depth)
    }

    // MARK: Events

    /// An element begins whose tag the tokenizer stands at, with its attributes.
    func startElement(_ name: XMLTree.Name, of tokenizer: XMLTokenizer) throws {
        depth += 1
        guard skipped == 0 else {
            skipped += 1
            if recordDepth < 0 { noteNamespace(name) }
            return
        }
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
            beginRecord(state, node, tokenizer)
        } else if state.isLine {
            rows.beginLine(at: place(tokenizer), node: node)
        }
        if state.attributes.count > 0, tokenizer.attributes.count > 0 {
            try keep(state, of: node, tokenizer)
        }
    }

    private func beginRecord(
        _ state: XMLStates.State, _ node: Int32, _ tokenizer: XMLTokenizer
    ) {
        recordDepth = open.count - 1
        rows.begin(at: place(tokenizer), records: state.records, node: node)
        if !hasFrame, program.isOfRecordsAlone {
            let encoding = tokenizer.input.text.detected.encoding
            frame = openTags.frame(
                hasDTD: tokenizer.hasDTDElsewhere, encoding: encoding == .utf8 ? nil : encoding)
        }
        if hasFaultAbove { rows.mark(Self.unknownEntity) }
    }

    private func place(_ tokenizer: XMLTokenizer) -> XMLRecordRows.Place {
        let input = tokenizer.input
        return XMLRecordRows.Place(
            line: input.place(of: input.at).line, offset: input.offset,
            source: input.text.sourceOffset(of: input.offset))
    }

    private func keep(
        _ state: XMLStates.State, of node: Int32, _ tokenizer: XMLTokenizer
    ) throws {
        let wanted =
            Int(state.attributes.start)..<Int(state.attributes.start + state.attributes.count)
        for index in 0..<tokenizer.attributes.count {
            let attribute = tokenizer.attributes[index]
            let (prefix, local) = names.parts(of: attribute.name)
            if tokenizer.isDeclaration(attribute.name, prefix) { continue }
            // A name without a prefix is in no namespace, whatever its element is in.
            let name = XMLTree.Name(
                namespace: prefix == 0 ? 0 : tokenizer.scopes[prefix], local: local)
            for step in wanted where program.steps[Int(states.attributeSteps[step])].matches(name) {
                guard let value = tokenizer.value(of: attribute) else {
                    markUnknownEntity()
                    break
                }
                guard try hasRoom(for: value.count, tokenizer) else { return }
                tree.attribute(name, value, of: node)
                break
            }
        }
    }

    func characters(_ text: UnsafeBufferPointer<UInt8>, of tokenizer: XMLTokenizer) throws {
        guard wantsText else { return }
        runLength += text.count
        if recordDepth >= 0, runLength > XMLLimits.value { rows.mark(XMLRecordRows.valueTooLong) }
        guard rows.fault == nil, try hasRoom(for: text.count, tokenizer) else { return }
        let start = tree.textEnd
        tree.append(text)
        guard skipped == 0 else { return }
        let last = open[open.count - 1]
        if last.wantsRuns { tree.run(from: start, in: last.node, continues: !isRunBroken) }
        isRunBroken = false
    }

    /// A name of a character that only a DTD, which is not read, would explain.
    func unknownCharacter() {
        if wantsText { markUnknownEntity() }
    }

    @inline(__always)
    private var wantsText: Bool {
        textDepth > 0 || (skipped == 0 && open[open.count - 1].wantsRuns)
    }

    /// Above the records it is a fault of all of them.
    private func markUnknownEntity() {
        if recordDepth >= 0 { rows.mark(Self.unknownEntity) } else { hasFaultAbove = true }
    }

    /// An element has ended before an offset of the text.
    func endElement(at offset: Int) {
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
        if last.isLine { rows.endLine(last.node, end: offset) }
        if recordDepth < 0 {
            if !last.stays { drop(last) }
        } else if open.count == recordDepth {
            finish(last, end: offset)
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

    private func finish(_ record: Open, end: Int) {
        if let mapper { rows.finish(end: end, mapper) }
        recordDepth = -1
        let size = tree.size
        tree.drop(to: record.mark)
        if size > 1 << 22 { tree.shrink() }
    }

    private func noteNamespace(_ name: XMLTree.Name) {
        guard otherNamespace == nil, !rows.hasRecords,
            program.recordNames.contains(where: {
                $0.local == name.local && $0.namespace != name.namespace
            })
        else { return }
        otherNamespace = name.namespace == 0 ? "" : names.string(of: name.namespace)
    }

    private func hasRoom(for more: Int, _ tokenizer: XMLTokenizer) throws -> Bool {
        let size = tree.size + more
        if recordDepth >= 0 {
            if size > XMLLimits.record { rows.mark(XMLRecordRows.recordTooLong) }
            return rows.fault == nil
        }
        if size > XMLLimits.above { throw tokenizer.refusal(.above) }
        return true
    }
}

extension XMLHandler {
    private static let unknownEntity =
        "uses a name for a character that only its DTD would explain"
}
