import Problems
import Yams

extension SourceText {
    /// The place of a node: the characters of a scalar, the beginning of anything else.
    func place(of node: Node) -> Place {
        if case .scalar(let scalar) = node, !scalar.string.isEmpty {
            return ScalarPlaces(scalar, in: self).place(length: scalar.string.unicodeScalars.count)
        }
        return place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}
