import Definitions
import Problems

/// All paths of a feed, bound to the names of one document, in flat tables without references.
///
/// ``XMLStates`` follows them while elements begin, to know what is worth keeping; ``XMLSearch``
/// follows them through what was kept, to find the values.
final class XMLProgram {
    /// One step of a path; its predicates are a stretch of ``predicates``.
    struct Step: BitwiseCopyable {
        var kind: XMLTree.Kind
        var isDeep: Bool
        var isAnyName: Bool
        var isAnyNamespace: Bool
        var name: XMLTree.Name
        /// The step that follows; -1 at the end of its path.
        var next: Int32 = -1
        /// Whether what the step finds is asked for its text.
        var wantsValue = false
        var use: Use
        var predicates: (start: Int32, count: Int32) = (0, 0)

        @inline(__always)
        func matches(_ other: XMLTree.Name) -> Bool {
            isAnyName
                || (name.local == other.local
                    && (isAnyNamespace || name.namespace == other.namespace))
        }
    }

    /// What a step is part of.
    enum Use: BitwiseCopyable, Equatable {
        case record(Int32)
        case line
        case value
    }

    enum Predicate: BitwiseCopyable {
        case position(Int32)
        case last
        case exists(path: Int32)
        /// The text is a stretch of ``literals``.
        case equals(path: Int32, start: Int32, count: Int32, isNegated: Bool)
    }

    enum Origin: BitwiseCopyable {
        case here
        case above(Int32)
        case ancestor(name: XMLTree.Name, isAnyName: Bool, isAnyNamespace: Bool)
    }

    struct Path: BitwiseCopyable {
        var origin: Origin
        /// -1 for `.`.
        var first: Int32
        /// Whether what is found first need not stand first, and anything may be found twice.
        var isTangled: Bool
    }

    enum Term {
        case path(Int)
        case text([UInt8])
    }

    /// What fills a cell.
    struct Input {
        var alternatives: [[Term]]
        var isRepeated: Bool
        /// Whether its paths begin at the line and not at the record.
        var isOfLine: Bool
    }

    /// What of an input its cell needs at once.
    struct Shape: BitwiseCopyable {
        /// The one path of which the first match counts; -1 where there is more to it.
        var onlyPath: Int32
        var isOfLine: Bool
    }

    let steps = Buffer<Step>(capacity: 64)
    let paths = Buffer<Path>(capacity: 32)
    let predicates = Buffer<Predicate>(capacity: 32)
    let literals = Buffer<UInt8>(capacity: 256)
    private(set) var inputs: [Input] = []
    let shapes = Buffer<Shape>(capacity: 32)
    private(set) var records: [Int] = []
    private(set) var lines: Int?
    /// The names of the records' elements, to tell a wrong namespace.
    private(set) var recordNames: [XMLTree.Name] = []
    /// Whether a path asks for what stands above a record.
    private var reachesAbove = false
    private let names: XMLNames

    /// - Parameter names: Those of the document, to which the paths' names are added.
    init(_ paths: XMLPaths, _ names: XMLNames) {
        self.names = names
        for (index, record) in paths.records.enumerated() {
            records.append(bind(record, use: .record(Int32(index)), wantsValue: false))
            if case .element(let name)? = record.steps.last?.test, name.local != nil {
                recordNames.append(self.name(name))
            }
        }
        lines = paths.lines.map { bind($0, use: .line, wantsValue: false) }
        inputs = paths.inputs.map { input in
            Input(
                alternatives: input.expression.alternatives.map { terms in
                    terms.map { term in
                        switch term {
                        case .path(let path): .path(bind(path, use: .value, wantsValue: true))
                        case .text(let text): .text(Array(text.utf8))
                        }
                    }
                }, isRepeated: input.isRepeated, isOfLine: input.isOfLine)
        }
        for input in inputs {
            var shape = Shape(onlyPath: -1, isOfLine: input.isOfLine)
            if !input.isRepeated, input.alternatives.count == 1, input.alternatives[0].count == 1,
                case .path(let path) = input.alternatives[0][0]
            {
                shape.onlyPath = Int32(path)
            }
            shapes.append(shape)
        }
    }

    /// Whether a row is a record and what it holds all that is asked for, so that it can be read
    /// below its tags alone.
    var isOfRecordsAlone: Bool { lines == nil && !reachesAbove }

    private func bind(_ path: XMLPath, use: Use, wantsValue: Bool) -> Int {
        let index = paths.count
        // Its place is taken before those of its predicates' paths.
        paths.append(Path(origin: origin(path.origin), first: -1, isTangled: false))
        var last: Int?
        for step in path.steps {
            let made = bind(step, use: use)
            if let last { steps[last].next = Int32(made) } else { paths[index].first = Int32(made) }
            last = made
        }
        if let last { steps[last].wantsValue = wantsValue }
        paths[index].isTangled = path.steps.dropLast().contains { $0.isDeep }
        return index
    }

    private func bind(_ step: XMLPath.Step, use: Use) -> Int {
        let (kind, name): (XMLTree.Kind, XMLPath.Name?) =
            switch step.test {
            case .element(let name): (.element, name)
            case .attribute(let name): (.attribute, name)
            case .text: (.text, nil)
            }
        let index = steps.count
        steps.append(
            Step(
                kind: kind, isDeep: step.isDeep, isAnyName: name?.local == nil,
                isAnyNamespace: name?.namespace == .any,
                name: name.map { self.name($0) } ?? XMLTree.Name(), use: use))
        let bound = step.predicates.map { predicate -> Predicate in
            switch predicate {
            case .position(let position): .position(Int32(clamping: position))
            case .last: .last
            case .exists(let path):
                .exists(path: Int32(bind(path, use: .value, wantsValue: false)))
            case .equals(let path, let value, let isNegated):
                equals(path, value, isNegated: isNegated)
            }
        }
        steps[index].predicates = (Int32(predicates.count), Int32(bound.count))
        bound.forEach(predicates.append)
        return index
    }

    private func equals(_ path: XMLPath, _ value: String, isNegated: Bool) -> Predicate {
        let start = literals.count
        value.utf8.forEach(literals.append)
        return .equals(
            path: Int32(bind(path, use: .value, wantsValue: true)), start: Int32(start),
            count: Int32(literals.count - start), isNegated: isNegated)
    }

    private func origin(_ origin: XMLPath.Origin) -> Origin {
        switch origin {
        case .document, .here: return .here
        case .above(let count):
            reachesAbove = true
            return .above(Int32(clamping: count))
        case .ancestor(let name):
            reachesAbove = true
            return .ancestor(
                name: self.name(name), isAnyName: name.local == nil,
                isAnyNamespace: name.namespace == .any)
        }
    }

    private func name(_ name: XMLPath.Name) -> XMLTree.Name {
        var namespace: Int32 = 0
        if case .uri(let uri) = name.namespace { namespace = names.number(of: uri) }
        return XMLTree.Name(
            namespace: namespace, local: name.local.map { names.number(of: $0) } ?? 0)
    }
}
