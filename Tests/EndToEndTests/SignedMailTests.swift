import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// Mail of a whole run, as its reader's mail server sees it: Python's dkimpy and `email`.
    @Suite struct SignedMailTests {
        @Test func `mail is signed by the keys in the files that the environment names`()
            async throws
        {
            let sink = try await MailSink.start()
            let shop = try await TestShop.onServer()
            let keys = shop.folder.appending(path: "keys")
            try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
            let files = ["old", "new"].map { keys.appending(path: "\($0).pem").path }
            try Shell.run("/usr/bin/openssl", "genrsa", "-out", files[0], "2048")
            try Shell.run("/usr/bin/openssl", "genpkey", "-algorithm", "ed25519", "-out", files[1])
            try shop.edit(
                "Jobs/workspace.yaml", "  transport:",
                """
                  dkim:
                    - {domain: lantern.example, selector: old, key: "${DKIM_OLD}"}
                    - {domain: lantern.example, selector: new, key: "${DKIM_NEW}"}
                  transport:
                """)
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                """
                public_url: https://mail.lantern.example
                signing_key: 0123456789abcdef0123456789abcdef
                topics:
                """)
            let environment = [
                "TIDINGS_SMTP_URL": sink.url, "DKIM_OLD": files[0], "DKIM_NEW": files[1],
            ]
            let run = try await shop.tidings("run", environment: environment)
            #expect(run.exitCode == 0)
            #expect(sink.messages.count == 2)
            for message in sink.messages {
                let seen = try Python.output(
                    Self.reader, files, importing: "dkim", input: Data(message.bytes))
                #expect(
                    seen == """
                        old True list-unsubscribe list-unsubscribe-post
                        new True list-unsubscribe list-unsubscribe-post
                        text/plain text/html, no defects

                        """)
            }
        }

        /// Public keys by openssl, signatures by dkimpy, the order of signatures as they stand.
        private static let reader = """
            import base64, dkim, email, email.policy, re, subprocess, sys
            def public(file):
                der = subprocess.run(
                    ["openssl", "pkey", "-in", file, "-pubout", "-outform", "DER"], check=True,
                    capture_output=True).stdout
                return der
            rsa, ed25519 = public(sys.argv[1]), public(sys.argv[2])[-32:]
            records = {
                b"old._domainkey.lantern.example.":
                    b"v=DKIM1; k=rsa; p=" + base64.b64encode(rsa),
                b"new._domainkey.lantern.example.":
                    b"v=DKIM1; k=ed25519; p=" + base64.b64encode(ed25519)}
            raw = sys.stdin.buffer.read()
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            found = {}
            for index, header in enumerate(mail.get_all("DKIM-Signature")):
                tags = dict(
                    re.sub(r"\\s", "", tag).split("=", 1) for tag in header.split(";") if "=" in tag)
                isTrue = dkim.DKIM(raw).verify(
                    idx=index, dnsfunc=lambda name, timeout=5: records[name])
                signed = [n for n in tags["h"].split(":") if n.lower().startswith("list-unsub")]
                found[tags["s"]] = f"{isTrue} {' '.join(sorted(n.lower() for n in signed))}"
            for selector in ["old", "new"]:
                print(selector, found[selector])
            kinds = " ".join(part.get_content_type() for part in mail.iter_parts())
            defects = [d for part in mail.walk() for d in part.defects]
            print(f"{kinds}, {defects or 'no defects'}")
            """
    }
}
