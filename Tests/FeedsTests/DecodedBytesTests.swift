import Definitions
import Problems
import Testing

@testable import Feeds

struct DecodedBytesTests {
    /// Bytes in memory, handed out in pieces of a size.
    private final class Pieces: FeedBytes {
        private let all: [UInt8]
        private var position = 0
        private var released = 0
        var readCount: Int { position }

        init(_ bytes: [UInt8]) { all = bytes }

        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = min(buffer.count, all.count - position)
            buffer.copyBytes(from: all[position..<position + count])
            position += count
            return count
        }

        func bytes(at offset: Int, count: Int) -> [UInt8] {
            offset < released ? [] : Array(all[offset..<min(position, offset + count)])
        }

        func release(before offset: Int) { released = max(released, offset) }
    }

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { index in
            UInt8(hex.dropFirst(index).prefix(2), radix: 16)
        }
    }

    private func decoded(_ bytes: [UInt8], _ label: String, chunk: Int = 1 << 16) throws -> [UInt8]
    {
        let encoding = try #require(TextEncoding(label: label))
        let stream = try DecodedBytes(Pieces(bytes), encoding: encoding, from: 0, chunk: chunk)
        var all: [UInt8] = []
        try Pieces.drain(stream) { all += $0 }
        return all
    }

    // Written by Python's codecs of the same names.
    @Test(
        arguments: [
            ("gb18030", "订单|\\@~䶮€𠀀ＡＢ", "b6a9b5a57c5c407efe9fa2e395328236a3c1a3c2"),
            ("gbk", "丂乣乹亅", "814081608171817c"),
            ("gb2312", "战争与和平", "d5bdd5f9d3ebbacdc6bd"),
            ("big5", "許功蓋|\\淚", "b35ca55cbb5c7c5cb25c"),
            ("shift_jis", "表ソ能|\\ｱｲ①髙", "955c835c945c7c5cb1b28740eee0"),
            ("euc-jp", "日本語ｱ丂", "c6fccbdcb8ec8eb18fb0a1"),
            ("euc-kr", "서울똠방각하", "bcadbfef8c63b9e6b0a2c7cf"),
            ("windows-1250", "Žluťoučký kůň €", "8e6c759d6f75e86bfd206bf9f22080"),
            ("windows-1251", "Война и мир №", "c2eee9ede020e820ece8f020b9"),
            ("windows-1252", "Café – 5 € “naïve”", "436166e920962035208020936e61ef766594"),
            ("windows-1253", "Αθήνα €", "c1e8deede12080"),
            ("windows-1254", "İstanbul Şişli ğ", "dd7374616e62756c20de69fe6c6920f0"),
            ("windows-1255", "שלום ₪", "f9ece5ed20a4"),
            ("windows-1256", "السلام گ", "c7e1d3e1c7e32090"),
            ("windows-1257", "Rīga Šiauliai ž", "52ee676120d06961756c69616920fe"),
            ("windows-1258", "Đà Nng", "d0e0204e6e67"),
            ("windows-874", "ราคา €", "c3d2a4d22080"),
            ("iso-8859-2", "Łódź", "a3f364bc"),
            ("iso-8859-3", "Ħ ġ", "a120f5"),
            ("iso-8859-4", "ĸ ŋ", "a220bf"),
            ("iso-8859-5", "Москва", "bcdee1dad2d0"),
            ("iso-8859-6", "سلام", "d3e4c7e5"),
            ("iso-8859-7", "Αθήνα", "c1e8deede1"),
            ("iso-8859-8", "שלום", "f9ece5ed"),
            ("iso-8859-10", "Ŋ đ", "af20b9"),
            ("iso-8859-13", "Ž ū", "de20fb"),
            ("iso-8859-14", "ŵ ŷ", "f020fe"),
            ("iso-8859-15", "10 € œuvre", "313020a420bd75767265"),
            ("iso-8859-16", "Ș ț €", "aa20fe20a4"),
            ("koi8-r", "Москва ╬", "edcfd3cbd7c120be"),
            ("koi8-u", "Київ ґ", "ebc9a7d720ad"),
            ("macintosh", "∆ é †", "c6208e20a0"),
            ("x-mac-cyrillic", "Москва €", "8ceef1eae2e020ff"),
            ("ibm866", "Москва ░", "8caee1aaa2a020b0"),
        ])
    func `every encoding is decoded as others wrote it`(
        label: String, text: String, hex: String
    ) throws {
        #expect(String(decoding: try decoded(bytes(hex), label), as: UTF8.self) == text)
    }

    @Test func `every encoding that a feed can declare is known to this machine`() throws {
        for encoding in TextEncoding.all where encoding != .utf8 {
            _ = try DecodedBytes(Pieces([]), encoding: encoding, from: 0)
        }
    }

    @Test(arguments: [8, 9, 10, 11, 13, 64])
    func `characters over the edges of chunks are whole`(chunk: Int) throws {
        let text = "乗亅a\u{2014}€䶮𠀀é\r\n12,\"x\"\n丂|"
        let gb: [UInt8] = bytes(
            "815c817c61a1aaa2e3fe9f95328236a8a60d0a31322c2278220a81407c")
        let many = (0..<50).flatMap { _ in gb }
        let expected = String(repeating: text, count: 50)
        #expect(
            String(decoding: try decoded(many, "gb18030", chunk: chunk), as: UTF8.self) == expected)
        let units = expected.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(
            String(decoding: try decoded(units, "utf-16be", chunk: chunk), as: UTF8.self)
                == expected)
    }

    @Test(
        arguments: [
            // A lead byte before ASCII is one fault, and the ASCII stays.
            ("gb18030", "d52c31", [0xFF, 0x2C, 0x31]),
            ("gb18030", "610aff0a62", [0x61, 0x0A, 0xFF, 0x0A, 0x62]),
            ("gb18030", "8130", [0xFF, 0x30]),
            ("gb18030", "d5", [0xFF]),
            ("gb18030", "00d500", [0x00, 0xFF, 0x00]),
            ("windows-1252", "0081", [0x00, 0xFF]),
            ("gb18030", "e3329a35", [0xF4, 0x8F, 0xBF, 0xBF]),
            ("gb18030", "e3329a36", [0xFF, 0x32, 0xFF, 0x36]),
            ("shift_jis", "fd2281", [0xFF, 0x22, 0xFF]),
            ("shift_jis", "81ad2c", [0xFF, 0x2C]),
            ("big5", "80a440", [0xFF, 0xE4, 0xB8, 0x80]),
            ("euc-jp", "8fa2", [0xFF]),
            ("euc-kr", "b00d0a", [0xFF, 0x0D, 0x0A]),
            ("windows-1252", "8141", [0xFF, 0x41]),
            ("utf-16le", "3dd841000041", [0xFF, 0x41, 0xE4, 0x84, 0x80]),
            ("utf-16le", "00dc4100", [0xFF, 0x41]),
            ("utf-16le", "41003d", [0x41, 0xFF]),
        ] as [(String, String, [UInt8])])
    func `what is no character is one byte that UTF-8 does not have`(
        label: String, hex: String, expected: [UInt8]
    ) throws {
        #expect(try decoded(bytes(hex), label) == expected)
    }

    @Test(arguments: [8, 13, 1 << 16])
    func `offsets lead back to the bytes that were decoded`(chunk: Int) throws {
        let source = Pieces(bytes("84319533d55c7c0ab6a90d0ad532823661820d620a63"))
        _ = source.read(into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
        let encoding = TextEncoding.gb18030
        var mark = [UInt8](repeating: 0, count: 4)
        _ = mark.withUnsafeMutableBytes { source.read(into: $0) }
        let stream = try DecodedBytes(source, encoding: encoding, from: 4, chunk: chunk)
        var all: [UInt8] = []
        try Pieces.drain(stream) { all += $0 }
        let lines = all.indices.filter { all[$0] == 0x0A || all[$0] == 0x0D }.map { $0 + 1 }
        #expect(lines.map { stream.sourceOffset(of: $0) } == [8, 11, 12, 19, 21])
        #expect(stream.sourceOffset(of: all.count) == 22)
        #expect(stream.sourceCount(of: 3, from: 4) == 2)
    }
}

extension FeedBytes {
    /// Reads a stream to its end, in bites of an odd size.
    fileprivate static func drain(
        _ stream: any ByteStream, _ body: ([UInt8]) -> Void
    ) throws {
        while true {
            var buffer = [UInt8](repeating: 0, count: 77)
            let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
            body(Array(buffer[..<count]))
            if count < buffer.count { return }
        }
    }
}
