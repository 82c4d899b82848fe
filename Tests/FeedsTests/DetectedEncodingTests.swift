import Definitions
import Testing

@testable import Feeds

struct DetectedEncodingTests {
    private func decide(
        _ bytes: [UInt8], _ declared: String? = nil, locale: String = "zh-CN"
    ) -> String {
        var tally = TextTally()
        bytes.withUnsafeBufferPointer { tally.add($0) }
        tally.finish()
        let found = DetectedEncoding(
            tally, declared: declared.flatMap(TextEncoding.init(label:)), locale: locale)
        return "\(found.encoding.name): \(found.evidence)"
    }

    private static func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return isBigEndian ? pair.reversed() : pair
        }
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61, 0xE9], nil, "utf-8: byte order mark"),
            ([0xFF, 0xFE, 0x61, 0x00], "gb18030", "utf-16le: byte order mark"),
            ([0xFE, 0xFF, 0x00, 0x61], nil, "utf-16be: byte order mark"),
            ([0x84, 0x31, 0x95, 0x33], "windows-1252", "gb18030: byte order mark"),
            (utf16("姓名,年纪\n一,20\n"), nil, "utf-16le: every other byte is NUL, as in UTF-16"),
            (
                utf16("id,姓名\n1,一一一\n", isBigEndian: true), "utf-16",
                "utf-16be: every other byte is NUL, as in UTF-16"
            ),
            (Array("id\n1\n".utf8), "gb18030", "utf-8: nothing but ASCII"),
            (Array("id\n1\n".utf8), "utf-16", "utf-8: nothing but ASCII"),
            (Array("é".utf8), "gb18030", "utf-8: valid UTF-8, 1 non-ASCII character"),
            (
                Array(String(repeating: "书", count: 1204).utf8), "gb18030",
                "utf-8: valid UTF-8, 1,204 non-ASCII characters"
            ),
            (
                Array(repeating: 0x61, count: 5120) + [0xE9], nil,
                "gb18030: locale zh-CN: not UTF-8 at byte 5,121"
            ),
            ([0x61, 0xE9], "windows-1252", "windows-1252: declared; not UTF-8 at byte 2"),
            ([0x61, 0xE9], "utf-8", "utf-8: declared, but 1 faulty byte, at byte 2"),
        ] as [([UInt8], String?, String)])
    func `a file's encoding is decided with evidence`(
        bytes: [UInt8], declared: String?, expected: String
    ) {
        #expect(decide(bytes, declared) == expected)
    }

    @Test func `a few faulty bytes do not turn UTF-8 into another encoding`() {
        let good = Array("é é é é ".utf8)
        #expect(
            decide(good + [0xE9, 0x20, 0xE9], "windows-1252")
                == "utf-8: valid UTF-8, 4 non-ASCII characters, but 2 faulty bytes, the first at "
                + "byte 13")
        #expect(
            decide(good + [0xE9, 0x20, 0xE9, 0x20, 0xE9], "windows-1252")
                == "windows-1252: declared; not UTF-8 at byte 13")
    }

    @Test func `one byte at the end of a long file decides`() {
        let long = Array(repeating: UInt8(ascii: "a"), count: 3_000_000)
        #expect(decide(long) == "utf-8: nothing but ASCII")
        #expect(
            decide(long + [0xD5, 0xC5])
                == "gb18030: locale zh-CN: not UTF-8 at byte 3,000,001")
    }
}
