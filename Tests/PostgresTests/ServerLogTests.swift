import Foundation
import Testing

@testable import Postgres

struct ServerLogTests {
    @Test func `only what was written since the start is told, five lines of it`() throws {
        let file = URL(filePath: "/tmp/tidings-log-\(UUID())")
        defer { unlink(file.path) }
        try Data("yesterday\n".utf8).write(to: file)
        let log = try ServerLog(file)
        #expect(log.text() == "")
        #expect(log.lastLines() == "")
        try log.handle.write(contentsOf: Data("1\n2\n3\n\n4\n5\n6\n".utf8))
        #expect(log.lastLines() == "2\n    3\n    4\n    5\n    6")
        #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("yesterday\n1\n"))
    }

    @Test func `a large log begins anew`() throws {
        let file = URL(filePath: "/tmp/tidings-log-\(UUID())")
        defer { unlink(file.path) }
        try Data(count: 5 << 20).write(to: file)
        let log = try ServerLog(file)
        try log.handle.write(contentsOf: Data("new\n".utf8))
        #expect(try String(contentsOf: file, encoding: .utf8) == "new\n")
    }
}
