/// Finds what paths name in what was kept of a record and of the elements above it.
final class XMLSearch {
    private let program: XMLProgram
    private let tree: XMLTree
    /// The record: paths from above do not lead into it, for what of it is kept is not theirs.
    var record: Int32 = -1
    private let found = Buffer<Int32>(capacity: 64)
    /// For each predicate of the steps that are being followed: how many nodes came as far as it
    /// among one node's children, and how many will.
    private let counters = Buffer<(count: Int32, total: Int32)>(capacity: 32)

    init(_ program: XMLProgram, in tree: XMLTree) {
        self.program = program
        self.tree = tree
    }

    /// The node that a path finds first, in document order, from a node; -1 if there is none.
    func first(_ path: Int, from node: Int32) -> Int32 {
        let path = program.paths[path]
        if path.first < 0 { return node }
        let mark = found.count
        defer { found.truncate(to: mark) }
        if case .here = path.origin, !path.isTangled {
            return walk(path.first, node, stops: true) ? found[mark] : -1
        }
        collect(path, from: node)
        return found.count > mark ? found[mark] : -1
    }

    /// Hands on all nodes that a path finds from a node, in document order, until told to stop
    /// with false.
    func forEach(_ path: Int, from node: Int32, _ body: (Int32) -> Bool) {
        let path = program.paths[path]
        guard path.first >= 0 else {
            _ = body(node)
            return
        }
        let mark = found.count
        collect(path, from: node)
        for index in mark..<found.count {
            guard body(found[index]) else { break }
        }
        found.truncate(to: mark)
    }

    /// Whether the predicates of a record's last step hold for an element.
    func accepts(_ node: Int32, as record: Int) -> Bool {
        var index = Int(program.paths[program.records[record]].first)
        while program.steps[index].next >= 0 { index = Int(program.steps[index].next) }
        let step = program.steps[index]
        for offset in 0..<Int(step.predicates.count)
        where !holds(program.predicates[Int(step.predicates.start) + offset], node) {
            return false
        }
        return true
    }

    // MARK: Paths

    private func collect(_ path: XMLProgram.Path, from node: Int32) {
        switch path.origin {
        case .here: collect(path, below: node)
        case .above(let count):
            var base = node
            for _ in 0..<count where base >= 0 { base = tree.nodes[Int(base)].parent }
            if base >= 0 { collect(path, below: base) }
        case .ancestor(let name, let isAnyName, let isAnyNamespace):
            var base = tree.nodes[Int(node)].parent
            while base >= 0 {
                let other = tree.nodes[Int(base)]
                let isNamed =
                    isAnyName
                    || other.name.local == name.local
                        && (isAnyNamespace || other.name.namespace == name.namespace)
                // The document itself has no name.
                if isNamed, other.parent >= 0 { collect(path, below: base) }
                base = other.parent
            }
        }
    }

    private func collect(_ path: XMLProgram.Path, below node: Int32) {
        let mark = found.count
        _ = walk(path.first, node, stops: false)
        guard path.isTangled, found.count > mark + 1 else { return }
        let sorted = Set(found.elements(mark..<found.count)).sorted()
        found.truncate(to: mark)
        sorted.forEach(found.append)
    }

    /// Follows a step and those behind it; true once one node is found and one is enough.
    private func walk(_ index: Int32, _ node: Int32, stops: Bool) -> Bool {
        let step = program.steps[Int(index)]
        let mark = counters.count
        if step.predicates.count > 0 { count(step, below: node) }
        defer { counters.truncate(to: mark) }
        let end = tree.end(of: node)
        var child = node + 1
        while child < end {
            if child == record {
                child = tree.end(of: child)
                continue
            }
            let kind = tree.nodes[Int(child)].kind
            if kind == step.kind, step.matches(tree.nodes[Int(child)].name),
                step.predicates.count == 0 || passes(step, child, mark, step.predicates.count)
            {
                if step.next < 0 {
                    found.append(child)
                    if stops { return true }
                } else if walk(step.next, child, stops: stops) {
                    return true
                }
            }
            if step.isDeep, kind == .element, walk(index, child, stops: stops) { return true }
            child = tree.end(of: child)
        }
        return false
    }

    // MARK: Predicates

    /// Makes room for a step's counters, and counts ahead where a last one is asked for.
    private func count(_ step: XMLProgram.Step, below node: Int32) {
        let mark = counters.count
        for _ in 0..<step.predicates.count { counters.append((0, 0)) }
        for offset in 0..<step.predicates.count {
            guard case .last = program.predicates[Int(step.predicates.start + offset)] else {
                continue
            }
            let end = tree.end(of: node)
            var total: Int32 = 0
            var child = node + 1
            while child < end {
                let other = tree.nodes[Int(child)]
                if child != record, other.kind == step.kind, step.matches(other.name),
                    passes(step, child, mark, offset)
                {
                    total += 1
                }
                child = tree.end(of: child)
            }
            for index in 0..<Int(step.predicates.count) { counters[mark + index].count = 0 }
            counters[mark + Int(offset)].total = total
        }
    }

    /// Whether a node comes through the first predicates of a step.
    private func passes(
        _ step: XMLProgram.Step, _ node: Int32, _ mark: Int, _ limit: Int32
    ) -> Bool {
        for offset in 0..<Int(limit) {
            counters[mark + offset].count += 1
            let counter = counters[mark + offset]
            switch program.predicates[Int(step.predicates.start) + offset] {
            case .position(let position): if counter.count != position { return false }
            case .last: if counter.count != counter.total { return false }
            case let other: if !holds(other, node) { return false }
            }
        }
        return true
    }

    private func holds(_ predicate: XMLProgram.Predicate, _ node: Int32) -> Bool {
        switch predicate {
        case .position, .last: return true
        case .exists(let path): return first(Int(path), from: node) >= 0
        case .equals(let path, let start, let count, let isNegated):
            // As in XPath: one value that is equal, or one that is not, is enough.
            var holds = false
            forEach(Int(path), from: node) { found in
                holds = hasText(found, Int(start)..<Int(start + count)) != isNegated
                return !holds
            }
            return holds
        }
    }

    /// Whether a node's text, without the blanks at its ends, is a literal.
    private func hasText(_ node: Int32, _ literal: Range<Int>) -> Bool {
        let text = tree.value(of: node).span
        let trimmed = Blanks.trimmed(text)
        guard trimmed.count == literal.count else { return false }
        for offset in 0..<literal.count
        where text[trimmed.lowerBound + offset] != program.literals[literal.lowerBound + offset] {
            return false
        }
        return true
    }
}
