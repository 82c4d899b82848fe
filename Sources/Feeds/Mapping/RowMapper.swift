import Definitions
import Problems

/// Turns rows of cells into rows of COPY text, and keeps the balance of what it was given.
final class RowMapper {
    private enum Step {
        /// So many columns that nothing is mapped to.
        case nulls(Int)
        case field(FieldPlan)
        /// A jsonb column of the mapped names, each with its key as it is written.
        case object([(key: [UInt8], plan: FieldPlan)])
    }

    /// What the source must give for each row, in this order, with where the job file names it.
    let inputs: [(input: RowInput, place: Place)]
    private let steps: [Step]
    private let filters: [(cell: Int, values: WordTable, isNegated: Bool)]
    private let nulls: WordTable
    private let birthday: (plan: FieldPlan, value: BirthdayValue)?
    private let calendar: CalendarValue?

    private let copy = CopyText(capacity: 1 << 20)
    private var batch = FeedBatch()
    private var rowNumber = 0
    /// When set, these rows are rejected and all others left aside.
    var picked: Set<RowPlace>?

    /// A mapper for a feed; all that is wrong with its map is thrown together.
    ///
    /// - Parameter nulls: Spellings of nothing besides the empty value.
    init(_ feed: Feed, values: FieldValues, nulls: [String]) throws {
        var problems = ProblemList()
        var inputs = InputList()
        var birthday: (plan: FieldPlan, value: BirthdayValue)?
        var calendar: CalendarValue?
        let maps = Dictionary(
            feed.map.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
        var steps: [Step] = []
        func plan(_ map: FieldMap, _ type: FieldType?, isKey: Bool, open: FieldType?) -> FieldPlan?
        {
            do {
                let value =
                    try type.map { try values.reader(for: map, type: $0) }
                    ?? values.openReader(type: open ?? .text)
                let plan = FieldPlan(
                    map, value: value,
                    input: inputs.input(of: map, isRepeated: type == .categories),
                    isKey: isKey)
                if let fault = plan.fallbackFault { problems.add(Self.badFallback(map, fault)) }
                if let value = value as? BirthdayValue { birthday = (plan, value) }
                if let value = value as? CalendarValue { calendar = value }
                return plan
            } catch let problem as Problem {
                problems.add(problem)
            } catch {
                problems.add(Problem(.bug, "\(error)", hint: "Please report this."))
            }
            return nil
        }
        for field in feed.entity.fields {
            if let map = maps[field.name] {
                if let plan = plan(map, field.type, isKey: field.isNeeded, open: nil) {
                    steps.append(.field(plan))
                }
            } else {
                steps.append(.nulls(field.columns.count))
            }
        }
        for open in feed.entity.openFields {
            let plans = feed.map.filter { $0.field.hasPrefix(open.prefix) }
                .compactMap { map -> (key: [UInt8], plan: FieldPlan)? in
                    let name = Array(map.field.dropFirst(open.prefix.count).utf8)
                    let key = CopyText(capacity: 64)
                    guard key.appendJSON(name.span),
                        let plan = plan(map, nil, isKey: false, open: open.type)
                    else { return nil }
                    key.append(": ")
                    return (key.take(), plan)
                }
            steps.append(plans.isEmpty ? .nulls(1) : .object(plans))
        }
        try problems.throwIfAny()
        filters = feed.filters.map { filter in
            (
                inputs.cell(of: filter.input, isRepeated: false, at: filter.place),
                WordTable(filter.values), filter.isNegated
            )
        }
        self.inputs = inputs.all
        self.steps = steps
        self.nulls = WordTable(nulls)
        self.birthday = birthday
        self.calendar = calendar
    }

    /// Whether enough has been gathered for one batch.
    var isFull: Bool {
        copy.count >= 1 << 20 || batch.rejects.count >= 1000 || batch.read >= 20_000
    }

    /// What was mapped since the last batch.
    func takeBatch() -> FeedBatch {
        defer { batch = FeedBatch() }
        batch.copyText = copy.take()
        return batch
    }

    /// Counts a row, before it is mapped or rejected.
    func beginRow() {
        batch.read += 1
        rowNumber += 1
    }

    /// The number of the current row in the feed.
    var currentRow: Int { rowNumber }

    /// Sets the current row aside.
    func reject(
        _ fault: RowFault, file: String?, line: Int, byteOffset: Int?, raw: [UInt8]
    ) {
        batch.rejects.append(
            Reject(
                file: file, line: line, byteOffset: byteOffset, column: fault.column,
                reason: fault.reason, raw: raw))
    }

    /// Maps the current row; the fault must be handed back with the row's bytes to ``reject``.
    func map(_ cells: UnsafeBufferPointer<Cell>, line: Int, byteOffset: Int?) -> RowFault? {
        if let picked {
            if picked.contains(RowPlace(line: line, byteOffset: byteOffset)) {
                return RowFault(column: nil, reason: "")
            }
            batch.filtered += 1
            return nil
        }
        guard passes(cells) else {
            batch.filtered += 1
            return nil
        }
        let start = copy.count
        birthday?.value.needsLunar = false
        calendar?.isLunar = false
        copy.append(line)
        copy.append(UInt8(ascii: "\t"))
        if let byteOffset { copy.append(byteOffset) } else { copy.append("\\N") }
        for step in steps {
            switch write(step, cells) {
            case .written: continue
            case .skip:
                copy.truncate(to: start)
                batch.filtered += 1
                return nil
            case .fault(let fault):
                copy.truncate(to: start)
                return fault
            }
        }
        if let birthday, birthday.value.needsLunar, calendar?.isLunar != true {
            copy.truncate(to: start)
            return RowFault(column: birthday.plan.column, reason: BirthdayValue.onlyLunar)
        }
        copy.append(UInt8(ascii: "\n"))
        batch.accepted += 1
        return nil
    }

    private func write(_ step: Step, _ cells: UnsafeBufferPointer<Cell>) -> FieldPlan.Outcome {
        switch step {
        case .nulls(let count):
            for _ in 0..<count { copy.append("\t\\N") }
            return .written
        case .field(let plan):
            copy.append(UInt8(ascii: "\t"))
            return write(plan, cells, null: "\\N")
        case .object(let plans):
            copy.append("\t{")
            for (index, entry) in plans.enumerated() {
                if index > 0 { copy.append(", ") }
                copy.append(entry.key)
                switch write(entry.plan, cells, null: "null") {
                case .written: continue
                case let other: return other
                }
            }
            copy.append("}")
            return .written
        }
    }

    private func write(
        _ plan: FieldPlan, _ cells: UnsafeBufferPointer<Cell>, null: StaticString
    ) -> FieldPlan.Outcome {
        switch plan.input {
        case .cell(let index):
            return plan.write(cells[index], nulls: nulls, null: null, to: copy)
        case .rowNumber:
            return Array(String(rowNumber).utf8).withUnsafeBufferPointer { text in
                plan.write(
                    Cell(base: text.baseAddress, count: text.count), nulls: nulls, null: null,
                    to: copy)
            }
        }
    }

    /// Whether all filters let the row through; a null's spelling is nothing here too.
    private func passes(_ cells: UnsafeBufferPointer<Cell>) -> Bool {
        for filter in filters {
            let text = cells[filter.cell].bytes.span
            var word = text.extracting(Blanks.trimmed(text))
            if !nulls.isEmpty, nulls.contains(word) { word = text.extracting(0..<0) }
            if filter.values.contains(word) == filter.isNegated { return false }
        }
        return true
    }
}

extension RowMapper {
    private static func badFallback(_ map: FieldMap, _ reason: String) -> Problem {
        Problem(
            .definition, "the value that \(map.field) takes when it is empty is \(reason)",
            at: map.place, hint: "Give a value that the field can hold, written as the source does."
        )
    }
}
