import Definitions
import Foundation
import Testing

@testable import Feeds

/// Random documents and paths, found by the reader and by a plain evaluation over a whole tree.
struct XMLSearchTests {
    private static let seed: UInt64 = 20_261_125

    @Test func `what the reader finds is what a plain evaluation of each path finds`() async throws
    {
        var random = SplitMix(seed: Self.seed)
        var found = 0
        for round in 0..<300 {
            let document = PlainNode.document(&random)
            let paths = (0..<12).map { _ in PathText.random(&random) }
            let loaded = try await FeedSample.xml(
                .products, document.text.utf8, XMLFormat(records: ["//p"]),
                map: FeedSample.map(
                    [("id", "@id")]
                        + paths.enumerated().map { ("attributes.x\($0.offset)", $0.element) }))
            let records = document.outermost("p")
            let rows = try loaded.column("attributes", of: .products).map {
                try JSONDecoder().decode([String: String?].self, from: Data($0.utf8))
            }
            #expect(rows.count == records.count, "seed \(Self.seed), round \(round)")
            for (row, record) in zip(rows, records) {
                for (index, path) in paths.enumerated() {
                    let parsed = try XMLPathReader.readExpression(
                        path, namespaces: XMLNamespaces())
                    let expected = PlainSearch(record).text(parsed)
                    if expected != nil { found += 1 }
                    #expect(
                        row["x\(index)"].flatMap { $0 } == expected,
                        "seed \(Self.seed), round \(round): \(path) in \(document.text)")
                }
            }
        }
        // The paths are not so random that they find nothing.
        #expect(found > 500)
    }

    @Test func `what the reader finds of repeated elements is all, in their order`() async throws {
        var random = SplitMix(seed: Self.seed)
        for round in 0..<200 {
            let document = PlainNode.document(&random)
            let path = PathText.random(&random)
            let loaded = try await FeedSample.xml(
                .products, document.text.utf8, XMLFormat(records: ["//p"]),
                map: FeedSample.map([("id", "@id"), ("categories", path)]))
            let parsed = try XMLPathReader.readExpression(path, namespaces: XMLNamespaces())
            let expected = document.outermost("p").map { record -> String in
                let all = PlainSearch(record).all(parsed)
                var paths: [String] = []
                for value in all.map(PlainSearch.trimmed) where !value.isEmpty {
                    if !paths.contains(value) { paths.append(value) }
                }
                return paths.isEmpty
                    ? "{}" : "{" + paths.map { "\"\($0)\"" }.joined(separator: ",") + "}"
            }
            #expect(
                loaded.column("categories", of: .products) == expected,
                "seed \(Self.seed), round \(round): \(path) in \(document.text)")
        }
    }
}

extension SplitMix {
    fileprivate mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// An element or a text of a whole tree.
private final class PlainNode {
    var name: String?
    var ownText = ""
    var attributes: [(name: String, value: String)] = []
    var children: [PlainNode] = []
    weak var parent: PlainNode?
    /// Its place in document order; 0 for the document.
    var order = 0

    static func document(_ random: inout SplitMix) -> PlainNode {
        let document = PlainNode()
        let root = PlainNode()
        root.name = "r"
        root.fill(&random, depth: 0)
        root.parent = document
        document.children = [root]
        var order = -1
        document.number(&order)
        return document
    }

    private func fill(_ random: inout SplitMix, depth: Int) {
        for name in ["k", "id"] where random.chance(60) {
            attributes.append((name, String(Int.random(in: 1...3, using: &random))))
        }
        if name == "p", !attributes.contains(where: { $0.name == "id" }) {
            attributes.append(("id", "9"))
        }
        guard depth < 5 else { return }
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let child = PlainNode()
            child.parent = self
            if random.chance(30) {
                if children.last?.name == nil, children.last != nil { continue }
                child.ownText = ["x", "y", " z ", " "].randomElement(using: &random) ?? ""
            } else {
                let names = depth < 2 ? ["a", "b", "p", "p"] : ["a", "b", "c", "p"]
                child.name = names.randomElement(using: &random)
                child.fill(&random, depth: depth + 1)
            }
            children.append(child)
        }
    }

    private func number(_ order: inout Int) {
        order += 1
        self.order = order
        for child in children { child.number(&order) }
    }

    var text: String {
        guard let name else { return ownText + children.map(\.text).joined() }
        let attributes = attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
        return "<\(name)\(attributes)>\(children.map(\.text).joined())</\(name)>"
    }

    /// The elements of a name that stand in none of that name.
    func outermost(_ name: String) -> [PlainNode] {
        self.name == name ? [self] : children.flatMap { $0.outermost(name) }
    }

    var last: Int { children.map(\.last).max() ?? order }
}

/// A path as text.
private enum PathText {
    static func random(_ random: inout SplitMix) -> String {
        let count = random.chance(20) ? 2 : 1
        return (0..<count).map { _ in one(&random) }.joined(separator: " | ")
    }

