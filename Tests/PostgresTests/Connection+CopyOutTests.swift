import Postgres
import Problems
import TestKit
import Testing

struct ConnectionCopyOutTests {
    static let next = Statement(name: "next", sql: "SELECT 1")

    @Test func `rows come in chunks of whole rows`() async throws {
        let connection = try await TestDatabase.make().connect()
        let reader = try await connection.copyOut(
            Statement(name: "numbers", sql: "COPY (SELECT generate_series(1, 50000)) TO STDOUT"))
        var bytes: [UInt8] = []
        var chunks = 0
        while let chunk = try await reader.next() {
            #expect(chunk.last == UInt8(ascii: "\n"))
            bytes += chunk
            chunks += 1
        }
        #expect(chunks == 5)
        #expect(String(decoding: bytes, as: UTF8.self) == (1...50_000).map { "\($0)\n" }.joined())
        #expect(try await reader.next() == nil)
        await reader.close()
        #expect(try await connection.execute(Self.next).count == 1)
    }

    @Test func `the rest may be given up`() async throws {
        let connection = try await TestDatabase.make().connect()
        let reader = try await connection.copyOut(
            Statement(name: "endless", sql: "COPY (SELECT generate_series(1, 1e15)) TO STDOUT"))
        #expect(try await reader.next() != nil)
        await reader.close()
        #expect(try await connection.execute(Self.next).count == 1)
    }

    @Test func `an error on the way surfaces, and the connection stays usable`() async throws {
        let connection = try await TestDatabase.make().connect()
        let reader = try await connection.copyOut(
            Statement(
                name: "broken",
                sql: "COPY (SELECT 1 / (100000 - n) FROM generate_series(1, 100001) n) TO STDOUT"))
        let problem = await #expect(throws: Problem.self) {
            while try await reader.next() != nil {}
        }
        #expect(problem?.summary == "the statement \"broken\" failed: division by zero")
        #expect(try await connection.execute(Self.next).count == 1)
    }

    @Test func `what is no COPY is refused`() async throws {
        let connection = try await TestDatabase.make().connect()
        let problem = await #expect(throws: Problem.self) {
            try await connection.copyOut(Self.next)
        }
        #expect(problem?.summary == "the statement \"next\" is no COPY TO STDOUT")
    }
}
