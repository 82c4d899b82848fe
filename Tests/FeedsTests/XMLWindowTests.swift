import Testing

@testable import Feeds

struct XMLWindowTests {
    @Test func `a record's bytes are there across the pieces that it spans`() {
        let window = XMLWindow()
        let stream = (0..<100).map { UInt8($0) }
        for start in stride(from: 0, to: 100, by: 7) {
            stream[start..<min(start + 7, 100)].withUnsafeBytes { piece in
                window.enter(piece)
                if start > 21 {
                    #expect(window.bytes(20..<window.end) == Array(stream[20..<window.end]))
                }
                window.leave(from: min(20, window.end))
            }
        }
    }

    @Test func `only the first bytes of a long record are kept, and what came before is gone`() {
        let window = XMLWindow()
        let piece = [UInt8](repeating: 7, count: 50_000)
        for _ in 0..<4 {
            piece.withUnsafeBytes { piece in
                window.enter(piece)
                window.leave(from: 10_000)
            }
        }
        #expect(window.bytes(10_000..<200_000)?.count == 65_536)
        #expect(window.bytes(9_999..<20_000) == nil)
    }
}
