/// The paths of a feed as one automaton over the names of elements: it says of each element that
/// begins whether it is a record, whether anything below it can be asked for, and what of it.
///
/// A state is the set of steps that the children of an element may match. States are made when
/// a document first leads to them; what leads where is remembered by name.
final class XMLStates {
    /// What to do with an element.
    struct State: BitwiseCopyable {
        /// Whether it is what some step looks for.
        var isKept = false
        /// Whether its whole text is asked for.
        var wantsText = false
        /// Whether its own runs of text are.
        var wantsRuns = false
        /// Whether elements below may be looked for.
        var goesOn = false
        var isLine = false
        /// The record paths that lead to it, a bit each.
        var records: UInt32 = 0
        /// The steps for its attributes, a stretch of ``attributeSteps``.
        var attributes: (start: Int32, count: Int32) = (0, 0)

        /// Whether nothing of it, its attributes and all below is asked for.
        @inline(__always)
        var isDead: Bool {
            !isKept && !goesOn && !wantsText && !wantsRuns && attributes.count == 0
        }
    }

    private struct Key: Hashable {
        var steps: Set<Int32>
        var isOutside: Bool
        var isKept = false
        var wantsText = false
        var isLine = false
        var records: UInt32 = 0
    }

    /// Where a name leads from a state.
    private struct Edge: BitwiseCopyable {
        var name = XMLTree.Name()
        var from: Int32 = -1
        var to: Int32 = -1
    }

    /// The state of the document.
    let start: Int32
    let attributeSteps = Buffer<Int32>(capacity: 32)
    private let states = Buffer<State>(capacity: 64)
    private var keys: [Key] = []
    private var numbers: [Key: Int32] = [:]
    private let edges = Buffer<Edge>(capacity: edgeCount)
    private let program: XMLProgram
    /// The first steps of the paths that begin above.
    private let above: Set<Int32>

    private static let edgeCount = 1 << 11

    init(_ program: XMLProgram) {
        self.program = program
        for _ in 0..<Self.edgeCount { edges.append(Edge()) }
        var above: Set<Int32> = []
        for path in program.paths.elements where path.first >= 0 {
            if case .here = path.origin { continue }
            above.insert(path.first)
        }
        self.above = above
        let records = Set(program.records.map { program.paths[$0].first })
        start = 0
        _ = number(of: Key(steps: records.union(above), isOutside: true))
    }

    @inline(__always)
    subscript(_ state: Int32) -> State { states[Int(state)] }

    /// The state of an element that begins in one of another state.
    @inline(__always)
    func next(_ state: Int32, _ name: XMLTree.Name) -> Int32 {
        var hash = UInt(UInt32(bitPattern: name.local)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= UInt(UInt32(bitPattern: name.namespace)) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= UInt(truncatingIfNeeded: state) &* 0xC2B2_AE3D_27D4_EB4F
        let slot = Int((hash ^ hash >> 29) & UInt(Self.edgeCount - 1))
        let edge = edges[slot]
        if edge.from == state, edge.name == name { return edge.to }
        let other = edges[slot ^ 1]
        if other.from == state, other.name == name { return other.to }
        return follow(state, name, slot)
    }

    /// Finds where a name leads, and remembers it in one of two places.
    private func follow(_ state: Int32, _ name: XMLTree.Name, _ slot: Int) -> Int32 {
        let to = number(of: key(after: keys[Int(state)], name))
        let isFree = edges[slot].from < 0 || edges[slot ^ 1].from >= 0
        edges[isFree ? slot : slot ^ 1] = Edge(name: name, from: state, to: to)
        return to
    }

    private func key(after from: Key, _ name: XMLTree.Name) -> Key {
        var to = Key(steps: [], isOutside: from.isOutside)
        for index in from.steps {
            let step = program.steps[Int(index)]
            guard step.kind == .element else {
                if step.isDeep { to.steps.insert(index) }
                continue
            }
            if step.isDeep { to.steps.insert(index) }
            guard step.matches(name) else { continue }
            if case .record(let record) = step.use, step.next < 0 {
                to.records |= 1 << UInt32(record)
            } else {
                reach(step, &to)
            }
        }
        if to.records != 0 { return beginRecord(to) }
        if to.isLine { for input in program.inputs where input.isOfLine { begin(input, &to) } }
        let leadsOn = to.steps.contains { index in
            switch program.steps[Int(index)].use {
            case .record: to.isOutside
            case .line: !to.isOutside
            case .value: false
            }
        }
        if leadsOn { to.steps.formUnion(above) }
        return to
    }

    /// Inside a record the paths of records lead nowhere.
    private func beginRecord(_ outside: Key) -> Key {
        var key = Key(steps: [], isOutside: false, isKept: true, records: outside.records)
        for (index, path) in program.records.enumerated()
        where outside.records & (1 << UInt32(index)) != 0 {
            var step = Int(program.paths[path].first)
            while program.steps[step].next >= 0 { step = Int(program.steps[step].next) }
            ask(program.steps[step], &key)
        }
        for input in program.inputs where !input.isOfLine { begin(input, &key) }
        if let lines = program.lines {
            enter(program.paths[lines], wantsValue: false, &key)
            key.steps.formUnion(above)
        }
        return key
    }

    private func begin(_ input: XMLProgram.Input, _ key: inout Key) {
        for case .path(let index) in input.alternatives.joined() {
            let path = program.paths[index]
            guard case .here = path.origin else { continue }
            enter(path, wantsValue: true, &key)
        }
    }

    /// An element that a step has found.
    private func reach(_ step: XMLProgram.Step, _ key: inout Key) {
        ask(step, &key)
        if case .record = step.use {} else { key.isKept = true }
        if step.next >= 0 {
            key.steps.insert(step.next)
        } else {
            if step.wantsValue { key.wantsText = true }
            if step.use == .line { key.isLine = true }
        }
    }

    /// What a step's predicates look for in what it has found.
    private func ask(_ step: XMLProgram.Step, _ key: inout Key) {
        let range = Int(step.predicates.start)..<Int(step.predicates.start + step.predicates.count)
        for index in range {
            switch program.predicates[index] {
            case .position, .last: continue
            case .exists(let path):
                enter(program.paths[Int(path)], wantsValue: false, &key)
            case .equals(let path, _, _, _):
                enter(program.paths[Int(path)], wantsValue: true, &key)
            }
        }
    }

    private func enter(_ path: XMLProgram.Path, wantsValue: Bool, _ key: inout Key) {
        if path.first >= 0 {
            key.steps.insert(path.first)
        } else if wantsValue {
            key.wantsText = true
        }
    }

    private func number(of key: Key) -> Int32 {
        if let number = numbers[key] { return number }
        var state = State(
            isKept: key.isKept, wantsText: key.wantsText, isLine: key.isLine,
            records: key.records)
        state.attributes.start = Int32(attributeSteps.count)
        for index in key.steps.sorted() {
            switch program.steps[Int(index)].kind {
            case .element: state.goesOn = true
            case .text:
                state.wantsRuns = true
                if program.steps[Int(index)].isDeep { state.goesOn = true }
            case .attribute:
                attributeSteps.append(index)
                state.attributes.count += 1
                if program.steps[Int(index)].isDeep { state.goesOn = true }
            }
        }
        let number = Int32(states.count)
        states.append(state)
        keys.append(key)
        numbers[key] = number
        return number
    }
}
