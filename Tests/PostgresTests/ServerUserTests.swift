import Foundation
import Problems
import Testing

@testable import Postgres

struct ServerUserTests {
    @Test func `the server never runs as root`() throws {
        let user = try ServerUser.current()
        #expect(user.id != 0)
        #expect(user.isOther == (geteuid() == 0))
    }

    @Test(.enabled(if: geteuid() == 0, "runs as root only"))
    func `root gives the command to the server's user, without other groups`() throws {
        let user = try ServerUser.current()
        let answer = try ChildProcess.run(user.command(["/usr/bin/id"]))
        #expect(answer.status == 0)
        #expect(answer.output.hasPrefix("uid=\(user.id)(\(user.name)) gid=\(user.group)"))
        #expect(!answer.output.contains("(root)"))
    }

    @Test(.enabled(if: geteuid() == 0, "runs as root only"))
    func `the owner of a cluster runs it`() throws {
        let folder = URL(filePath: "/tmp/tidings-owner-\(UUID())")
        defer { rmdir(folder.path) }
        mkdir(folder.path, 0o700)
        #expect(try ServerUser.owner(of: folder) == ServerUser.current())
        let nobody = try #require(getpwnam("nobody")).pointee
        chown(folder.path, nobody.pw_uid, nobody.pw_gid)
        #expect(try ServerUser.owner(of: folder).name == "nobody")
    }

    @Test func `a folder can be entered or not`() throws {
        let user = try ServerUser.current()
        #expect(try user.canEnter(URL(filePath: "/tmp")))
        #expect(try !user.canEnter(URL(filePath: "/nowhere")))
        #expect(try !user.canEnter(URL(filePath: "/root")))
    }
}
