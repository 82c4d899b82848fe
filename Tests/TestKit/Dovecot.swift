package import Foundation

/// Dovecot as a private instance: a folder of its own, a free port on loopback, one user.
package final class Dovecot {
    package let port: Int
    private let process: ServerProcess
    private let folder: URL

    /// - Parameter mail: a Maildir.
    package init(mail: URL) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "dovecot-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try FreePort.next()
        let user = NSUserName()
        // Root may not own mail: then the folder is nobody's.
        let owner = geteuid() == 0 ? "nobody" : user
        let settings = """
            base_dir = \(folder.path)/run
            state_dir = \(folder.path)/state
            log_path = /dev/stderr
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            first_valid_uid = 1
            mail_location = maildir:\(mail.path)
            default_internal_user = \(owner)
            default_login_user = \(owner)
            default_internal_group = \(geteuid() == 0 ? "nogroup" : user)
            service imap-login {
              chroot =
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              chroot =
            }
            passdb {
              driver = static
              args = password=s:cret
            }
            userdb {
              driver = static
              args = uid=\(owner) gid=\(geteuid() == 0 ? "nogroup" : user) home=\(folder.path)
            }
            """
        let file = folder.appending(path: "dovecot.conf")
        try settings.write(to: file, atomically: true, encoding: .utf8)
        if geteuid() == 0 {
            for path in [mail.path, folder.path] {
                try Shell.run("/bin/chown", "-R", "nobody:nogroup", path)
            }
        }
        process = try ServerProcess(
            "/usr/sbin/dovecot", ["-F", "-c", file.path], package: "dovecot-imapd",
            ready: "starting up")
        try FreePort.waitForServer(on: port)
    }

    deinit {
        // It lies in the system's folder for what may be lost.
        try? FileManager.default.removeItem(at: folder)
    }

    /// With the login that it knows: `shop` and `s:cret`.
    package func url(password: String) -> String {
        "imap://shop:\(password)@127.0.0.1:\(port)/INBOX"
    }
}
