import Definitions
import Problems

/// The rows of a CSV file.
///
/// A row with fewer fields than the header is rejected: what it lacks may be anything. Surplus
/// fields are let pass while they are empty (spreadsheets write them), else the row is rejected.
/// Of columns that share a name only those matter that are mapped: which is meant nobody can say.
/// A blank line, or one of nothing but delimiters, is skipped and not counted. Only mapped fields
/// must be valid in the file's encoding.
final class CSVRows: RowSource {
    private let text: FeedText
    private let window: RowWindow
    private let file: String
    private let inputs: [String]
    private let tokenizer: CSVTokenizer
    /// Which field goes into which cell.
    private struct Column {
        var field: Int
        var cell: Int
    }

    private let columns = Buffer<Column>(capacity: 16)
    /// How many fields a row must have, and may have with something in them.
    private var width = 0...0
    private var line = 1
    /// Where the next row begins in the text, and where in the file.
    private var position = 0
    private var offset: Int
    private let cells: UnsafeMutableBufferPointer<Cell>
    private var scratch: UnsafeMutableBufferPointer<UInt8>

    var cursor: String? { nil }
    var readCount: Int { text.readCount }
    private(set) var frame: RowFrame?

    /// Opens a file and reads its header.
    ///
    /// - Parameters:
    ///   - text: The file's text, at its front.
    ///   - dialect: How it is split.
    ///   - inputs: What is read from each row, with the place that its job file names it at.
    ///   - optional: The inputs that are empty when the file has no such column.
    ///   - window: How many bytes are looked at together. Defaults to 256 kB.
    init(
        _ text: FeedText, file: String, dialect: CSVDialect,
        inputs: [(input: RowInput, place: Place)], optional: Set<String> = [],
        window capacity: Int = 1 << 18
    ) throws {
        self.text = text
        self.file = file
        self.inputs = inputs.map(\.input.name)
        offset = text.sourceOffset(of: 0)
        window = RowWindow(text, capacity: capacity)
        cells = .allocate(capacity: inputs.count)
        cells.initialize(repeating: .missing)
        scratch = .allocate(capacity: 4096)
        tokenizer = CSVTokenizer(delimiter: dialect.delimiter, quote: dialect.quote)
        try window.fill()
        use(CSVDelimiter.declarationLength(in: Array(window.bytes.prefix(8))), lines: 1)
        try skipLines(dialect.skipLines)
        try readHeader(dialect, inputs: inputs, optional: optional)
    }

    deinit {
        cells.deallocate()
        scratch.deallocate()
    }

    nonisolated(nonsending) func read(into mapper: RowMapper) async throws -> Bool {
        let tokenizer = tokenizer
        var used = 0
        while true {
            let bytes = window.bytes
            if window.isAtEnd, used >= bytes.count {
                window.advance(bytes.count)
                return false
            }
            let rest = UnsafeBufferPointer(rebasing: bytes[used...])
            let outcome = tokenizer.next(in: rest, from: 0, atEnd: window.isAtEnd)
            switch outcome {
            case .incomplete:
                window.advance(used)
                text.release(before: offset)
                try window.fill()
                return true
            case .blank(let next):
                pass(next)
                used += next
            case .row(let next):
                take(tokenizer, rest, next: next, into: mapper)
                pass(next)
                used += next
            case .malformed(let reason, let next):
                mapper.beginRow()
                mapper.reject(
                    RowFault(column: nil, reason: reason), file: file, line: line,
                    byteOffset: offset, raw: raw(rest, next))
                pass(next)
                used += next
            }
        }
    }

    // MARK: A row

