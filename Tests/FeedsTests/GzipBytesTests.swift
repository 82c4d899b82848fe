import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

struct GzipBytesTests {
    private let ids = PackedSample.rows.map(String.init)

    @Test func `a gzip file is read as what is in it`() async throws {
        let loaded = try await PackedSample.load(
            PackedSample.gzip(PackedSample.text), as: "orders.csv.gz")
        #expect(loaded.column("product_id", of: .products) == ids)
        #expect(loaded.column("byte_offset", of: .products).prefix(2) == ["9", "21"])
    }

    @Test func `members one after another are one file`() async throws {
        let packed = try PackedSample.pack(
            PackedSample.text,
            "for i in range(0, len(data), 65537): out.write(gzip.compress(data[i:i+65537]))")
        let loaded = try await PackedSample.load(packed, as: "orders.csv.GZ")
        #expect(loaded.column("product_id", of: .products) == ids)
    }

    @Test func `a header with a name, a comment and a checksum is passed over`() async throws {
        let packed = try PackedSample.pack(
            PackedSample.text,
            """
            head = b"\\x1f\\x8b\\x08\\x1e\\0\\0\\0\\0\\0\\xff" + b"\\x04\\0abcd" + b"o.csv\\0" + b"c\\0"
            body = zlib.compressobj(9, zlib.DEFLATED, -15)
            out.write(head + struct.pack("<H", zlib.crc32(head) & 0xFFFF))
            out.write(body.compress(data) + body.flush())
            out.write(struct.pack("<II", zlib.crc32(data), len(data)))
            """)
        let loaded = try await PackedSample.load(packed, as: "orders.csv.gz")
        #expect(loaded.column("product_id", of: .products) == ids)
    }

    @Test func `a file made to fill disks is refused once it shows`() throws {
        let zeros = try PackedSample.gzip([UInt8](repeating: 0, count: 4 << 20))
        let sample = try FeedSample()
        try sample.write("o.csv.gz", zeros)
        // Of less than what is free nobody asks how it was packed.
        #expect(try unpacked(sample, free: 4 << 20).get().count == 4 << 20)
        guard case .failure(let problem) = try unpacked(sample, free: 1 << 20) else {
            Issue.record("it was unpacked")
            return
        }
        #expect(
            problem.text == "o.csv.gz: o.csv.gz unpacks to more than 200 times its size\n"
                + "  Files that small that hold more than a gigabyte are made to fill disks. "
                + "If it is a real feed, have it sent in parts, or unpacked.")
        // Real text may shrink to a fiftieth.
        let rows = (0..<40_000).flatMap { Array("\($0 / 2),Book\n".utf8) }
        try sample.write("o.csv.gz", PackedSample.gzip(rows))
        #expect(try unpacked(sample, free: 1 << 16).get() == rows)
    }

    /// What comes out of a file, if it is not refused.
    private func unpacked(_ sample: FeedSample, free: Int) throws
        -> Swift.Result<
            [UInt8], Problem
        >
    {
        let path = sample.folder.appending(path: "o.csv.gz").path
        let bytes = UnpackedBytes(
            try GzipBytes(FileBytes(path: path, name: "o.csv.gz"), name: "o.csv.gz"),
            name: "o.csv.gz", free: free)
        var all: [UInt8] = []
        do {
            try bytes.forEachChunk { all += $0 }
        } catch let problem as Problem {
            return .failure(problem)
        }
        return .success(all)
    }

    @Test
    func `a row of a packed file that is set aside keeps its bytes and its place in the text`()
        async throws
    {
        var text = PackedSample.text
        let start = text.count
        text += Array("x\n".utf8) + Array("y,caf".utf8) + [0xE9, 0x0A]
        let loaded = try await PackedSample.load(PackedSample.gzip(text), as: "o.csv.gz")
        #expect(
            loaded.reasons == [
                "20002: -: 1 field where 2 are expected",
                "20003: title: not valid UTF-8 at byte 4 of the value",
            ])
        #expect(loaded.rejects.map(\.byteOffset) == [start, start + 2])
        #expect(loaded.rejects.map(\.raw) == [[0x78], [0x79, 0x2C, 0x63, 0x61, 0x66, 0xE9]])
    }

    @Test func `a packed file may be in another encoding`() async throws {
        var text = Array("id,title\n".utf8)
        for number in PackedSample.rows {
            text += Array("\(number),".utf8) + [0x81, 0x5C, 0x0A]
        }
        let start = text.count
        text += [0x78, 0x2C, 0xB5, 0x0A]
        let loaded = try await PackedSample.load(
            PackedSample.gzip(text), as: "o.csv.gz", locale: "zh-CN")
        #expect(Set(loaded.column("title", of: .products)) == ["乗"])
        #expect(loaded.accepted == PackedSample.rows.count)
        #expect(loaded.reasons == ["20002: title: not valid GB18030 at byte 1 of the value"])
        #expect(loaded.rejects.first?.byteOffset == start)
        #expect(loaded.rejects.first?.raw == [0x78, 0x2C, 0xB5])
    }

    private static let sentAgain =
        "Nothing of the feed was taken over: have the file sent again."

    @Test func `a file that was cut off is refused, wherever it was`() async throws {
        let packed = try PackedSample.gzip(PackedSample.text)
        for count in [3, 9, 10, 11, packed.count / 2, packed.count - 8, packed.count - 1] {
            #expect(
                await PackedSample.refusal(Array(packed.prefix(count)), as: "o.csv.gz")
                    == "o.csv.gz: o.csv.gz ends too early\n  It was cut off on its way. "
                    + Self.sentAgain)
        }
    }

    @Test func `a wrong checksum, a wrong length and garbage are refused`() async throws {
        let packed = try PackedSample.gzip(PackedSample.text)
        let last = packed.count
        for (index, cause) in [
            (last - 8, "incorrect data check"), (last - 1, "incorrect length check"),
        ] {
            var damaged = packed
            damaged[index] ^= 1
            #expect(
                await PackedSample.refusal(damaged, as: "o.csv.gz")
                    == "o.csv.gz: o.csv.gz is damaged\n  Cause: \(cause)\n"
                    + "  What it unpacks to is not what was packed. \(Self.sentAgain)")
        }
        for garbage: [UInt8] in [[0], [0x1F], [0x1F, 0x8A, 0], Array("id,title\n".utf8)] {
            #expect(
                await PackedSample.refusal(packed + garbage, as: "o.csv.gz")
                    == "o.csv.gz: o.csv.gz goes on behind its end with what is no gzip\n  "
                    + Self.sentAgain)
        }
        #expect(
            await PackedSample.refusal(packed + [0x1F, 0x8B], as: "o.csv.gz")
                == "o.csv.gz: o.csv.gz ends too early\n  It was cut off on its way. "
                + Self.sentAgain)
    }

    @Test func `a file that only has the name is refused`() async {
        #expect(
            await PackedSample.refusal(Array("id,title\n1,a\n".utf8), as: "o.csv.gz")
                == "o.csv.gz: o.csv.gz is not a gzip file\n  Its name says so, its bytes do not. "
                + "Ask its sender for a whole file, or name it by what it is.")
        #expect(
            await PackedSample.refusal([], as: "o.csv.gz").hasPrefix(
                "o.csv.gz: o.csv.gz is empty\n"))
    }

    @Test func `a packed file of nothing is an empty feed`() async throws {
        #expect(
            await PackedSample.refusal(try PackedSample.gzip([]), as: "o.csv.gz").hasPrefix(
                "o.csv.gz: o.csv.gz is empty\n"))
    }
}
