package import Problems

/// Segments in the order in which they are evaluated: each after those that it uses.
package enum SegmentOrder {
    /// Sorted by use, then by name. Segments that are used but not given are left aside.
    ///
    /// - Throws: `Problems` with one problem for each segment that stands in a circle.
    package static func sorted(_ segments: [Segment]) throws(Problems) -> [Segment] {
        let given = Set(segments.map(\.name))
        var waiting = segments.sorted { $0.name < $1.name }
        var done: Set<String> = []
        var sorted: [Segment] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { segment in
                segment.expression.usedSegments.allSatisfy {
                    done.contains($0) || !given.contains($0)
                }
            }
            guard !ready.isEmpty else { throw Problems(circles(in: waiting)) }
            sorted += ready
            done.formUnion(ready.map(\.name))
            waiting.removeAll { done.contains($0.name) }
        }
        return sorted
    }

    /// Of those that wait for each other, the ones that lead back to themselves.
    private static func circles(in waiting: [Segment]) -> [Problem] {
        var uses: [String: [String]] = [:]
        for segment in waiting { uses[segment.name] = segment.expression.usedSegments }
        return waiting.compactMap { segment in
            path(from: segment.name, to: segment.name, by: uses).map {
                circle(segment, through: $0)
            }
        }
    }

    /// The shortest way along uses, without its beginning.
    private static func path(
        from start: String, to end: String, by uses: [String: [String]]
    ) -> [String]? {
        var paths = (uses[start] ?? []).map { [$0] }
        var seen: Set<String> = []
        while !paths.isEmpty {
            if let found = paths.first(where: { $0.last == end }) { return found }
            paths = paths.flatMap { path -> [[String]] in
                guard let last = path.last, seen.insert(last).inserted else { return [] }
                return (uses[last] ?? []).map { path + [$0] }
            }
        }
        return nil
    }
}

extension SegmentOrder {
    private static func circle(_ segment: Segment, through path: [String]) -> Problem {
        let way = ([segment.name] + path).joined(separator: " → ")
        return Problem(
            .definition, "the segment \"\(segment.name)\" uses itself: \(way)", at: segment.place,
            hint: "Write one of them without in segment.")
    }
}
