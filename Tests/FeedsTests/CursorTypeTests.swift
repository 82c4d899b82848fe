import Testing

@testable import Feeds

struct CursorTypeTests {
    @Test(
        arguments: [
            (1184, "2026-11-21 08:30:00+00", "2026-11-21 08:30:00.1+00", true),
            (1184, "2026-11-21 08:30:00.12+00", "2026-11-21 08:30:00.123+00", true),
            (1184, "2026-11-21 08:30:00.1+00", "2026-11-21 08:30:00+00", false),
            (1114, "2026-11-21 08:30:00", "2026-11-21 08:30:00.1", true),
            (1184, "2026-11-21 08:30:00+00", "infinity", false),
            (1184, "", "-infinity", false), (1184, "", "0044-03-15 00:00:00+00 BC", false),
            (1082, "2026-11-21", "2026-11-22", true), (20, "9", "10", true), (23, "10", "9", false),
            (20, "-9223372036854775808", "-5", true), (1700, "9.5", "10.25", true),
            (1700, "1", "NaN", false), (701, "9.5", "1e+20", true), (701, "1", "Infinity", false),
        ] as [(UInt32, String, String, Bool)])
    func `the greater text means more`(type: UInt32, left: String, right: String, isLess: Bool) {
        #expect(CursorType(oid: type)?.isLess(left, right) == isLess)
    }

    @Test func `text is no cursor`() {
        #expect(CursorType(oid: 25) == nil)
    }
}
