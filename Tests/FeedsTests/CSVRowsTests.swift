import Definitions
import Feeds
import Foundation
import Problems
import TestKit
import Testing

struct CSVRowsTests {
    private func ids(
        _ text: some Sequence<UInt8>, _ format: CSVFormat = CSVFormat(),
        _ fields: [(String, String)] = [("id", "id"), ("title", "title")]
    ) async throws -> Loaded {
        try await FeedSample.csv(.products, text, format, map: FeedSample.map(fields))
    }

    @Test func `a row is written with its line, its byte offset and the columns that are mapped`()
        async throws
    {
        let loaded = try await ids("id,title\n001,Emma\n\"2\",\"a\tb\\c\nd\"\n3,\n".utf8)
        #expect(loaded.columns == ["line", "byte_offset", "product_id", "title"])
        #expect(
            loaded.rows == [
                ["2", "9", "001", "Emma"], ["3", "18", "2", "a\tb\\c\nd"], ["5", "32", "3", "\\N"],
            ])
    }

    @Test
    func `a ragged row is a reject that names both counts, surplus empty fields are let pass`()
        async throws
    {
        let loaded = try await ids("id,title\n1\n2,b,c\n3,c,,\n,\n\n4,d\n".utf8)
        #expect(
            loaded.reasons == [
                "2: -: 1 field where 2 are expected", "3: -: 3 fields where 2 are expected",
            ])
        #expect(loaded.column("product_id", of: .products) == ["3", "4"])
        #expect(loaded.column("line", of: .products) == ["4", "7"])
        #expect(loaded.read == 4)
        #expect(
            loaded.rejects[1]
                == Reject(
                    file: "f.csv", line: 3, byteOffset: 11, column: nil,
                    reason: "3 fields where 2 are expected", raw: Array("2,b,c".utf8)))
    }

    @Test func `a quote that is never closed costs one line`() async throws {
        let loaded = try await ids("id,title\n1,\"open\n2,\"shut\"\n3,c\n4,\"open\n".utf8)
        #expect(
            loaded.reasons == [
                "2: -: text follows a closing quote",
                "5: -: a quote that is opened here is never closed",
            ])
        #expect(loaded.column("product_id", of: .products) == ["2", "3"])
        #expect(
            loaded.rejects.map { String(decoding: $0.raw, as: UTF8.self) }
                == ["1,\"open", "4,\"open"])
    }

    @Test func `invalid UTF-8 is a reject with its column, in columns that are mapped`()
        async throws
    {
        let bytes =
            Array("id,title,x\n1,caf".utf8) + [0xE9] + Array(",\n2,ok,".utf8) + [0xFF]
            + Array("\n".utf8)
        let loaded = try await ids(bytes, CSVFormat(encoding: .utf8))
        #expect(loaded.reasons == ["2: title: not valid UTF-8 at byte 4 of the value"])
        #expect(loaded.rejects.first?.byteOffset == 11)
        #expect(loaded.column("product_id", of: .products) == ["2"])
    }

    @Test(arguments: [false, true])
    func `UTF-16 is read, and offsets are those of the file`(isBigEndian: Bool) async throws {
        let mark: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        let text = "id,title\n一,📚 a\n2,\"b\n\"\n3,c\n"
        let bytes = text.utf16.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? pair : pair.reversed()
        }
        for prefix in [mark, []] {
            let loaded = try await ids(prefix + bytes)
            #expect(loaded.column("title", of: .products) == ["📚 a", "b", "c"])
            let start = prefix.count
            #expect(
                loaded.column("byte_offset", of: .products)
                    == [start + 18, start + 32, start + 46].map(String.init))
            #expect(loaded.column("line", of: .products) == ["2", "3", "5"])
        }
    }

    @Test func `half a surrogate is a reject`() async throws {
        let units: [UInt16] = Array("id,title\n1,".utf16) + [0xD83D] + Array("\n2,b\n".utf16)
        let bytes: [UInt8] =
            [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
        let loaded = try await ids(bytes)
        #expect(loaded.reasons == ["2: title: not valid UTF-16 at byte 1 of the value"])
        #expect(loaded.rejects.first?.byteOffset == 20)
        #expect(loaded.rejects.first?.raw == [0x31, 0, 0x2C, 0, 0x3D, 0xD8])
        #expect(loaded.column("product_id", of: .products) == ["2"])
    }

    @Test(arguments: [
        "id|title|x\n乗|亅|\n2|é丂|亊\n", "id,title\r\n丏,\"亅,\"\"乗\"\"\r\n\"\r\n3,丂|\r\n",
    ])
    func `GBK whose second bytes are delimiters and backslashes is split where it should be`(
        text: String
    ) async throws {
        // 亅 is 81 7C, 乗 81 5C, 丂 81 40, 丏 81 44, 亊 81 7E: bar, backslash and at sign, as ASCII.
        let doubles: [Character: [UInt8]] = [
            "亅": [0x81, 0x7C], "乗": [0x81, 0x5C], "丂": [0x81, 0x40], "丏": [0x81, 0x44],
            "亊": [0x81, 0x7E], "é": [0xA8, 0xA6], "\r\n": [0x0D, 0x0A],
        ]
        let bytes = text.flatMap { doubles[$0] ?? Array(String($0).utf8) }
        let loaded = try await ids(bytes, CSVFormat(encoding: .gb18030))
        let plain = try await ids(text.utf8)
        #expect(loaded.rejects.isEmpty)
        #expect(
            loaded.column("product_id", of: .products) == plain.column("product_id", of: .products))
        #expect(loaded.column("title", of: .products) == plain.column("title", of: .products))
        #expect(loaded.column("line", of: .products) == plain.column("line", of: .products))
        let starts = loaded.column("byte_offset", of: .products).compactMap { Int($0) }
        #expect(starts.allSatisfy { bytes[$0 - 1] == 0x0A })
        #expect(starts.count == 2)
    }

    @Test func `an undecodable byte is a reject with its column, its place and its own bytes`()
        async throws
    {
        let head = Array("id,title,x\n".utf8)
        // 乗 81 5C, a lone lead byte; then one in a column that nobody reads.
        let bad: [UInt8] = [0x31, 0x2C, 0x22, 0x81, 0x5C, 0x22, 0x22, 0xD5, 0x20, 0x22, 0x2C]
        let good: [UInt8] = [0x32, 0x2C, 0x81, 0x5C, 0x2C, 0xFF]
        let loaded = try await ids(
            head + bad + [0x0D, 0x0A] + good + [0x0A], CSVFormat(encoding: .gb18030))
        #expect(
            loaded.rejects == [
                Reject(
                    file: "f.csv", line: 2, byteOffset: 11, column: "title",
                    reason: "not valid GB18030 at byte 4 of the value", raw: bad)
            ])
        #expect(loaded.column("title", of: .products) == ["乗"])
        #expect(loaded.column("byte_offset", of: .products) == ["24"])
        #expect(loaded.balance == "2 = 1 + 0 + 1")
    }

    @Test func `a ragged row of another encoding keeps its own bytes`() async throws {
        let loaded = try await ids(
            Array("id,title\n1,a\n".utf8) + [0xE9, 0x0D, 0x0A] + Array("2,b\n".utf8),
            CSVFormat(encoding: TextEncoding(label: "latin1")))
        #expect(loaded.reasons == ["3: -: 1 field where 2 are expected"])
        #expect(loaded.rejects.first?.raw == [0xE9])
        #expect(loaded.rejects.first?.byteOffset == 13)
        #expect(loaded.column("byte_offset", of: .products) == ["9", "16"])
    }

    @Test func `without a declared encoding the workspace's locale decides`() async throws {
        let bytes = Array("id,title\n1,".utf8) + [0xD5, 0xC5, 0xCE, 0xB0] + Array("\n".utf8)
        for (locale, title) in [("zh-CN", "张伟"), ("en", "ÕÅÎ°"), ("ru", "ХЕО°")] {
            let loaded = try await FeedSample.csv(
                .products, bytes, map: FeedSample.map([("id", "id"), ("title", "title")]),
                locale: locale)
            #expect(loaded.column("title", of: .products) == [title])
        }
    }

    @Test func `rows of another encoding across the edges of buffers keep their offsets`()
        async throws
    {
        var bytes = Array("id,title\n".utf8)
        var starts: [String] = []
        for number in 1...6000 {
            starts.append(String(bytes.count))
            bytes += Array("\(number),\"".utf8)
            for _ in 0..<(number % 67) {
                bytes += [0x81, 0x7C, 0x95, 0x34, 0xB2, 0x35, 0x0D, 0x0A]
            }
            bytes += number % 1000 == 0 ? [0x81, 0x22, 0x0A] : [0x22, 0x0A]
        }
        let loaded = try await ids(bytes, CSVFormat(encoding: .gb18030))
        let rejected = starts.indices.filter { $0 % 1000 == 999 }
        #expect(
            loaded.rejects.map { $0.byteOffset.map(String.init) } == rejected.map { starts[$0] })
        #expect(
            loaded.reasons.map { $0.split(separator: ": ").last }
                == rejected.map { index in
                    "not valid GB18030 at byte \((index + 1) % 67 * 8 + 1) of the value"
                })
        #expect(
            loaded.column("byte_offset", of: .products)
                == starts.indices.filter { $0 % 1000 != 999 }.map { starts[$0] })
    }

    @Test(
        arguments: [
            "id,title\n1,a;b\n", "id;title\n1;a,b\n", "id\ttitle\n1\ta;b,c\n", "id|title\n1|a,b\n",
            "sep=;\nid;title\n1;a\n", "\"id\",\"title\"\n\"1\",\"x;y;z\"\n",
        ])
    func `the delimiter is detected`(text: String) async throws {
        let loaded = try await ids(text.utf8)
        #expect(loaded.column("product_id", of: .products) == ["1"])
        #expect(loaded.rejects.isEmpty)
    }

    @Test func `files without a header, with a preamble and with runs of blanks are read`()
        async throws
    {
        let format = CSVFormat(delimiter: .blanks, hasHeader: false, skipLines: 2)
        let loaded = try await ids(
            "made by\r\nsomebody\r\n  1  Emma\r\n 02   Persuasion \r\n".utf8, format,
            [("id", "1"), ("title", "2")])
        #expect(loaded.column("product_id", of: .products) == ["1", "02"])
        #expect(loaded.column("line", of: .products) == ["3", "4"])
        #expect(loaded.column("byte_offset", of: .products) == ["19", "30"])
    }

    @Test func `spellings of nothing are nothing`() async throws {
        let loaded = try await ids(
            "id,title\n1,NULL\n2, n/a \nNULL,c\n".utf8, CSVFormat(nulls: ["NULL", "n/a"]))
        #expect(loaded.column("title", of: .products) == ["\\N", "\\N"])
        #expect(loaded.reasons == ["4: id: no value"])
    }

    @Test func `a byte order mark is no part of the first column's name`() async throws {
        let loaded = try await ids([0xEF, 0xBB, 0xBF] + Array("id,title\n1,a\n".utf8))
        #expect(loaded.column("byte_offset", of: .products) == ["12"])
    }

    @Test func `a header alone is no row`() async throws {
        let loaded = try await ids("id,title\n".utf8)
        #expect(loaded.read == 0)
        #expect(loaded.rows.isEmpty)
    }

    @Test(
        arguments: [
            (
                "", CSVFormat(),
                "f.csv: f.csv is empty\n  Not even a header is there: the file was cut off or "
                    + "never written. Yesterday's data stay in force."
            ),
            (
                "id,titel\n1,a\n", CSVFormat(),
                "Jobs/nightly.yaml:7:3: column \"title\" is not in f.csv\n  Did you mean \"titel\"?"
            ),
            (
                "id,title,title\n1,a,b\n", CSVFormat(),
                "f.csv:1: column \"title\" stands twice in f.csv\n"
                    + "  Give each column a name of its own."
            ),
            (
                "x:y\n1:2\n", CSVFormat(),
                "Jobs/nightly.yaml:7:3: column \"id\" is not in f.csv\n"
                    + "  The header is one column when parted by \",\": check the delimiter.\n\n"
                    + "Jobs/nightly.yaml:7:3: column \"title\" is not in f.csv\n"
                    + "  The header is one column when parted by \",\": check the delimiter."
            ),
            (
                "id,title\n", CSVFormat(skipLines: 3),
                "f.csv:2: f.csv has no header\n"
                    + "  Send the file with a header, or say csv: {header: false}."
            ),
        ])
    func `a file that cannot be read says why`(
        text: String, format: CSVFormat, expected: String
    ) async {
        let problems = await FeedSample.problems { _ = try await ids(text.utf8, format) }
        #expect(problems.map(\.text).joined(separator: "\n\n") == expected)
    }

    @Test func `rows across the edges of the buffer are whole, and the balance closes`()
        async throws
    {
        var text = "id,title\n"
        var titles: [String] = []
        for number in 1...4000 {
            let title = String(repeating: "é\"\n,", count: number % 97)
            titles.append(title)
            text += "\(number),\"\(title.replacing("\"", with: "\"\""))x\"\r\n"
        }
        let loaded = try await ids(text.utf8)
        #expect(loaded.accepted == 4000)
        #expect(loaded.column("title", of: .products) == titles.map { $0 + "x" })
        #expect(loaded.column("product_id", of: .products) == (1...4000).map(String.init))
    }

    // The files stand outside the repository, and not on every machine.
    @Test(
        .enabled(if: SharedData.isAvailable("csv-encodings")),
        arguments: [
            ("easyexcel_no_bom.csv", 10), ("easyexcel_office_bom.csv", 10),
        ])
    func `Chinese headers are found with and without a byte order mark`(
        file: String, count: Int
    ) async throws {
        let folder = try #require(SharedData.folder("csv-encodings"))
        let loaded = try await FeedSample.load(
            .products, .csv(file: FilePattern(file), CSVFormat()),
            map: FeedSample.map([("id", "姓名"), ("importance", "年纪")]),
            from: .folder(path: folder.path))
        #expect(loaded.accepted == count)
    }

    @Test(
        .enabled(if: SharedData.isAvailable("csv-encodings")),
        arguments: ["test-utf8.csv", "test-utf8-bom.csv", "test-utf16.csv", "test-utf16-bom.csv"])
    func `one table in four encodings is one table`(file: String) async throws {
        let folder = try #require(SharedData.folder("csv-encodings"))
        let loaded = try await FeedSample.load(
            .products,
            .csv(file: FilePattern(file), CSVFormat(delimiter: .byte(0x2C), hasHeader: false)),
            map: FeedSample.map([("id", "1")]), from: .folder(path: folder.path))
        let expected = try await FeedSample.load(
            .products,
            .csv(
                file: FilePattern("test-utf8.csv"),
                CSVFormat(delimiter: .byte(0x2C), hasHeader: false)),
            map: FeedSample.map([("id", "1")]), from: .folder(path: folder.path))
        #expect(
            loaded.column("product_id", of: .products)
                == expected.column("product_id", of: .products))
        #expect(loaded.accepted > 0)
        #expect(loaded.rejects.isEmpty)
    }

    @Test(
        .enabled(if: SharedData.isAvailable("goodbooks-10k")))
    func `the ten thousand books of goodbooks-10k are read`() async throws {
        let folder = try #require(SharedData.folder("goodbooks-10k"))
        let loaded = try await FeedSample.load(
            .products, .csv(file: FilePattern("books.csv"), CSVFormat()),
            map: FeedSample.map([
                ("id", "book_id"), ("title", "title"), ("author", "authors"),
                ("attributes.isbn", "isbn"), ("attributes.language", "language_code"),
            ]), from: .folder(path: folder.path))
        #expect(loaded.accepted == 10_000)
        #expect(loaded.rejects.isEmpty)
        let attributes = loaded.column("attributes", of: .products)
        #expect(attributes.count { $0.contains("\"isbn\": null") } == 700)
        #expect(attributes.count { $0.contains("\"language\": null") } == 1084)
    }

    @Test(
        .enabled(
            if: SharedData.isAvailable("shopify-product-csvs")
                && SharedData.isAvailable("woocommerce-sample")),
        arguments: [
            ("shopify-product-csvs", "apparel.csv", "Handle", "Title", 22),
            ("shopify-product-csvs", "home-and-garden.csv", "Handle", "Title", 21),
            ("shopify-product-csvs", "jewelery.csv", "Handle", "Title", 41),
            ("woocommerce-sample", "sample_products.csv", "SKU", "Name", 24),
            ("woocommerce-sample", "importer_sample.csv", "SKU", "Name", 7),
        ])
    func `shops' product files have their rows`(
        folder: String, file: String, id: String, title: String, count: Int
    ) async throws {
        let path = try #require(SharedData.folder(folder)).path
        let loaded = try await FeedSample.load(
            .products, .csv(file: FilePattern(file), CSVFormat()),
            map: [
                FieldMap(field: "id", input: id, fallback: "none", place: FeedSample.place),
                FieldMap(field: "title", input: title, place: FeedSample.place),
            ], from: .folder(path: path))
        #expect(loaded.accepted == count)
        #expect(loaded.rejects.isEmpty)
    }
}