    private static func one(_ random: inout SplitMix) -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return "../" + steps(&random, mayBeDeep: false)
        case 1: return "../../" + steps(&random, mayBeDeep: false)
        case 2:
            let name = ["a", "b", "r", "*"].randomElement(using: &random) ?? "a"
            return "ancestor::\(name)/" + steps(&random, mayBeDeep: false)
        case 3: return ".//" + steps(&random, mayBeDeep: true)
        case 4: return "concat(\(steps(&random, mayBeDeep: true)), '-', @id)"
        default: return steps(&random, mayBeDeep: true)
        }
    }

    private static func steps(_ random: inout SplitMix, mayBeDeep: Bool) -> String {
        var text = ""
        for index in 0..<Int.random(in: 1...3, using: &random) {
            if index > 0 { text += mayBeDeep && random.chance(20) ? "//" : "/" }
            text += ["a", "b", "c", "p", "*"].randomElement(using: &random) ?? "a"
            while random.chance(25) { text += "[\(predicate(&random))]" }
        }
        if random.chance(15) { text += "/@k" } else if random.chance(10) { text += "/text()" }
        return text
    }

    private static func predicate(_ random: inout SplitMix) -> String {
        ["1", "2", "last()", "@k", "@k='1'", "@id!='2'", "a", "b='x'", ".='y'", ".//c", "a/b!='x'"]
            .randomElement(using: &random) ?? "1"
    }
}

/// A path's evaluation step by step over a whole tree, as the documentation says it.
private struct PlainSearch {
    /// A node, an attribute of it, or its own text.
    struct Found {
        var node: PlainNode
        var attribute: Int?

        var order: (Int, Int) { (node.order, attribute.map { $0 + 1 } ?? 0) }
    }

    private let record: PlainNode

    init(_ record: PlainNode) { self.record = record }

    static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }

    func text(_ expression: XMLExpression) -> String? {
        for terms in expression.alternatives {
            var text = ""
            var isWhole = true
            for term in terms {
                switch term {
                case .text(let more): text += more
                case .path(let path):
                    guard let first = find(path).first else {
                        isWhole = false
                        continue
                    }
                    text += value(first)
                }
            }
            let trimmed = Self.trimmed(text)
            if isWhole, !trimmed.isEmpty { return trimmed }
        }
        return nil
    }

    func all(_ expression: XMLExpression) -> [String] {
        expression.alternatives.flatMap { terms -> [String] in
            if terms.count == 1, case .path(let path) = terms[0] { return find(path).map(value) }
            var text = ""
            for term in terms {
                switch term {
                case .text(let more): text += more
                case .path(let path):
                    guard let first = find(path).first else { return [] }
                    text += value(first)
                }
            }
            return [text]
        }
    }

    private func find(_ path: XMLPath) -> [Found] {
        switch path.origin {
        case .document, .here: return follow(path.steps[...], [record])
        case .above(let count):
            var base: PlainNode? = record
            for _ in 0..<count { base = base?.parent }
            return base.map { follow(path.steps[...], [$0]) } ?? []
        case .ancestor(let name):
            var found: [Found] = []
            var base = record.parent
            while let ancestor = base {
                if ancestor.name != nil, name.local == nil || name.local == ancestor.name {
                    found += follow(path.steps[...], [ancestor])
                }
                base = ancestor.parent
            }
            return found
        }
    }

    private func follow(_ steps: ArraySlice<XMLPath.Step>, _ nodes: [PlainNode]) -> [Found] {
        guard let step = steps.first else { return nodes.map { Found(node: $0) } }
        var found: [Found] = []
        for node in nodes {
            for context in step.isDeep ? below(node) : [node] {
                switch step.test {
                case .attribute(let name):
                    for (index, attribute) in context.attributes.enumerated()
                    where name.local == nil || name.local == attribute.name {
                        found.append(Found(node: context, attribute: index))
                    }
                case .text:
                    found += children(context).filter { $0.name == nil }.map { Found(node: $0) }
                case .element(let name):
                    var matching = children(context).filter {
                        $0.name != nil && (name.local == nil || name.local == $0.name)
                    }
                    for predicate in step.predicates { matching = filter(matching, predicate) }
                    found += matching.map { Found(node: $0) }
                }
            }
        }
        var orders: Set<[Int]> = []
        found = found.filter { orders.insert([$0.order.0, $0.order.1]).inserted }
        found.sort { $0.order < $1.order }
        guard steps.count > 1 else { return found }
        return follow(steps.dropFirst(), found.map(\.node))
    }

    private func filter(_ nodes: [PlainNode], _ predicate: XMLPath.Predicate) -> [PlainNode] {
        switch predicate {
        case .position(let position):
            position <= nodes.count ? [nodes[position - 1]] : []
        case .last: nodes.suffix(1)
        case .exists(let path): nodes.filter { !follow(path.steps[...], [$0]).isEmpty }
        case .equals(let path, let text, let isNegated):
            nodes.filter { node in
                follow(path.steps[...], [node]).contains {
                    (Self.trimmed(value($0)) != text) == isNegated
                }
            }
        }
    }

    private func below(_ node: PlainNode) -> [PlainNode] {
        [node] + children(node).filter { $0.name != nil }.flatMap(below)
    }

    private var isAbove: (PlainNode) -> Bool {
        { node in node.order < record.order && node.last >= record.order }
    }

    /// Above a record only what ends before it is known, and no record.
    private func children(_ node: PlainNode) -> [PlainNode] {
        if node.order >= record.order { return node.children }
        return node.children.filter { child in
            child.order < record.order && child.name != "p"
        }
    }

    private func value(_ found: Found) -> String {
        if let attribute = found.attribute { return found.node.attributes[attribute].value }
        return text(of: found.node)
    }

    private func text(of node: PlainNode) -> String {
        if node.name == nil { return node.ownText }
        // Of what is open nobody knows the text yet.
        if isAbove(node) { return "" }
        return children(node).map(text).joined()
    }
}
