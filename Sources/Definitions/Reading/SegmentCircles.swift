import Problems

/// Finds segments that are defined by themselves, directly or through others.
enum SegmentCircles {
    /// One problem a circle, at the segment of it that comes first by name.
    static func problems(in jobs: [Job]) -> [Problem] {
        let segments = jobs.flatMap(\.segments)
        let uses = Dictionary(
            segments.map { ($0.name, $0.expression.usedSegments) },
            uniquingKeysWith: { first, _ in first })
        return Circles.all(in: uses).compactMap { circle in
            segments.first { $0.name == circle.first }.map { segment in
                Problem(
                    .definition,
                    "the segment \"\(segment.name)\" is defined by itself: \(chain(circle))",
                    at: segment.place, hint: "Take one \"in segment\" of the circle out.")
            }
        }
    }

    private static func chain(_ circle: [String]) -> String {
        (circle + circle.prefix(1)).joined(separator: " → ")
    }
}
