import Testing

@testable import Definitions

struct CirclesTests {
    @Test(
        arguments: [
            ([:], []),
            (["a": ["b"], "b": ["c"]], []),
            (["a": ["a"]], [["a"]]),
            (["b": ["c"], "c": ["a"], "a": ["b"]], [["a", "b", "c"]]),
            (["a": ["b"], "b": ["a", "c"], "c": ["c"]], [["a", "b"], ["c"]]),
            (["x": ["a"], "a": ["b"], "b": ["a"]], [["a", "b"]]),
            (["a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []], []),
        ] as [([String: [String]], [[String]])])
    func `each circle is found once`(edges: [String: [String]], circles: [[String]]) {
        #expect(Circles.all(in: edges) == circles)
    }
}
