import Definitions
import Postgres
import Testing
import Warehouse

struct RejectRecordTests {
    private let feed = Feed.csv(into: .customers, .field("id"), .field("email", "mail"))

    @Test func `a reject keeps file, line, offset, column, reason and its bytes as they are`()
        async throws
    {
        let store = try await Storehouse.open()
        // A header of eight bytes; backslash, tab, quotes, a line break and an invalid byte.
        let row = Array("2,\"a\\N\tb\n\"\"c\"\r\n".utf8)
        // The Ø makes it a file of UTF-8 with a fault, and not one of another encoding.
        let invalid: [UInt8] = [0x33, 0x2C, 0xFF, 0x40, 0x78, 0x0A]
        try store.write(
            bytes: Array("id,mail\nØØ,a@x.example\n".utf8) + row + invalid + Array(",x\n4".utf8),
            to: "feed.csv")
        var feed = feed
        feed.input = .csv(
            file: FilePattern("feed.csv"), CSVFormat(delimiter: .byte(0x2C), encoding: .utf8))
        #expect(try await store.load(feed) == .rows(inserted: 1, rejected: 4, isFirst: true))
        let rejects = try await store.record.execute(.rejectList, [1, nil])
        #expect(try rejects.map { try $0.text("feed") } == Array(repeating: "feed", count: 4))
        #expect(try rejects.map { try $0.text("file") } == Array(repeating: "feed.csv", count: 4))
        #expect(try rejects.map { try $0.int("line") } == [3, 5, 6, 7])
        #expect(try rejects.map { try $0.int("byte_offset") } == [25, 40, 46, 49])
        #expect(
            try rejects.map { try $0.textOrNil("column_name") } == ["mail", "mail", "id", nil])
        #expect(
            try rejects.map { try $0.text("raw") } == [
                "\\x322c22615c4e09620a22226322", "\\x332cff4078", "\\x2c78", "\\x34",
            ])
        #expect(
            try rejects.map { try $0.text("reason") } == [
                "not an e-mail address", "not valid UTF-8 at byte 1 of the value", "no value",
                "1 field where 2 are expected",
            ])
    }

    @Test func `a reject under a header of two lines is kept, and the good rows land`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = Feed.csv(
            into: .customers, .field("id"), .field("birthday", "Born\r\non"))
        feed.input = .csv(file: FilePattern("feed.csv"), CSVFormat(delimiter: .byte(0x2C)))
        try store.write(
            bytes: Array("id,\"Born\r\non\"\r\n1,1980-02-03\r\n2,31.31\r\n".utf8),
            to: "feed.csv")
        #expect(try await store.load(feed) == .rows(inserted: 1, rejected: 1, isFirst: true))
        let rejects = try await store.record.execute(.rejectList, [1, nil])
        #expect(try rejects.map { try $0.text("column_name") } == ["Born\r\non"])
    }

    @Test func `rejects of a feed can be asked for by its name`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(feed, "id,mail", "1,x", "2,y")
        #expect(try await store.record.execute(.rejectList, [1, "feed"]).count == 2)
        #expect(try await store.record.execute(.rejectList, [1, "other"]).count == 0)
        #expect(try await store.record.execute(.rejectList, [2, nil]).count == 0)
    }

    @Test func `rejects are numbered on over all batches`() async throws {
        let store = try await Storehouse.open()
        let rows = (1...2_500).map { "\($0),no address\n" }.joined()
        try store.write(bytes: Array(("id,mail\n" + rows).utf8), to: "feed.csv")
        #expect(try await store.load(feed) == .rows(rejected: 2_500, isFirst: true))
        #expect(
            try await store.rows(
                "SELECT min(position), max(position), count(*) FROM tidings.reject")
                == ["1 2500 2500"])
        #expect(
            try await store.rows(
                "SELECT count(*) FROM tidings.reject WHERE line <> position + 1") == ["0"])
    }
}
