import Testing

@testable import Feeds

struct TextTallyTests {
    private func tally(_ bytes: [UInt8], pieces: Int = .max) -> TextTally {
        var tally = TextTally()
        var start = 0
        while start < bytes.count {
            let end = start + min(pieces, bytes.count - start)
            Array(bytes[start..<end]).withUnsafeBufferPointer { tally.add($0) }
            start = end
        }
        tally.finish()
        return tally
    }

    @Test(
        arguments: [
            ([], 0, 0, nil),
            (Array("abcdefghijklmnop".utf8), 0, 0, nil),
            (Array("é一📚".utf8), 3, 0, nil),
            (Array("aaaaaaaaé".utf8) + [0xE9], 1, 1, 10),
            // A character cut off at the end, an overlong form, half a surrogate pair.
            ([0x61, 0xE4, 0xB8], 0, 2, 1),
            ([0xC0, 0x80, 0xE0, 0x80, 0x80], 0, 5, 0),
            ([0xED, 0xA0, 0x80, 0x41], 0, 3, 0),
            // The lead byte of a character before another character.
            ([0xE4, 0xC3, 0xA9], 1, 1, 0),
            // "联通" in GBK is UTF-8 by chance.
            ([0xC1, 0xAA, 0xCD, 0xA8], 1, 2, 0),
        ] as [([UInt8], Int, Int, Int?)])
    func `characters and faults are counted, whatever the chunks`(
        bytes: [UInt8], characters: Int, faults: Int, first: Int?
    ) {
        let whole = tally(bytes)
        #expect(whole.characters == characters)
        #expect(whole.faults == faults)
        #expect(whole.firstFault == first)
        #expect(whole.count == bytes.count)
        for size in 1...7 { #expect(tally(bytes, pieces: size) == whole) }
    }

    @Test func `NULs are counted by side`() {
        let tally = tally([0x61, 0, 0x62, 0, 0, 0x4E])
        #expect(tally.oddNULs == 2)
        #expect(tally.evenNULs == 1)
        #expect(tally.sampled == 6)
        #expect(tally.first == [0x61, 0, 0x62, 0])
    }
}
