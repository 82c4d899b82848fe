import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What the doctor says of a workspace's files, sources and settings.
    @Suite struct DoctorSettingsTests {
        @Test func `a workspace that is not in order is told as check tells it`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/letters.yaml", "expires:", "expire:")
            let run = try await shop.tidings("doctor")
            #expect(run.exitCode == 3)
            #expect(
                run.stdout == """
                    FAIL  workspace: Jobs/letters.yaml:8:5: unknown key "expire"
                            Did you mean "expires"?

                    """)
        }

        @Test func `sources that cannot be had are told with how to mend them`() async throws {
            let shop = try await TestShop.onServer()
            let port = try FreePort.next()
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                """
                  shop: {folder: nowhere}
                  till: {postgres: "postgresql://till:s3cret@127.0.0.1:\(port)/till"}
                """)
            let run = try await shop.tidings("doctor")
            // The server that is away comes before the folder that is missing.
            #expect(run.exitCode == 8)
            for expected in [
                """
                FAIL  source shop: Jobs/workspace.yaml:7:3: the folder \(shop.folder.path)/nowhere is not there
                        Make it, or mend the source in Jobs/workspace.yaml.
                """,
                """
                FAIL  source till: cannot connect to database "till" on 127.0.0.1:\(port) as user "till" (
                """,
            ] {
                #expect(run.stdout.contains(expected), "\(expected)\n\(run.stdout)")
            }
            #expect(
                run.stdout.contains(
                    "\n        Check that the server runs, and the host, port, user and password.\n"
                ))
            #expect(!run.stdout.contains("s3cret"))
        }

        @Test func `a source that is a database is reached`() async throws {
            let shop = try await TestShop.onServer()
            let till = try await TestDatabase.make()
            let address = till.address
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                "  shop: {folder: feeds}\n  till: {postgres: \"\(till.uri)\"}")
            #expect(
                try await DoctorHostsTests.lines(of: "source till", shop).text
                    == "ok    source till: reached, database \"\(address.name)\" on \(address.folder)"
                    + " as user \"\(address.user)\"")
        }

        @Test func `what mails say of their sender is looked at`() async throws {
            let sink = try await MailSink.start()
            let (shop, _) = try await DoctorTests.shop(
                try await TestDatabase.make(), smtp: sink.url)
            let key = shop.folder.appending(path: "key.pem").path
            try shop.edit("Jobs/workspace.yaml", "  postal_address: 12 Lantern Lane\n", "")
            try shop.edit(
                "Jobs/workspace.yaml", "domain: lantern.example", "domain: mailer.example")
            try Shell.run("/bin/chmod", "644", key)
            #expect(
                try await DoctorHostsTests.lines(of: "sender", shop).text == """
                    ok    sender: mail is from lantern.example
                    warn  sender: mails have no postal address
                            Add `postal_address:` to `mail:`; many laws ask for it.
                    warn  sender: others on this machine may read the key \(key)
                            chmod 600 \(key)
                    warn  sender: mail is from lantern.example, but signed by mailer.example
                            Sign by the sender's own domain, or DMARC does not count it.
                    """)
            try FileManager.default.removeItem(atPath: key)
            let gone = try await DoctorHostsTests.lines(of: "sender", shop)
            #expect(gone.text.hasPrefix("FAIL  sender: "), "\(gone.text)")
            #expect(gone.code != 0)
            try shop.edit(
                "Jobs/workspace.yaml", "  from: Lantern Books <hello@lantern.example>\n", "")
            let nobody = try await DoctorHostsTests.lines(of: "sender", shop)
            #expect(
                nobody.text == """
                    FAIL  sender: nothing says from whom mail is
                            Add `from: Lantern Books <hello@lantern.example>` to `mail:`.
                    """)
            #expect(nobody.code == 3)
            try await sink.stop()
        }

        @Test func `mail that goes to files, and links that nobody signs, are told`() async throws {
            let shop = try await TestShop.onServer()
            #expect(
                try await DoctorHostsTests.lines(of: "mail", shop).text
                    == "ok    mail: .eml files under \(shop.folder.path)/.tidings/outbox")
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                "public_url: https://mail.lantern.example\ntopics:")
            #expect(
                try await DoctorHostsTests.lines(of: "pages", shop).text == """
                    warn  pages: links are not signed: mails unsubscribe by mailto
                            Set `signing_key:` from `openssl rand -base64 32`.
                    """)
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                "signing_key: \(String(repeating: "k", count: 32))\ntopics:")
            #expect(
                try await DoctorHostsTests.lines(of: "pages", shop).text
                    == "ok    pages: https://mail.lantern.example, not tried: mail goes to files")
        }

        @Test(arguments: ["dns.example", "192.0.2", "192.0.2.53:0", "192.0.2.53:99999"])
        func `a name server is an IPv4 address`(text: String) async throws {
            let run = try await TestShop().tidings("doctor", "--name-server", text)
            #expect(run.exitCode == 2)
            #expect(
                run.stderr == """
                    the value of --name-server is not an IPv4 address
                      Write it as 192.0.2.53, or with a port as 192.0.2.53:5353.

                    """)
        }
    }
}
