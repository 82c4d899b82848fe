import Foundation
import Problems
import Testing

@testable import Postgres

struct LockFileTests {
    @Test func `the last of several users can lock exclusively`() throws {
        let file = URL(filePath: "/tmp/tidings-lock-\(UUID())")
        defer { unlink(file.path) }
        let first = try LockFile(file)
        first.lockShared()
        var second: LockFile? = try LockFile(file)
        second?.lockShared()
        let third = try LockFile(file)
        #expect(!third.tryLockExclusively())
        first.unlock()
        #expect(!third.tryLockExclusively())
        // Letting go of it frees its lock, as the kernel does for a killed process.
        second = nil
        #expect(third.tryLockExclusively())
    }

    @Test func `a file that cannot be opened says why`() {
        let problem = #expect(throws: Problem.self) {
            try LockFile(URL(filePath: "/nowhere/postgres.gate"))
        }
        #expect(
            problem?.text == """
                cannot open /nowhere/postgres.gate
                  Cause: No such file or directory
                  Check that the folder is there and that this user may write in it.
                """)
    }
}
