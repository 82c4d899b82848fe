/// A path bound to the names of one parser: it finds its values in a record.
final class XMLMatcher {
    private struct Step {
        var isDeep: Bool
        var kind: XMLRecord.Kind
        var name: XMLRecord.Name
        var isAny: Bool
        var predicates: [Predicate]
    }

    private enum Predicate {
        case position(Int)
        case last
        case exists(XMLMatcher)
        case equals(XMLMatcher, [UInt8], isNegated: Bool)
    }

    private let steps: [Step]

    /// - Parameter intern: Gives the parser's own pointer for a name.
    init(_ path: XMLPath, intern: (String) -> UnsafePointer<UInt8>?) {
        steps = path.steps.map { step in
            let (kind, name): (XMLRecord.Kind, XMLPath.Name?) =
                switch step.test {
                case .element(let name): (.element, name)
                case .attribute(let name): (.attribute, name)
                case .text: (.text, nil)
                }
            return Step(
                isDeep: step.isDeep, kind: kind,
                name: XMLRecord.Name(
                    namespace: name?.namespace.flatMap(intern), local: name?.local.flatMap(intern)),
                isAny: name?.local == nil,
                predicates: step.predicates.map { Self.bind($0, intern: intern) })
        }
    }

    private static func bind(
        _ predicate: XMLPath.Predicate, intern: (String) -> UnsafePointer<UInt8>?
    ) -> Predicate {
        switch predicate {
        case .position(let position): .position(position)
        case .last: .last
        case .exists(let path): .exists(XMLMatcher(path, intern: intern))
        case .equals(let path, let value, let isNegated):
            .equals(
                XMLMatcher(path, intern: intern), Array(value.utf8), isNegated: isNegated)
        }
    }

    /// Hands on the nodes that the path finds from a node, in document order, until told to stop
    /// with false; whether it was not.
    @discardableResult
    func forEach(
        in record: XMLRecord, from node: Int, _ found: (Int) -> Bool
    ) -> Bool {
        follow(0, record, node, found)
    }

    /// Whether the last step's predicates hold for the record itself.
    func accepts(_ record: XMLRecord) -> Bool {
        guard let last = steps.last else { return true }
        return last.predicates.allSatisfy { holds($0, record, 0) }
    }

    /// Whether the elements that are open, the outermost first, are what the path names.
    func matches(_ names: [XMLRecord.Name]) -> Bool {
        guard let last = steps.last, let name = names.last, Self.isNamed(last, name) else {
            return false
        }
        return matches(steps.count, names, names.count)
    }

    private func matches(_ stepCount: Int, _ names: [XMLRecord.Name], _ depth: Int) -> Bool {
        guard stepCount > 0 else { return depth == 0 }
        guard depth > 0 else { return false }
        let step = steps[stepCount - 1]
        guard Self.isNamed(step, names[depth - 1]) else { return false }
        guard step.isDeep else { return matches(stepCount - 1, names, depth - 1) }
        // The step before may have matched any of the elements above; before the first is all.
        if stepCount == 1 { return true }
        return (0..<depth).reversed().contains { matches(stepCount - 1, names, $0) }
    }

    private static func isNamed(_ step: Step, _ name: XMLRecord.Name) -> Bool {
        step.isAny || step.name == name
    }

    // MARK: In a record

    private func follow(
        _ index: Int, _ record: XMLRecord, _ node: Int, _ found: (Int) -> Bool
    ) -> Bool {
        guard index < steps.count else { return found(node) }
        let step = steps[index]
        guard children(step, record, node, { follow(index + 1, record, $0, found) }) else {
            return false
        }
        guard step.isDeep else { return true }
        var child = record.nodes[node].firstChild
        while child >= 0 {
            if record.nodes[child].kind == .element,
                !follow(index, record, child, found)
            {
                return false
            }
            child = record.nodes[child].next
        }
        return true
    }

    /// The children of a node that a step names and whose predicates hold.
    private func children(
        _ step: Step, _ record: XMLRecord, _ node: Int, _ found: (Int) -> Bool
    ) -> Bool {
        if step.predicates.isEmpty {
            var child = record.nodes[node].firstChild
            while child >= 0 {
                if isMatch(step, record.nodes[child]), !found(child) { return false }
                child = record.nodes[child].next
            }
            return true
        }
        var matching: [Int] = []
        var child = record.nodes[node].firstChild
        while child >= 0 {
            if isMatch(step, record.nodes[child]) { matching.append(child) }
            child = record.nodes[child].next
        }
        for predicate in step.predicates {
            switch predicate {
            case .position(let position):
                matching = position <= matching.count ? [matching[position - 1]] : []
            case .last: matching = Array(matching.suffix(1))
            default: matching = matching.filter { holds(predicate, record, $0) }
            }
        }
        return matching.allSatisfy(found)
    }

    private func isMatch(_ step: Step, _ node: XMLRecord.Node) -> Bool {
        node.kind == step.kind && (step.isAny || node.name == step.name)
    }

    private func holds(_ predicate: Predicate, _ record: XMLRecord, _ node: Int) -> Bool {
        switch predicate {
        case .position, .last: return true
        case .exists(let path): return !path.forEach(in: record, from: node) { _ in false }
        case .equals(let path, let value, let isNegated):
            // As in XPath: one value that is equal, or one that is not, is enough.
            return !path.forEach(in: record, from: node) { found in
                record.hasText(value, at: found) == isNegated
            }
        }
    }
}

extension XMLRecord {
    /// Whether a node's text, without the blanks at its ends, is a value.
    fileprivate func hasText(_ value: [UInt8], at node: Int) -> Bool {
        let found = self.value(of: node).span
        let trimmed = Blanks.trimmed(found)
        guard trimmed.count == value.count else { return false }
        for (index, place) in trimmed.enumerated() where found[place] != value[index] {
            return false
        }
        return true
    }
}
