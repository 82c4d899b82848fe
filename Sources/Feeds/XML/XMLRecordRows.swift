import Problems

/// The rows of one record: its cells, found when it ends, and its rejects.
final class XMLRecordRows {
    struct Place {
        var line = 0
        /// Where its first byte stands, in the text and in the feed's bytes.
        var offset = 0
        var source = 0
    }

    /// A cell that stands in the scratch, which moves while it grows.
    private struct Joined {
        var cell: Int
        var range: Range<Int>
    }

    let tree: XMLTree
    /// Why the record that is open cannot be read, if it cannot.
    private(set) var fault: String?
    private(set) var hasRecords = false

    private let file: String
    private let text: FeedText
    private let program: XMLProgram
    private let inputs: [RowInput]
    /// What rows have around them whose bytes cannot be read alone.
    let values: RowValues
    private let search: XMLSearch
    private let cells: UnsafeMutableBufferPointer<Cell>
    private let scratch = Buffer<UInt8>(capacity: 1 << 10)
    private var joined: [Joined] = []
    private var place = Place()
    /// The record's first bytes, kept when it got so long that those before are let go.
    private var head: [UInt8] = []
    private var records: UInt32 = 0
    private var node: Int32 = 0
    /// The elements that may be lines, in their order, each with its end.
    private var lines: [(node: Int32, place: Place, end: Int)] = []

    init(file: String, text: FeedText, program: XMLProgram, inputs: [RowInput]) {
        self.file = file
        self.text = text
        self.program = program
        self.inputs = inputs
        values = RowValues(inputs, name: \.pathName)
        tree = XMLTree()
        search = XMLSearch(program, in: tree)
        cells = .allocate(capacity: inputs.count)
        cells.initialize(repeating: .missing)
    }

    deinit { cells.deallocate() }

    /// Lets go of the feed's bytes before an offset of the text, but for those that a reject of the
    /// open record shows.
    func release(before offset: Int, isInRecord: Bool) {
        let read = text.sourceOffset(of: offset)
        guard isInRecord else { return text.release(before: read) }
        if head.isEmpty {
            guard read - place.source > Reject.rawLimit else {
                return text.release(before: place.source)
            }
            head = text.raw(from: place.source, to: place.source + Reject.rawLimit)
        }
        text.release(before: read)
    }

    /// Begins a record.
    ///
    /// - Parameter records: The record paths that lead to it, a bit each.
    func begin(at place: Place, records: UInt32, node: Int32) {
        self.place = place
        self.records = records
        self.node = node
        search.record = node
        fault = nil
        head = []
        lines.removeAll(keepingCapacity: true)
    }

    /// Begins a line in the record.
    func beginLine(at place: Place, node: Int32) { lines.append((node, place, 0)) }

    /// Ends a line.
    func endLine(_ node: Int32, end: Int) {
        guard let index = lines.lastIndex(where: { $0.node == node }) else { return }
        lines[index].end = end
    }

    /// Marks the record as unreadable.
    func mark(_ reason: String) {
        if fault == nil { fault = reason }
    }

    /// Maps the record that has ended.
    func finish(end: Int, _ mapper: RowMapper) {
        defer { fault = nil }
        guard fault != nil || isAccepted else { return }
        hasRecords = true
        scratch.clear(keeping: 1 << 16)
        joined.removeAll(keepingCapacity: true)
        if fault == nil { fill(ofLine: false, from: node) }
        guard fault == nil, let path = program.lines else {
            return map(at: place, end: end, mapper)
        }
        var found: [Int32] = []
        search.forEach(path, from: node) {
            found.append($0)
            return true
        }
        if found.isEmpty {
            for index in inputs.indices where program.inputs[index].isOfLine {
                cells[index] = .missing
            }
            return map(at: place, end: end, mapper)
        }
        let mark = (scratch: scratch.count, joined: joined.count)
        var next = 0
        for node in found {
            scratch.truncate(to: mark.scratch)
            joined.removeSubrange(mark.joined...)
            fill(ofLine: true, from: node)
            while next < lines.count, lines[next].node < node { next += 1 }
            guard next < lines.count else { return }
            map(at: lines[next].place, end: lines[next].end, mapper)
        }
    }

    private var isAccepted: Bool {
        program.records.indices.contains {
            records & (1 << UInt32($0)) != 0 && search.accepts(node, as: $0)
        }
    }

