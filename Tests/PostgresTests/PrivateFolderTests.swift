import Foundation
import Problems
import Testing

@testable import Postgres

struct PrivateFolderTests {
    @Test func `a folder is made for its user alone, and is accepted again`() throws {
        let folder = URL(filePath: "/tmp/tidings-private-\(UUID())")
        defer { rmdir(folder.path) }
        let user = try ServerUser.current()
        for _ in 1...2 {
            try PrivateFolder.make(folder, for: user)
            var status = stat()
            #expect(lstat(folder.path, &status) == 0)
            #expect(status.st_uid == user.id)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    @Test func `a folder that lets others in is refused`() throws {
        let folder = URL(filePath: "/tmp/tidings-private-\(UUID())")
        defer { rmdir(folder.path) }
        mkdir(folder.path, 0o700)
        chmod(folder.path, 0o770)
        try expectRefusal(of: folder)
    }

    @Test func `a link is refused`() throws {
        let target = URL(filePath: "/tmp/tidings-private-\(UUID())")
        let link = URL(filePath: "/tmp/tidings-private-\(UUID())")
        defer {
            unlink(link.path)
            rmdir(target.path)
        }
        try PrivateFolder.make(target, for: try ServerUser.current())
        symlink(target.path, link.path)
        try expectRefusal(of: link)
    }

    // Only root can make a folder that is someone else's.
    @Test(.enabled(if: geteuid() == 0, "runs as root only"))
    func `someone else's folder is refused`() throws {
        let folder = URL(filePath: "/tmp/tidings-private-\(UUID())")
        defer { rmdir(folder.path) }
        mkdir(folder.path, 0o700)
        chown(folder.path, 65_533, 65_533)
        try expectRefusal(of: folder)
    }

    @Test func `a folder that cannot be made says why`() throws {
        let folder = URL(filePath: "/tmp/tidings-private-\(UUID())/within")
        let user = try ServerUser.current()
        let problem = #expect(throws: Problem.self) { try PrivateFolder.make(folder, for: user) }
        #expect(
            problem?.text == """
                cannot make the folder \(folder.path)
                  Cause: No such file or directory
                  Check that this user may write there and that the disk has room.
                """)
    }

    private func expectRefusal(of folder: URL) throws {
        let user = try ServerUser.current()
        let problem = #expect(throws: Problem.self) { try PrivateFolder.make(folder, for: user) }
        #expect(
            problem?.text == """
                \(folder.path) is not a private folder of the user \(user.name)
                  Someone else may have put it there: look at it, delete it and try again.
                """)
    }
}
