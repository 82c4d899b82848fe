import Definitions
import Feeds
import Testing

struct ZipBytesTests {
    private let ids = PackedSample.rows.map(String.init)
    private static let sentAgain =
        "Nothing of the feed was taken over: have the file sent again."

    private func damaged(_ cause: String, _ name: String = "o.csv.zip") -> String {
        "\(name): \(name) is damaged\n  Cause: \(cause)\n"
            + "  What it unpacks to is not what was packed. \(Self.sentAgain)"
    }

    @Test(arguments: ["ZIP_DEFLATED", "ZIP_STORED"])
    func `the one file of a zip file is read, packed or stored`(method: String) async throws {
        let packed = try PackedSample.zip(PackedSample.text, method: method)
        let loaded = try await PackedSample.load(packed, as: "orders.csv.zip")
        #expect(loaded.column("product_id", of: .products) == ids)
    }

    @Test func `a file of several is read by its path`() async throws {
        let packed = try PackedSample.zip(
            PackedSample.text,
            ["docs/", "docs/read.me", "orders.csv", "__MACOSX/._orders.csv", ".DS_Store"])
        let loaded = try await PackedSample.load(
            packed, as: "2026/export.zip/orders.csv", file: "2026/export.zip")
        #expect(loaded.column("product_id", of: .products) == ids)
        #expect(
            await PackedSample.refusal(packed, as: "orders.csv.zip")
                == "orders.csv.zip: orders.csv.zip holds 2 files, and nothing says which one is "
                + "meant\n  Name it behind the zip file's name, as orders.csv.zip/docs/read.me.")
        #expect(
            await PackedSample.refusal(packed, as: "e.zip/order.csv", file: "e.zip")
                == "e.zip/order.csv: e.zip/order.csv is not in the zip file\n"
                + "  Did you mean \"orders.csv\"?")
    }

    @Test(arguments: ["export.zip", "export.zip/2026/orders.csv.gz"])
    func `a gzip file in a zip file is unpacked too`(name: String) async throws {
        let packed = try PackedSample.zip(
            PackedSample.gzip(PackedSample.text), ["2026/orders.csv.gz"])
        let loaded = try await PackedSample.load(packed, as: name, file: "export.zip")
        #expect(loaded.column("product_id", of: .products) == ids)
        let plain = try PackedSample.zip(PackedSample.text, ["orders.csv.gz"])
        #expect(
            await PackedSample.refusal(plain, as: "export.zip")
                == "export.zip: export.zip is not a gzip file\n  Its name says so, its bytes do not. "
                + "Ask its sender for a whole file, or name it by what it is.")
    }

    @Test func `what other systems add is no second file`() async throws {
        let packed = try PackedSample.zip(
            PackedSample.text, ["a/", "a/orders.csv", "__MACOSX/a/._orders.csv", "a/.DS_Store"])
        let loaded = try await PackedSample.load(packed, as: "orders.csv.zip")
        #expect(loaded.accepted == ids.count)
    }

    @Test func `sizes behind the data, a comment and bytes before the first file are read`()
        async throws
    {
        let packed = try PackedSample.pack(
            PackedSample.text,
            """
            class Pipe:
                def write(self, b): return out.write(b)
                def flush(self): pass
            out.write(b"#!/bin/sh\\n")
            with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as z:
                with z.open("o.csv", "w", force_zip64=True) as f: f.write(data)
                z.comment = b"PK\\x05\\x06 is no end"
            # The pipe counts from its own beginning.
            bytes = out.getvalue()[10:]
            out.seek(0); out.truncate(); out.write(bytes)
            """)
        let loaded = try await PackedSample.load(packed, as: "o.csv.zip")
        #expect(loaded.column("product_id", of: .products) == ids)
    }

    @Test func `zip64 is read`() async throws {
        let packed = try PackedSample.pack(
            PackedSample.text,
            """
            zipfile.ZIP64_LIMIT = 100
            zipfile.ZIP_FILECOUNT_LIMIT = 0
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z: z.writestr("o.csv", data)
            """)
        // The end record's locator is there.
        #expect(packed.suffix(42).prefix(4) == [0x50, 0x4B, 0x06, 0x07])
        let loaded = try await PackedSample.load(packed, as: "o.csv.zip")
        #expect(loaded.column("product_id", of: .products) == ids)
    }

    @Test func `a wrong checksum is refused, and nothing was handed out before`() async throws {
        let stored = try PackedSample.zip(PackedSample.text, method: "ZIP_STORED")
        var bytes = stored
        bytes[5000] ^= 1
        let crc = "its CRC is not the one that its directory tells"
        #expect(await PackedSample.refusal(bytes, as: "o.csv.zip") == damaged(crc))
    }

    @Test func `a length that is not the directory's is refused`() async throws {
        let length = "its length is not the one that its directory tells"
        for (shift, field) in [(1, 24), (-1, 24), (-3, 20)] {
            let packed = try PackedSample.pack(
                PackedSample.text,
                """
                with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
                    z.writestr("o.csv", data)
                b = bytearray(out.getvalue())
                at = b.index(b"PK\\x01\\x02") + \(field)
                struct.pack_into("<I", b, at, struct.unpack_from("<I", b, at)[0] + \(shift))
                out.seek(0); out.write(b)
                """)
            #expect(await PackedSample.refusal(packed, as: "o.csv.zip") == damaged(length))
        }
    }

    @Test func `a file that was cut off is refused, wherever it was`() async throws {
        let packed = try PackedSample.zip(PackedSample.text)
        for count in [4, 30, packed.count / 2, packed.count - 22, packed.count - 1] {
            #expect(
                await PackedSample.refusal(Array(packed.prefix(count)), as: "o.csv.zip")
                    == "o.csv.zip: o.csv.zip ends too early\n  It was cut off on its way. "
                    + Self.sentAgain)
        }
        // The end is there, what it leads to is not.
        #expect(
            await PackedSample.refusal(Array(packed.dropFirst(1000)), as: "o.csv.zip")
                == damaged("its directory does not fit the file"))
        #expect(
            await PackedSample.refusal(Array(packed.suffix(22)), as: "o.csv.zip")
                == damaged("its directory does not fit the file"))
    }

    @Test func `locked files and other methods are refused`() async throws {
        let locked = try PackedSample.pack(
            PackedSample.text,
            """
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z: z.writestr("o.csv", data)
            b = bytearray(out.getvalue())
            b[b.index(b"PK\\x01\\x02") + 8] |= 1
            out.seek(0); out.write(b)
            """)
        #expect(
            await PackedSample.refusal(locked, as: "o.csv.zip")
                == "o.csv.zip: o.csv.zip is locked with a password\n  Have it sent without one: "
                + "protect its way by SFTP or HTTPS instead.")
        for (method, name) in [("ZIP_BZIP2", "bzip2"), ("ZIP_LZMA", "LZMA")] {
            let packed = try PackedSample.zip(PackedSample.text, method: method)
            #expect(
                await PackedSample.refusal(packed, as: "o.csv.zip")
                    == "o.csv.zip: o.csv.zip is packed with \(name), which is not supported\n"
                    + "  Have it packed as ordinary zip (deflate), or as .gz.")
        }
    }

    @Test func `what is no zip file, and one of nothing, is refused`() async throws {
        #expect(
            await PackedSample.refusal(Array("id,title\n1,a\n".utf8), as: "o.csv.zip")
                == "o.csv.zip: o.csv.zip is not a zip file\n  Its name says so, its bytes do not. "
                + "Ask its sender for a whole file, or name it by what it is.")
        #expect(
            await PackedSample.refusal(try PackedSample.zip([], ["a/"]), as: "o.csv.zip")
                == "o.csv.zip: o.csv.zip holds no file\n"
                + "  Look whether its sender packed it when there was nothing to send.")
    }
}
