/// Finds the circles of a graph whose nodes are names.
enum Circles {
    /// Each circle once, beginning with its first name in the alphabet, in order of that name.
    ///
    /// - Parameter edges: The names to which each name leads; unknown names are ignored.
    static func all(in edges: [String: [String]]) -> [[String]] {
        var finished: Set<String> = []
        var circles: [[String]] = []
        for start in edges.keys.sorted() {
            var path: [String] = []
            visit(start, edges: edges, path: &path, finished: &finished, circles: &circles)
        }
        return circles.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func visit(
        _ name: String, edges: [String: [String]], path: inout [String],
        finished: inout Set<String>, circles: inout [[String]]
    ) {
        if let start = path.firstIndex(of: name) {
            circles.append(rotated(Array(path[start...])))
            return
        }
        guard !finished.contains(name), let next = edges[name] else { return }
        path.append(name)
        for other in next.sorted() {
            visit(other, edges: edges, path: &path, finished: &finished, circles: &circles)
        }
        path.removeLast()
        finished.insert(name)
    }

    private static func rotated(_ circle: [String]) -> [String] {
        guard let first = circle.min(), let index = circle.firstIndex(of: first) else {
            return circle
        }
        return Array(circle[index...] + circle[..<index])
    }
}
