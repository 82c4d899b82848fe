import Foundation
import Testing

@testable import Postgres

struct ChildProcessTests {
    @Test func `a program's output and status come back`() throws {
        let answer = try ChildProcess.run(["/bin/sh", "-c", "echo out; echo err >&2; exit 3"])
        #expect(answer.status == 3)
        #expect(!answer.succeeded)
        #expect(answer.output == "out\nerr\n")
    }

    @Test func `a program sees a fixed environment and the root folder`() throws {
        let answer = try ChildProcess.run(["/bin/sh", "-c", "echo $PATH $LC_ALL $TZ $HOME; pwd"])
        #expect(answer.output == "/usr/bin:/bin C UTC\n/\n")
    }

    @Test func `much output does not stop it`() throws {
        let answer = try ChildProcess.run(["/usr/bin/head", "-c", "1000000", "/dev/zero"])
        #expect(answer.output.utf8.count == 1_000_000)
    }

    @Test func `a program that is not there is an error`() {
        #expect(throws: (any Error).self) { try ChildProcess.run(["/nowhere/initdb"]) }
    }
}
