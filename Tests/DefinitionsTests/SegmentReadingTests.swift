import Testing

struct SegmentReadingTests {
    @Test(arguments: segments)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    static let segments: [Fault] = [
        Fault(
            "a segment without a condition",
            #"""
            job: a
            transform:
              segments:
                s: {guard: change at most 30%}
            """#,
            gives: #"""
                Jobs/a.yaml:4:9: the key "where" is missing
                  4 |     s: {guard: change at most 30%}
                    |         ^^^^^
                  Add it: where: orders >= 2
                """#),
        Fault(
            "a second segment of a name",
            #"""
            job: a
            transform:
              segments:
                s: orders >= 2
                s: orders >= 3
            """#,
            gives: #"""
                Jobs/a.yaml:5:5: the key "s" is written twice
                  5 |     s: orders >= 3
                    |     ^
                  The first is in line 4: keep one of them.
                """#),
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
                Jobs/a.yaml:4:5: the segment "s" uses itself: s → t → s
                  4 |     s: in segment t and orders >= 2
                    |     ^
                  Write one of them without in segment.

                Jobs/a.yaml:5:5: the segment "t" uses itself: t → s → t
                  5 |     t: not in segment s
                    |     ^
                  Write one of them without in segment.
                """#),
    ]
}
