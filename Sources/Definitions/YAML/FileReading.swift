import Problems
import Yams

/// What the reading of one file shares: its text, the environment, the faults found so far.
final class FileReading {
    let source: SourceText
    let environment: [String: String]
    private(set) var faults = ProblemList()
    private var known: Set<Problem> = []

    init(_ source: SourceText, environment: [String: String]) {
        self.source = source
        self.environment = environment
    }

    /// Notes a fault, once: a value that is read through two aliases is wrong only once.
    func add(_ problem: Problem) {
        if known.insert(problem).inserted { faults.add(problem) }
    }

    /// The place of a node: the characters of a scalar, the beginning of anything else.
    func place(of node: Node) -> Place { source.place(of: node) }

    /// Whether a mapping or a list is written with braces or brackets.
    func isFlow(_ node: Node) -> Bool {
        guard let mark = node.mark else { return false }
        let first = source.rest(line: mark.line, column: mark.column).first
        return first == "{" || first == "["
    }
}