    private func take(
        _ tokenizer: CSVTokenizer, _ bytes: UnsafeBufferPointer<UInt8>, next: Int,
        into mapper: RowMapper
    ) {
        let fields = tokenizer.fields.count
        if !(width ~= fields) {
            if isEmpty(from: 0) { return }
            if fields < width.lowerBound || !isEmpty(from: width.upperBound) {
                mapper.beginRow()
                mapper.reject(
                    RowFault(column: nil, reason: ragged(fields)), file: file, line: line,
                    byteOffset: offset, raw: raw(bytes, next))
                return
            }
        } else if tokenizer.fields[0].start == tokenizer.fields[0].end, isEmpty(from: 0) {
            return
        }
        lend(tokenizer, bytes, rowCount: next)
        mapper.beginRow()
        let row = UnsafeBufferPointer(rebasing: bytes[..<next])
        let fault = mapper.map(
            UnsafeBufferPointer(cells), line: line, byteOffset: offset,
            isUTF8: text.isValid || UTF8Check.firstFault(in: row) == nil)
        if let fault {
            mapper.reject(
                located(fault, in: bytes), file: file, line: line, byteOffset: offset,
                raw: raw(bytes, next))
        }
    }

    /// Sets the cells to the fields of the inputs; doubled quotes are undone in the scratch.
    private func lend(
        _ tokenizer: CSVTokenizer, _ bytes: UnsafeBufferPointer<UInt8>, rowCount: Int
    ) {
        guard let base = bytes.baseAddress else { return }
        var written = 0
        let fields = tokenizer.fields
        for column in columns.elements {
            let field = fields[column.field]
            guard field.isEscaped else {
                cells[column.cell] = Cell(base: base + field.start, count: field.end - field.start)
                continue
            }
            if scratch.count < rowCount { growScratch(rowCount) }
            let start = written
            var source = field.start
            while source < field.end {
                scratch[written] = bytes[source]
                written += 1
                source += bytes[source] == tokenizer.quote ? 2 : 1
            }
            cells[column.cell] = Cell(
                base: scratch.baseAddress.map { UnsafePointer($0 + start) },
                count: written - start)
        }
    }

    /// Makes room for a whole row, so that it never grows while cells of the row lie in it.
    private func growScratch(_ count: Int) {
        let grown = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
        scratch.deallocate()
        scratch = grown
    }

    private func isEmpty(from first: Int) -> Bool {
        tokenizer.fields.dropFirst(first).allSatisfy { $0.start == $0.end }
    }

    /// A row's bytes as they stand in the file.
    private func raw(_ bytes: UnsafeBufferPointer<UInt8>, _ next: Int) -> [UInt8] {
        if text.isDecoded {
            return text.raw(from: offset, to: text.sourceOffset(of: position + next))
        }
        var end = next
        while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return Array(bytes[..<min(end, Reject.rawLimit)])
    }

    /// A fault with the encoding that the file is in, and the byte as it counts there.
    private func located(
        _ fault: RowFault, in bytes: UnsafeBufferPointer<UInt8>
    ) -> RowFault {
        guard text.isDecoded, let faulty = fault.faultyByte else { return fault }
        var fault = fault
        var byte = faulty
        if let cell = inputs.firstIndex(where: { $0 == fault.column }),
            let column = columns.elements.first(where: { $0.cell == cell })
        {
            let field = tokenizer.fields[column.field]
            // Of two quotes, the value holds one.
            var (decoded, doubled) = (0, 0)
            for _ in 0..<faulty {
                let isDoubled = field.isEscaped && bytes[field.start + decoded] == tokenizer.quote
                decoded += isDoubled ? 2 : 1
                doubled += isDoubled ? 1 : 0
            }
            let start = offset + text.sourceCount(of: field.start, from: offset)
            let quote = text.sourceCount(of: 1, from: offset)
            byte = text.sourceCount(of: decoded, from: start) - doubled * quote
        }
        fault.reason = FieldPlan.undecodable(byte, text.detected.encoding.title)
        return fault
    }

    /// Counts what a row took of the file.
    private func pass(_ count: Int) {
        position += count
        offset = text.sourceOffset(of: position)
        line += tokenizer.lines
    }

    // MARK: The header

