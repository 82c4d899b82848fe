internal import Foundation

/// A private instance of Postfix: folders, a port, a certificate and a user of its own.
package final class Postfix {
    package let port: Int
    /// The file of the certificate that vouches for it.
    package let authority: String
    private let folder: URL

    /// - Parameter settings: further lines of its `main.cf`.
    package init(settings: [String] = []) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/sbin/postfix"),
            FileManager.default.isExecutableFile(atPath: "/usr/sbin/saslpasswd2")
        else {
            throw ServerProcess.NotStarted(
                description: "Postfix is missing: apt-get install postfix sasl2-bin")
        }
        folder = URL(filePath: "/tmp/postfix-\(UUID().uuidString.prefix(8))")
        for part in ["etc/sasl", "queue", "data", "mail"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: part), withIntermediateDirectories: true)
        }
        port = try FreePort.next()
        authority = folder.appending(path: "etc/cert.pem").path
        try Shell.run(
            "/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            folder.appending(path: "etc/key.pem").path, "-out", authority)
        try write(Self.main(folder, settings), to: "etc/main.cf")
        try write(Self.master(port), to: "etc/master.cf")
        try write(
            """
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            mech_list: PLAIN LOGIN
            sasldb_path: \(folder.path)/etc/sasldb

            """, to: "etc/sasl/smtpd.conf")
        let database = "\(folder.path)/etc/sasldb"
        try Shell.run(
            "/bin/sh", "-c",
            "printf s:cret | /usr/sbin/saslpasswd2 -p -c -u sink.test -f \(database) shop"
                + " && chown postfix \(database) && chown postfix \(folder.path)/data"
                + " && chown nobody \(folder.path)/mail")
        try Shell.run("/usr/sbin/postfix", "-c", folder.appending(path: "etc").path, "start")
        try FreePort.waitForServer(on: port)
    }

    deinit {
        // A server that cannot be stopped leaves nothing but a folder in the system's own.
        try? Shell.run("/usr/sbin/postfix", "-c", folder.appending(path: "etc").path, "abort")
        try? FileManager.default.removeItem(at: folder)
    }

    /// With the login that it knows: `shop` and `s:cret`.
    package func url(password: String) -> String {
        "smtp://shop:\(password)@localhost:\(port)?tls=required&ca=\(authority)"
    }

    /// The messages in anna's box, when there are so many.
    package func mail(count: Int) async throws -> [[UInt8]] {
        let box = folder.appending(path: "mail/anna/new")
        let limit = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < limit {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: box.path)) ?? []
            if names.count >= count {
                return try names.map { Array(try Data(contentsOf: box.appending(path: $0))) }
            }
            await Task.yield()
        }
        throw ServerProcess.NotStarted(description: "Postfix did not deliver in a minute")
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    }

    private static func main(_ folder: URL, _ more: [String]) -> String {
        """
        compatibility_level = 3.6
        queue_directory = \(folder.path)/queue
        data_directory = \(folder.path)/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        myhostname = sink.test
        mydestination =
        mynetworks =
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        smtpd_tls_cert_file = \(folder.path)/etc/cert.pem
        smtpd_tls_key_file = \(folder.path)/etc/key.pem
        smtpd_tls_security_level = encrypt
        smtpd_tls_received_header = yes
        smtpd_tls_auth_only = yes
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = sink.test
        cyrus_sasl_config_path = \(folder.path)/etc/sasl
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = permit_sasl_authenticated, reject
        virtual_mailbox_domains = reader.example
        virtual_mailbox_base = \(folder.path)/mail
        virtual_mailbox_maps = inline:{anna@reader.example=anna/}
        virtual_minimum_uid = 1
        virtual_uid_maps = static:\(userID("nobody"))
        virtual_gid_maps = static:\(groupID("nogroup"))
        \(more.joined(separator: "\n"))

        """
    }

    private static func master(_ port: Int) -> String {
        """
        127.0.0.1:\(port) inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        proxymap unix - - n - - proxymap
        virtual unix - n n - - virtual
        tlsmgr unix - - n 1000? 1 tlsmgr
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache

        """
    }

    private static func userID(_ name: String) -> uid_t { getpwnam(name)?.pointee.pw_uid ?? 65534 }
    private static func groupID(_ name: String) -> gid_t { getgrnam(name)?.pointee.gr_gid ?? 65534 }
}