    private func map(at place: Place, end: Int, _ mapper: RowMapper) {
        mapper.beginRow()
        let fault: RowFault?
        if let reason = self.fault {
            fault = RowFault(column: nil, reason: reason)
        } else {
            for cell in joined {
                let value = scratch.elements(cell.range)
                cells[cell.cell] = Cell(base: value.baseAddress, count: value.count)
            }
            fault = mapper.map(
                UnsafeBufferPointer(cells), line: place.line, byteOffset: place.source)
        }
        guard let fault else { return }
        mapper.reject(
            fault, file: file, line: place.line, byteOffset: place.source,
            raw: raw(of: place, end: end),
            cells: program.isOfRecordsAlone ? nil : readableCells)
    }

    /// The row's values where they are known and few enough to be kept.
    private var readableCells: [UInt8] {
        guard fault == nil else { return [] }
        let row = values.row(UnsafeBufferPointer(cells))
        return row.count < Reject.rawLimit ? row : []
    }

    /// The row's bytes, or its values by their paths where a long record's are let go.
    private func raw(of place: Place, end: Int) -> [UInt8] {
        let count = text.sourceCount(of: end - place.offset, from: place.source)
        let bytes = text.raw(from: place.source, to: place.source + count)
        if !bytes.isEmpty { return bytes }
        let start = place.source - self.place.source
        if start < head.count { return Array(head[start...].prefix(count)) }
        guard fault == nil else { return [] }
        let lines = inputs.indices.map { index in
            Array(inputs[index].name.utf8) + Array(": ".utf8) + Array(cells[index].bytes)
        }
        return Array(lines.joined(separator: [0x0A]).prefix(Reject.rawLimit))
    }

    // MARK: Cells

    private func fill(ofLine isOfLine: Bool, from node: Int32) {
        for index in 0..<program.shapes.count {
            let shape = program.shapes[index]
            guard shape.isOfLine == isOfLine else { continue }
            if shape.onlyPath >= 0 {
                let found = search.first(Int(shape.onlyPath), from: node)
                cells[index] = found < 0 ? .missing : cell(tree.value(of: found))
            } else {
                join(index, from: node)
            }
            if cells[index].count > XMLLimits.value { mark(Self.valueTooLong) }
        }
    }

    private func cell(_ value: UnsafeBufferPointer<UInt8>) -> Cell {
        Cell(base: value.baseAddress, count: value.count)
    }

    /// A cell of several paths, or of all that a path finds.
    private func join(_ index: Int, from node: Int32) {
        let input = program.inputs[index]
        cells[index] = .missing
        let start = scratch.count
        for terms in input.alternatives {
            let before = scratch.count
            if terms.count == 1, case .path(let path) = terms[0] {
                search.forEach(path, from: node) { found in
                    let value = tree.value(of: found)
                    guard input.isRepeated else {
                        scratch.append(value)
                        return false
                    }
                    guard !Blanks.trimmed(value.span).isEmpty else { return true }
                    if scratch.count > start { scratch.append(Self.separator) }
                    scratch.append(value)
                    return true
                }
            } else {
                if input.isRepeated, before > start { scratch.append(Self.separator) }
                if !concatenate(terms, from: node) { scratch.truncate(to: before) }
            }
            if input.isRepeated { continue }
            let value = scratch.elements(before..<scratch.count)
            if !Blanks.trimmed(value.span).isEmpty { break }
            scratch.truncate(to: start)
        }
        guard scratch.count > start else { return }
        joined.append(Joined(cell: index, range: start..<scratch.count))
        cells[index].count = scratch.count - start
    }

    /// Whether each path found something.
    private func concatenate(_ terms: [XMLProgram.Term], from node: Int32) -> Bool {
        for term in terms {
            switch term {
            case .text(let text): text.withUnsafeBufferPointer(scratch.append)
            case .path(let path):
                let found = search.first(path, from: node)
                guard found >= 0 else { return false }
                scratch.append(tree.value(of: found))
            }
        }
        return true
    }
}

extension XMLRecordRows {
    /// Between the values of repeated elements, as ``CategoriesValue`` expects it.
    private static let separator: UInt8 = 0x1F

    static let valueTooLong = "a value is longer than 8 MB"
    static let recordTooLong = "the record has more than 12 MB that paths ask for"
}
