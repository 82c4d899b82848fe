import Testing

struct SegmentCirclesTests {
    @Test(arguments: circles)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let circles: [Fault] = [
        Fault(
            "a segment of itself",
            #"""
            job: a
            transform:
              segments:
                s: in segment t and orders >= 2
                t: not in segment s
            """#,
            gives: #"""
            Jobs/a.yaml:4:5: the segment "s" is defined by itself: s → t → s
              4 |     s: in segment t and orders >= 2
                |     ^
              Take one "in segment" of the circle out.
            """#),
    ]
}
