import Definitions
import Foundation
import Problems
import Testing

@testable import Feeds

/// What becomes of files that are not as they should be: one outcome each.
struct CSVRowsRobustnessTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// `line offset: id, title` of each row.
        var rows: [String] = []
        /// `line offset: reason` of each reject.
        var rejects: [String] = []

        var testDescription: String { name }
    }

    /// Forty letters: a short file with NUL bytes would be taken for UTF-16.
    private static let words = String(repeating: "word", count: 10)

    private static let samples = [
        Sample(name: "a header alone", text: "id,title\n"),
        Sample(name: "a header alone, without its line end", text: "id,title"),
        Sample(name: "a header and blank lines", text: "id,title\r\n\r\n  \n,\n\t\n"),
        Sample(
            name: "every kind of line end in one file", text: "id,title\r1,a\r\n2,b\n3,c\r4,d",
            rows: ["2 9: 1, a", "3 14: 2, b", "4 18: 3, c", "5 22: 4, d"]),
        Sample(
            name: "line ends inside quotes", text: "id,title\n1,\"a\r\nb\rc\nd\"\n2,e\n",
            rows: ["2 9: 1, a\r\nb\rc\nd", "6 22: 2, e"]),
        Sample(
            name: "a line feed before a carriage return", text: "id,title\n\r1,a\n\r2,b\n\r",
            rows: ["3 10: 1, a", "5 15: 2, b"]),
        Sample(
            name: "too few fields and too many", text: "id,title\n1\n2,b,c\n3,c,,\n4,d\n",
            rows: ["4 17: 3, c", "5 23: 4, d"],
            rejects: [
                "2 9: 1 field where 2 are expected", "3 11: 3 fields where 2 are expected",
            ]),
        Sample(
            name: "quotes that are not doubled",
            text: "id,title\n1,5\" nail\n2,\"say \"hi\" there\"\n3,a \"b\" c\n4,\"x\"y\n5,z\n",
            rows: ["2 9: 1, 5\" nail", "4 38: 3, a \"b\" c", "6 55: 5, z"],
            rejects: [
                "3 19: text follows a closing quote", "5 48: text follows a closing quote",
            ]),
        Sample(
            name: "a quote that stays open", text: "id,title\n1,\"open\n2,b\n3,c\n",
            rows: ["3 17: 2, b", "4 21: 3, c"],
            rejects: ["2 9: a quote that is opened here is never closed"]),
        Sample(
            name: "a NUL byte in a column that is mapped",
            text: "id,title\n1,\(words)\u{0}b\n2,\"\(words)\u{0}\"\n3,c\n", rows: ["4 100: 3, c"],
            rejects: ["2 9: holds a NUL byte", "3 54: holds a NUL byte"]),
        Sample(
            name: "a NUL byte in a column that is not",
            text: "id,title,x\n1,a,\(words)\u{0}\n", rows: ["2 11: 1, a"]),
        Sample(
            name: "NUL bytes after the last row", text: "id,title\n1,\(words)\n\u{0}\u{0}",
            rows: ["2 9: 1, \(words)"], rejects: ["3 52: 1 field where 2 are expected"]),
        Sample(
            name: "no line end at the end", text: "id,title\n1,a\n2,\"b\"",
            rows: ["2 9: 1, a", "3 13: 2, b"]),
    ]

    private func load(_ bytes: some Sequence<UInt8>) async throws -> Loaded {
        try await FeedSample.csv(
            .products, bytes, CSVFormat(delimiter: .byte(0x2C), quote: .byte(0x22)),
            map: FeedSample.map([("id", "id"), ("title", "title")]))
    }

    private func rows(_ loaded: Loaded) -> [String] {
        loaded.rows.map { "\($0[0]) \($0[1]): \($0[2]), \($0[3])" }
    }

    private func rejects(_ loaded: Loaded) -> [String] {
        loaded.rejects.map { "\($0.line) \($0.byteOffset ?? -1): \($0.reason)" }
    }

    @Test(arguments: samples)
    func `each fault of a file has its outcome`(sample: Sample) async throws {
        let loaded = try await load(sample.text.utf8)
        #expect(rows(loaded) == sample.rows)
        #expect(rejects(loaded) == sample.rejects)
        #expect(loaded.read == sample.rows.count + sample.rejects.count)
    }

    @Test(arguments: ["\n\n", "\u{FEFF}", "  \r\n"])
    func `a file without a header's text is refused`(text: String) async throws {
        let problems = await FeedSample.problems { _ = try await load(text.utf8) }
        #expect(problems.map(\.summary) == ["f.csv has no header"])
    }

    /// In quotes or not: one reject, and what follows is read.
    @Test(arguments: [false, true])
    func `a field of 100 MB is a reject that costs its line`(isQuoted: Bool) async throws {
        let sample = try FeedSample()
        let mark = isQuoted ? "\"" : ""
        try sample.write("f.csv", "id,title\n1,a\n2,\(mark)".utf8)
        let path = sample.folder.appending(path: "f.csv")
        let file = try FileHandle(forWritingTo: path)
        try file.seekToEnd()
        let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<100 { try file.write(contentsOf: piece) }
        try file.write(contentsOf: Data("\(mark)\r\n3,c\n".utf8))
        try file.close()
        let loaded = try await FeedSample.load(
            .products, .csv(file: FilePattern("f.csv"), CSVFormat(delimiter: .byte(0x2C))),
            map: FeedSample.map([("id", "id"), ("title", "title")]),
            from: .folder(path: sample.folder.path))
        let next = 15 + 2 * mark.count + 100 << 20 + 2
        #expect(rows(loaded) == ["2 9: 1, a", "4 \(next): 3, c"])
        let reason =
            isQuoted
            ? "a quote that is opened here is not closed within 8 MB"
            : "the row is longer than 8 MB"
        #expect(rejects(loaded) == ["3 13: \(reason)"])
        #expect(loaded.rejects.first?.raw.count == Reject.rawLimit)
    }

    /// A field of almost 8 MB is read, and the window is small again behind it.
    @Test func `a row just below the limit is a row`() async throws {
        let long = String(repeating: "y", count: CSVTokenizer.rowLimit - 5)
        let loaded = try await load("id,title\n1,\(long)\n2,b\n".utf8)
        #expect(loaded.rejects.isEmpty)
        #expect(loaded.column("title", of: .products) == [long, "b"])
    }

    /// Whatever is decoded and looked at together.
    @Test func `random files give the same rows and rejects in pieces and in one`() async throws {
        let seed: UInt64 = 20_261_121
        var random = SplitMix(seed: seed)
        let pieces: [[UInt8]] =
            ["a", "12", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "é", "\u{3000}"]
            .map { Array($0.utf8) } + [[0xFF], [0xC3]]
        let sample = try FeedSample()
        for round in 0..<200 {
            let text =
                Array("1,2\n".utf8)
                + (0..<random.below(120)).flatMap { _ in pieces[random.below(pieces.count)] }
            try sample.write("f.csv", text)
            let file = try FeedFile(
                name: "f.csv", path: sample.folder.appending(path: "f.csv").path)
            let encoding: TextEncoding? = round % 2 == 0 ? .utf8 : nil
            let whole = try await rows(of: file, encoding, window: 1 << 16, chunk: 1 << 16)
            let cut = try await rows(
                of: file, encoding, window: 5 + random.below(12), chunk: 8 + random.below(12))
            let cause: Comment = "seed \(seed), round \(round)"
            #expect(whole.rows == cut.rows, cause)
            #expect(whole.rejects == cut.rejects, cause)
            #expect(whole.read == cut.read, cause)
        }
    }

    /// Reads a file, so many bytes of it at once.
    private func rows(
        of file: FeedFile, _ encoding: TextEncoding?, window: Int, chunk: Int
    ) async throws -> FeedBatch {
        let format = CSVFormat(delimiter: .byte(0x2C), hasHeader: false)
        let feed = Feed(
            name: "f", entity: .products, source: "s",
            input: .csv(file: FilePattern("f.csv"), format),
            map: FeedSample.map([("id", "1"), ("title", "2"), ("attributes.n", "2")]),
            place: FeedSample.place)
        let values = FieldValues(
            today: CivilDate(year: 2026, month: 11, day: 21), timezone: .gmt, hasCalendar: false)
        let mapper = try RowMapper(feed, values: values, nulls: [])
        let detected = DetectedEncoding(
            try file.tallied().tally, declared: encoding, locale: "de-DE")
        let text = try FeedText(file.open(), detected, chunk: chunk)
        let dialect = CSVDialect(
            format, try CSVSample(file, in: detected), wanted: [])
        let rows = try CSVRows(
            text, file: "f.csv", dialect: dialect, inputs: mapper.inputs, window: window)
        while try await rows.read(into: mapper) {}
        return mapper.takeBatch()
    }
}
