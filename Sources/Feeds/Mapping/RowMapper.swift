import Definitions
import Problems

/// Turns rows of cells into rows of binary COPY, and keeps the balance of what it was given.
final class RowMapper {
    /// What the source must give for each row, in this order, with where the job file names it.
    let inputs: [(input: RowInput, place: Place)]
    /// The columns of the stage that each row fills, in order.
    let columns: [String]
    private let fields: PlanList
    private let opens: [(members: PlanList, isList: Bool)]
    private let filters: [(cell: Int, values: WordTable, isNegated: Bool)]
    private let nulls: WordTable
    private let lunar: LunarRule?

    /// About so many bytes of rows make a batch: little enough to stay in a core's cache on their
    /// way to the server.
    private static let batch = 1 << 18

    private let rows = BinaryRows(capacity: 2 * batch)
    private let rowText = Buffer<UInt8>(capacity: 20)
    // Counted for each row: apart from the batch, whose arrays are slower to reach.
    private var read = 0
    private var accepted = 0
    private var filtered = 0
    private var rejects: [Reject] = []
    private var rowNumber = 0
    /// When set, these rows are rejected and all others left aside.
    var picked: Set<RowPlace>?

    /// A mapper for a feed; all that is wrong with its map is thrown together.
    ///
    /// - Parameter nulls: Spellings of nothing besides the empty value.
    init(_ feed: Feed, values: FieldValues, nulls: [String]) throws {
        var plans = FieldPlanner(
            values: values, nulls: WordTable(nulls),
            inputs: InputList(hasLines: feed.hasLineElements))
        let maps = Dictionary(
            feed.map.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        var columns = ["line", "byte_offset"]
        var fields: [FieldPlan] = []
        for field in feed.entity.fields {
            guard let map = maps[field.name], let plan = plans.plan(map, field) else { continue }
            fields.append(plan)
            columns += field.columns
        }
        var opens: [(members: PlanList, isList: Bool)] = []
        for open in feed.entity.openFields {
            let members = feed.map.filter { $0.field.hasPrefix(open.prefix) }
            guard !members.isEmpty else { continue }
            let plan = PlanList(plans.members(members, of: open.prefix, open.type))
            opens.append((plan, open.type == .boolean))
            columns.append(open.column)
        }
        try plans.problems.throwIfAny()
        filters = feed.filters.map { filter in
            (
                plans.inputs.cell(of: RowInput(name: filter.input), at: filter.place),
                WordTable(filter.values), filter.isNegated
            )
        }
        inputs = plans.inputs.all
        self.columns = columns
        self.fields = PlanList(fields)
        self.opens = opens
        self.nulls = plans.nulls
        lunar = LunarRule(fields)
    }

    /// Whether enough has been gathered for one batch.
    var isFull: Bool {
        rows.count >= Self.batch || rejects.count >= 1000 || read >= 20_000
    }

    /// What was mapped since the last batch.
    func takeBatch() -> FeedBatch {
        defer {
            (read, accepted, filtered) = (0, 0, 0)
            rejects = []
        }
        return FeedBatch(
            rows: rows.take(), read: read, accepted: accepted, filtered: filtered,
            rejects: rejects)
    }

    /// Counts a row, before it is mapped or rejected.
    func beginRow() {
        read += 1
        rowNumber += 1
    }

    /// The number of the current row in the feed.
    var currentRow: Int { rowNumber }

    /// Sets the current row aside.
    func reject(
        _ fault: RowFault, file: String?, line: Int, byteOffset: Int?, raw: [UInt8],
        cells: [UInt8]? = nil
    ) {
        rejects.append(
            Reject(
                file: file, line: line, byteOffset: byteOffset, column: fault.column,
                reason: fault.reason, raw: raw, cells: cells))
    }

    /// Maps the current row; the fault must be handed back with the row's bytes to ``reject``.
    ///
    /// - Parameter isUTF8: Whether the cells are known to be valid UTF-8; otherwise each is
    ///   looked at.
    func map(
        _ cells: UnsafeBufferPointer<Cell>, line: Int, byteOffset: Int?, isUTF8: Bool = true
    ) -> RowFault? {
        if let picked {
            if picked.contains(RowPlace(line: line, byteOffset: byteOffset)) {
                return RowFault(column: nil, reason: "")
            }
            filtered += 1
            return nil
        }
        guard filters.isEmpty || passes(cells) else {
            filtered += 1
            return nil
        }
        let start = rows.count
        lunar?.beginRow()
        rows.beginRow(columns: columns.count)
        rows.append(Int64(line))
        if let byteOffset { rows.append(Int64(byteOffset)) } else { rows.appendNull() }
        if let (plan, outcome) = fields.firstUnwritten({ write($0, $1, of: cells, isUTF8) }) {
            return end(outcome, of: plan, at: start)
        }
        for open in opens {
            let unwritten =
                open.isList
                ? writeList(open.members, of: cells, isUTF8)
                : writeObject(open.members, of: cells, isUTF8)
            if let (plan, outcome) = unwritten { return end(outcome, of: plan, at: start) }
        }
        if let fault = lunar?.fault {
            rows.truncate(to: start)
            return fault
        }
        accepted += 1
        return nil
    }

    /// A `jsonb` object of what the workspace names itself.
    private func writeObject(
        _ members: PlanList, of cells: UnsafeBufferPointer<Cell>, _ isUTF8: Bool
    ) -> (plan: FieldPlan, outcome: FieldPlan.Outcome)? {
        let value = rows.beginJSON()
        let unwritten = members.firstUnwritten { plan, cell in
            plan.opening.withUnsafeBufferPointer { rows.append(raw: $0) }
            return write(plan, cell, of: cells, isUTF8)
        }
        rows.append(raw: UInt8(ascii: "}"))
        rows.endValue(value)
        return unwritten
    }

    /// A `boolean[]` of them, in the order of `map:`.
    private func writeList(
        _ members: PlanList, of cells: UnsafeBufferPointer<Cell>, _ isUTF8: Bool
    ) -> (plan: FieldPlan, outcome: FieldPlan.Outcome)? {
        let value = rows.beginArray(of: BooleanValue.type, count: members.count)
        let unwritten = members.firstUnwritten { plan, cell in
            write(plan, cell, of: cells, isUTF8)
        }
        rows.endValue(value)
        return unwritten
    }

    @inline(__always)
    private func write(
        _ plan: FieldPlan, _ cell: Int?, of cells: UnsafeBufferPointer<Cell>, _ isUTF8: Bool
    ) -> FieldPlan.Outcome {
        guard let cell else { return writeOther(plan, cells, isUTF8) }
        return plan.write(cells[cell], isUTF8: isUTF8, to: rows)
    }

    private func writeOther(
        _ plan: FieldPlan, _ cells: UnsafeBufferPointer<Cell>, _ isUTF8: Bool
    ) -> FieldPlan.Outcome {
        if case .cells(let indices) = plan.input {
            return plan.write(indices.map { cells[$0] }, isUTF8: isUTF8, to: rows)
        }
        rowText.truncate(to: 0)
        for digit in String(rowNumber).utf8 { rowText.append(digit) }
        let text = rowText.elements
        return plan.write(
            Cell(base: text.baseAddress, count: text.count), isUTF8: true, to: rows)
    }

    /// Takes back what the row has written so far, because of one of its cells.
    private func end(_ outcome: FieldPlan.Outcome, of plan: FieldPlan, at start: Int) -> RowFault? {
        rows.truncate(to: start)
        switch outcome {
        case .fault(let reason): return RowFault(column: plan.column, reason: reason)
        case .undecodable(let byte):
            return RowFault(
                column: plan.column, reason: FieldPlan.undecodable(byte), faultyByte: byte)
        case .written, .skip:
            filtered += 1
            return nil
        }
    }

    /// Whether all filters let the row through; a null's spelling is nothing here too.
    private func passes(_ cells: UnsafeBufferPointer<Cell>) -> Bool {
        for filter in filters {
            var word = cells[filter.cell].trimmed.bytes.span
            if !nulls.isEmpty, nulls.contains(word) { word = word.extracting(0..<0) }
            if filter.values.contains(word) == filter.isNegated { return false }
        }
        return true
    }
}