    private func readHeader(
        _ dialect: CSVDialect, inputs: [(input: RowInput, place: Place)], optional: Set<String>
    ) throws {
        guard let first = try firstRow() else {
            if dialect.hasHeader { throw Self.noHeader(file, line: line) }
            return
        }
        let names = dialect.names(of: first.row)
        let last = dialect.hasHeader ? names.lastIndex { !$0.isEmpty } ?? 0 : names.count - 1
        width = (last + 1)...max(names.count, last + 1)
        try findColumns(names, inputs: inputs, optional: optional, dialect)
        frame = RowFrame(
            dialect, header: window.bytes.prefix(dialect.hasHeader ? first.length : 0),
            encoding: text.isDecoded ? text.detected.encoding : nil)
        if dialect.hasHeader { use(first.length, lines: first.lines) }
    }

    /// The first row, its bytes and its lines; nil when there is none.
    private func firstRow() throws -> (row: CSVSample.Row, length: Int, lines: Int)? {
        while true {
            switch tokenizer.next(in: window.bytes, from: 0, atEnd: window.isAtEnd) {
            case .row(let next):
                let row = CSVSample.Row(tokenizer, in: window.bytes, line: line)
                return (row, next, tokenizer.lines)
            case .blank(let next): use(next, lines: tokenizer.lines)
            case .incomplete:
                if window.isAtEnd { return nil }
                try window.fill()
            case .malformed(let reason, _):
                throw Self.badHeader(file, line: line, reason)
            }
        }
    }

    private func findColumns(
        _ names: [String], inputs: [(input: RowInput, place: Place)], optional: Set<String>,
        _ dialect: CSVDialect
    ) throws {
        var problems = ProblemList()
        let positions = Dictionary(grouping: names.indices, by: { names[$0] })
        for (index, (input, place)) in inputs.enumerated() {
            if let found = positions[input.name], !input.name.isEmpty {
                columns.append(Column(field: found[0], cell: index))
                if found.count > 1 { problems.add(Self.duplicate(input.name, file, line: line)) }
            } else if !optional.contains(input.name) {
                problems.add(
                    Self.unknownColumn(
                        input.name, file, names.filter { !$0.isEmpty }, dialect.delimiter,
                        at: place))
            }
        }
        try problems.throwIfAny()
    }

    private func skipLines(_ count: Int) throws {
        for _ in 0..<count {
            while true {
                let bytes = window.bytes
                let found = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D }
                if let found, found + 1 < bytes.count || window.isAtEnd {
                    let isPair =
                        bytes[found] == 0x0D && found + 1 < bytes.count
                        && bytes[found + 1] == 0x0A
                    use(found + (isPair ? 2 : 1), lines: 1)
                    break
                }
                if window.isAtEnd {
                    use(bytes.count, lines: 0)
                    break
                }
                try window.fill()
            }
        }
    }

    private func use(_ count: Int, lines: Int) {
        guard count > 0 else { return }
        position += count
        offset = text.sourceOffset(of: position)
        line += lines
        window.advance(count)
    }

    private func ragged(_ count: Int) -> String {
        "\(count) \(count == 1 ? "field" : "fields") where \(width.lowerBound) are expected"
    }
}

extension CSVRows {
    private static func noHeader(_ file: String, line: Int) -> Problem {
        Problem(
            .guarded, "\(file) has no header", at: Place(file, line: line),
            hint: "Send the file with a header, or say csv: {header: false}.")
    }

    private static func badHeader(_ file: String, line: Int, _ reason: String) -> Problem {
        Problem(
            .failed, "the header of \(file) cannot be read", at: Place(file, line: line),
            hint: "Check the quotes and the delimiter of the first row.", cause: reason)
    }

    private static func duplicate(_ name: String, _ file: String, line: Int) -> Problem {
        Problem(
            .failed, "column \"\(name)\" stands twice in \(file)", at: Place(file, line: line),
            hint: "Give each column a name of its own.")
    }

    private static func unknownColumn(
        _ name: String, _ file: String, _ names: [String], _ delimiter: CSVDelimiter,
        at place: Place
    ) -> Problem {
        Problem(
            .definition, "column \"\(name)\" is not in \(file)", at: place,
            hint: names.count == 1
                ? "The header is one column when parted by \(delimiter.name): check the delimiter."
                : Suggestion.hint(for: name, among: names, known: "columns"))
    }
}
