import Postgres
import Problems
import TestKit
import Testing

@testable import Running

struct JobLockTests {
    @Test func `a job that runs is refused, another is not, and a freed one is taken`()
        async throws
    {
        let database = try await TestDatabase.make()
        let first = JobLock(try await database.connect())
        let second = JobLock(try await database.connect())
        try await first.take("nightly")
        try await second.take("birthday")
        let problem = await #expect(throws: Problem.self) { try await second.take("nightly") }
        #expect(problem?.kind == .refused)
        #expect(
            problem?.text == """
                job "nightly" is already running
                  Wait until it has ended; `tidings runs` shows it.
                """)
        try await first.release("nightly")
        try await second.take("nightly")
    }

    @Test func `a lock's number never changes`() {
        // FNV-1a, computed by hand from its definition for the empty suffix.
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in "tidings job x".utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        #expect(JobLock.key(of: "x") == Int64(bitPattern: hash))
    }
}
