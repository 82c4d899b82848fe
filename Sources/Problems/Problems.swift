/// All the problems of a workspace or a command, reported at once.
package struct Problems: Error, Sendable {
    /// At least one problem, in the order of their places.
    package let all: [Problem]

    package init(_ all: [Problem]) {
        self.all = all.sorted { left, right in
            (left.place?.file ?? "", left.place?.line ?? 0, left.place?.column ?? 0)
                < (right.place?.file ?? "", right.place?.line ?? 0, right.place?.column ?? 0)
        }
    }

    /// The exit code when several kinds hold: the first of 70, 2, 3, 8, 6, 1, 7, 9.
    package var exitCode: Int32 { Problem.Kind.exitCode(of: all.map(\.kind)) }
}

extension Problem.Kind {
    /// The exit code of several failures together; 0 of none. The cases stand in their order.
    package static func exitCode(of kinds: some Sequence<Problem.Kind>) -> Int32 {
        let present = Set(kinds)
        return allCases.first(where: present.contains)?.exitCode ?? 0
    }
}

extension Problems: CustomStringConvertible {
    package var description: String { all.map(\.text).joined(separator: "\n\n") }
}

/// Gathers problems while a file or a workspace is read, so that all are reported at once.
package struct ProblemList: Sendable {
    package private(set) var all: [Problem] = []

    package init() {}

    package mutating func add(_ problem: Problem) { all.append(problem) }
    package mutating func add(_ problems: [Problem]) { all += problems }

    /// Throws what was gathered, if anything was.
    package func throwIfAny() throws {
        if !all.isEmpty { throw Problems(all) }
    }
}
