import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What the doctor finds: against servers of this process, and nobody else's.
    @Suite struct DoctorTests {
        /// "state check: text" of each finding.
        static func findings(_ run: CommandLineRun) throws -> [String] {
            try #require(run.objects.first).objects("checks").map {
                "\($0["state"] ?? "") \($0["check"] ?? ""): \($0["text"] ?? "")"
            }
        }

        /// A shop whose mail goes to a server and whose key signs it, with what its DNS must hold.
        static func shop(
            _ database: TestDatabase, smtp: String
        ) async throws -> (TestShop, record: String) {
            let shop = try TestShop(on: database)
            try shop.edit(
                "Jobs/workspace.yaml", "  transport: ${TIDINGS_SMTP_URL:-}",
                "  transport: \(smtp)\n  dkim: {domain: lantern.example, selector: t, key: key.pem}"
            )
            let openssl = Process()
            openssl.executableURL = URL(filePath: "/usr/bin/openssl")
            let key = shop.folder.appending(path: "key.pem").path
            openssl.arguments = ["genpkey", "-algorithm", "ed25519", "-out", key]
            try openssl.run()
            openssl.waitUntilExit()
            let output = Pipe()
            let reader = Process()
            reader.executableURL = URL(filePath: "/usr/bin/openssl")
            reader.arguments = ["pkey", "-in", key, "-pubout", "-outform", "DER"]
            reader.standardOutput = output
            try reader.run()
            let der = try output.fileHandleForReading.readToEnd() ?? Data()
            reader.waitUntilExit()
            // RFC 8410: the last 32 bytes are the key.
            return (shop, "v=DKIM1; k=ed25519; p=\(der.suffix(32).base64EncodedString())")
        }

        @Test func `a sender whose server and records are in order is in order`() async throws {
            let sink = try await MailSink.start()
            let (shop, record) = try await Self.shop(
                try await TestDatabase.make(), smtp: sink.url)
            let names = try await NameServer([
                "lantern.example": ["v=spf1 include:mail.example -all"],
                "_dmarc.lantern.example": ["v=DMARC1; p=quarantine"],
                "t._domainkey.lantern.example": [record],
            ])
            _ = try await shop.tidings("run", "nightly")
            let run = try await shop.tidings(
                "doctor", "--json", "--name-server", "127.0.0.1:\(names.port)")
            #expect(run.exitCode == 0)
            let findings = try Self.findings(run)
            for expected in [
                "ok workspace: 2 jobs, all in order", "ok database settings: as they should be",
                "ok source shop: \(shop.folder.path)/feeds",
                "ok clock: that of this machine and of the database agree",
                "ok time zones: GMT: here and in the database alike",
                "ok feed members: members.csv", "ok feed orders: orders.csv",
                "ok mail: SMTP by 127.0.0.1:\(sink.port), which serves us",
                "ok sender: mail is from lantern.example",
                "ok spf: lantern.example: v=spf1 include:mail.example -all",
                "ok dmarc: lantern.example: p=quarantine",
                "ok dkim: the key of t._domainkey.lantern.example signs",
                "warning alerts: nobody is told when a night fails",
            ] {
                #expect(findings.contains(expected), "\(expected)")
            }
            // It connected, and offered nothing.
            #expect(sink.connections == 1)
            #expect(sink.transactions == 0)
            try await names.stop()
            try await sink.stop()
        }

        @Test func `what is wrong is said with how to mend it, and decides the exit code`()
            async throws
        {
            let sink = try await MailSink.start()
            let (shop, record) = try await Self.shop(
                try await TestDatabase.make(), smtp: sink.url)
            try await sink.stop()
            let names = try await NameServer(["lantern.example": ["v=spf1 +all"]])
            try shop.remove("feeds/orders.csv")
            let run = try await shop.tidings(
                "doctor", "--name-server", "127.0.0.1:\(names.port)")
            #expect(run.exitCode == 8)
            let key = record.split(separator: "; p=").last ?? ""
            for expected in [
                """
                FAIL  spf: lantern.example lets everybody send in its name (SPF)
                        End its v=spf1 record with ~all or -all.
                """,
                """
                FAIL  dmarc: lantern.example does not say what to do with mail that is not its own (DMARC)
                        Add one TXT record to _dmarc.lantern.example: "v=DMARC1; p=none; rua=mailto:…".
                """,
                """
                FAIL  dkim: t._domainkey.lantern.example has no key, so nobody can check the mails' signatures
                        Add a TXT record to t._domainkey.lantern.example: "v=DKIM1; p=\(key)".
                """,
                """
                warn  alerts: nobody is told when a night fails
                        Add `alerts: {mail: you@lantern.example}` to the settings.
                """,
                "FAIL  mail: the mail server 127.0.0.1:\(sink.port) cannot be reached",
                "warn  feed orders: Jobs/nightly.yaml:8:11: the file orders.csv is missing",
            ] {
                #expect(run.stdout.contains(expected), "\(expected)\n\(run.stdout)")
            }
            try await names.stop()
        }

        @Test func `feeds on a server are asked for by their head alone`() async throws {
            let server = try await WebServer.start()
            server.script("/feeds/members.csv", .reply(200))
            server.script("/feeds/orders.csv", .reply(401))
            let shop = try TestShop(on: try await TestDatabase.make())
            try shop.edit(
                "Jobs/workspace.yaml", "shop: {folder: feeds}", "shop: {url: \(server.url)/feeds}")
            let run = try await shop.tidings("doctor", "--json")
            #expect(run.exitCode == 8)
            let findings = try Self.findings(run)
            #expect(findings.contains("ok source shop: 127.0.0.1 answers"))
            #expect(findings.contains("ok feed members: members.csv"))
            #expect(
                findings.contains(
                    "failed feed orders: Jobs/nightly.yaml:8:11: 127.0.0.1 does not let us have orders.csv of the source \"shop\" (HTTP 401)"
                ), "\(findings)")
            #expect(
                Set(server.requests.map(\.target)) == ["/feeds/members.csv", "/feeds/orders.csv"])
        }

        @Test func `a unit that it prints is one for systemd`() async throws {
            let shop = try TestShop()
            let unit = try await shop.tidings("unit", "--user", "root")
            #expect(unit.exitCode == 0)
            #expect(
                unit.stdout.contains("\nExecStart=\(RunningCommand.binary.path) serve --workspace ")
            )
            // What a served process that was asked to end gives is no failure.
            #expect(unit.stdout.contains("\nSuccessExitStatus=143\n"))
            try shop.write(unit.stdout, to: "tidings.service")
            let verify = Process()
            verify.executableURL = URL(filePath: "/usr/bin/systemd-analyze")
            verify.arguments = ["verify", shop.folder.appending(path: "tidings.service").path]
            let output = Pipe()
            verify.standardError = output
            verify.standardOutput = output
            try verify.run()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            verify.waitUntilExit()
            #expect(verify.terminationStatus == 0)
            #expect(String(decoding: said, as: UTF8.self) == "")
        }
    }
}
