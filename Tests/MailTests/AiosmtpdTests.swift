import Foundation
import Problems
import TestKit
import Testing
import Transfer

@testable import Mail

/// Another implementation of SMTP takes our mail: Python's aiosmtpd, on a free port, with TLS.
///
/// Named as skipped where no Python can import it (Debian: python3-aiosmtpd).
@Suite(.enabled(if: Python.interpreter(importing: "aiosmtpd") != nil))
struct AiosmtpdTests {
    /// A server process that says its port, and tells each message in a line of JSON.
    struct Server {
        let process: Process
        let lines: FileHandle
        let port: Int
        /// A folder with a certificate for localhost.
        let folder: URL

        struct Taken: Decodable, Equatable {
            var from: String
            var to: [String]
            var data: String
            var isTLS: Bool
            var login: String?
        }

        init(extra: [String]) throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "tidings-aiosmtpd-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = try #require(Python.interpreter(importing: "aiosmtpd"))
            process = Process()
            process.executableURL = URL(filePath: path)
            process.currentDirectoryURL = folder
            process.arguments = ["-W", "ignore", "-c", AiosmtpdTests.script] + extra
            let output = Pipe()
            // Until its end the server reads: when this process dies, it ends too.
            process.standardInput = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            lines = output.fileHandleForReading
            try process.run()
            port = try #require(Int(Self.line(of: lines)))
        }

        func taken() throws -> Taken {
            try JSONDecoder().decode(Taken.self, from: Data(Self.line(of: lines).utf8))
        }

        func stop() throws {
            // A child of a dispatch thread inherits its signal mask, SIGTERM blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try FileManager.default.removeItem(at: folder)
        }

        private static func line(of handle: FileHandle) -> String {
            var bytes: [UInt8] = []
            while let byte = handle.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") {
                bytes.append(byte)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    static func message(to: String = "Anna <anna@reader.example>") throws -> OutgoingMessage {
        OutgoingMessage(
            try MailMessageTests.message(
                to: to, subject: "生日快乐", text: ".\n..dots\n", html: "<p>生日快乐</p>"))
    }

    static func transport(_ url: String) throws -> SMTPTransport {
        SMTPTransport(try SMTPPool(to: try SMTPServer(url: url)))
    }

    @Test func `in the clear, a message arrives byte for byte`() async throws {
        let server = try Server(extra: [])
        let message = try Self.message()
        let transport = try Self.transport("smtp://127.0.0.1:\(server.port)")
        try #require(await transport.deliver(message) == .accepted(detail: "250 OK"))
        #expect(
            try server.taken()
                == Server.Taken(
                    from: "hello@lantern.example", to: ["anna@reader.example"],
                    data: String(decoding: message.bytes, as: UTF8.self), isTLS: false, login: nil))
        await transport.close()
        try server.stop()
    }

    @Test func `an address beyond ASCII is taken over SMTPUTF8`() async throws {
        let server = try Server(extra: [])
        let transport = try Self.transport("smtp://127.0.0.1:\(server.port)")
        let message = try Self.message(to: "用户@例子.example")
        try #require(await transport.deliver(message) == .accepted(detail: "250 OK"))
        #expect(try server.taken().to == ["用户@xn--fsqu00a.example"])
        await transport.close()
        try server.stop()
    }

    @Test(arguments: ["PLAIN", "LOGIN"])
    func `over STARTTLS, with a password, from a server that proves who it is`(
        mechanism: String
    ) async throws {
        let server = try Server(extra: ["tls", mechanism])
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        let transport = try Self.transport(
            "smtp://shop:s%3Acret@localhost:\(server.port)?tls=required&ca=\(authority)")
        try #require(await transport.deliver(try Self.message()) == .accepted(detail: "250 OK"))
        let taken = try server.taken()
        #expect(taken.isTLS)
        #expect(taken.login == "shop")
        await transport.close()
        try server.stop()
    }

    @Test func `a certificate that nobody vouches for sends nothing`() async throws {
        let server = try Server(extra: ["tls"])
        let transport = try Self.transport("smtp://localhost:\(server.port)?tls=required")
        guard case .unreachable(let problem) = await transport.deliver(try Self.message()) else {
            Issue.record("reached")
            return
        }
        #expect(
            problem.summary == "the mail server localhost:\(server.port) cannot prove who it is")
        try server.stop()
    }

    @Test func `over TLS from the first byte, from a server that proves who it is`() async throws {
        let server = try Server(extra: ["tls", "implicit"])
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        let message = try Self.message()
        let transport = try Self.transport(
            "smtps://shop:s%3Acret@localhost:\(server.port)?ca=\(authority)")
        for _ in 1...2 {
            try #require(await transport.deliver(message) == .accepted(detail: "250 OK"))
            let taken = try server.taken()
            #expect(taken.isTLS)
            #expect(taken.login == "shop")
            #expect(taken.data == String(decoding: message.bytes, as: UTF8.self))
        }
        await transport.close()
        try server.stop()
    }

    /// Nobody vouches for it, it is another host's, or the server does not speak TLS at all.
    @Test(arguments: [
        ("localhost", false, true), ("127.0.0.1", true, true), ("localhost", true, false),
    ])
    func `over TLS from the first byte, who does not prove who it is gets nothing`(
        host: String, isKnown: Bool, speaksTLS: Bool
    ) async throws {
        let server = try Server(extra: speaksTLS ? ["tls", "implicit"] : ["tls"])
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        let transport = try Self.transport(
            "smtps://shop:s%3Acret@\(host):\(server.port)\(isKnown ? "?ca=\(authority)" : "")")
        guard case .unreachable(let problem) = await transport.deliver(try Self.message()) else {
            Issue.record("reached")
            return
        }
        #expect(
            problem.summary
                == (speaksTLS
                    ? "the mail server \(host):\(server.port) cannot prove who it is"
                    : "the mail server \(host):\(server.port) and this machine find no common TLS"))
        #expect(!problem.text.contains("cret"))
        await transport.close()
        try server.stop()
    }

    @Test(arguments: ["smtp", "smtps"])
    func `a token logs in by XOAUTH2, and one that is over is told of unseen`(
        scheme: String
    ) async throws {
        let server = try Server(
            extra: ["tls", "token"] + (scheme == "smtps" ? ["implicit"] : []))
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        func url(_ token: String) -> String {
            "\(scheme)://shop%40lantern.example:\(token)@localhost:\(server.port)"
                + "?tls=required&auth=xoauth2&ca=\(authority)"
        }
        let transport = try Self.transport(url("ya29.a0-Token"))
        try #require(await transport.deliver(try Self.message()) == .accepted(detail: "250 OK"))
        let taken = try server.taken()
        #expect(taken.isTLS)
        #expect(taken.login == "shop@lantern.example")
        await transport.close()

        let late = try Self.transport(url("ya29.old-token"))
        guard case .unreachable(let problem) = await late.deliver(try Self.message()) else {
            Issue.record("reached")
            return
        }
        #expect(problem.summary == "the mail server localhost:\(server.port) does not serve us")
        #expect(problem.cause == "Login denied")
        #expect(!problem.text.contains("ya29"))
        await late.close()
        try server.stop()
    }

    @Test func `a token in a file is read anew for each connection`() async throws {
        let server = try Server(extra: ["tls", "token"])
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        let token = server.folder.appending(path: "token")
        let transport = try Self.transport(
            "smtp://shop%40lantern.example@localhost:\(server.port)?tls=required&auth=xoauth2"
                + "&ca=\(authority)&token=\(token.path(percentEncoded: false))")
        let message = try Self.message()
        for (text, summary) in [
            (nil, "the token for the mail server localhost:\(server.port) cannot be read"),
            ("ya29.old-token\n", "the mail server localhost:\(server.port) does not serve us"),
        ] {
            try text?.write(to: token, atomically: true, encoding: .utf8)
            guard case .unreachable(let problem) = await transport.deliver(message) else {
                Issue.record("reached")
                return
            }
            #expect(problem.summary == summary)
            #expect(problem.kind == .infrastructure)
        }
        try "ya29.a0-Token\n".write(to: token, atomically: true, encoding: .utf8)
        #expect(await transport.deliver(message) == .accepted(detail: "250 OK"))
        await transport.close()
        try server.stop()
    }

    @Test func `a wrong password is a problem that does not show it`() async throws {
        let server = try Server(extra: ["tls"])
        let authority = server.folder.appending(path: "cert.pem").path(percentEncoded: false)
        let transport = try Self.transport(
            "smtp://shop:wrong-secret@localhost:\(server.port)?tls=required&ca=\(authority)")
        guard case .unreachable(let problem) = await transport.deliver(try Self.message()) else {
            Issue.record("reached")
            return
        }
        #expect(problem.summary == "the mail server localhost:\(server.port) does not serve us")
        #expect(problem.cause == "535 5.7.8 Authentication credentials invalid")
        #expect(!problem.text.contains("wrong-secret"))
        try server.stop()
    }

    private static let script = """
        import asyncio, base64, json, ssl, subprocess, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        class Sink:
            async def handle_DATA(self, server, session, envelope):
                print(json.dumps({
                    "from": envelope.mail_from, "to": envelope.rcpt_tos,
                    "data": envelope.original_content.decode("utf8"),
                    "isTLS": server.transport.get_extra_info("ssl_object") is not None,
                    "login": session.auth_data}), flush=True)
                return "250 OK"
            async def auth_XOAUTH2(self, server, args):
                # RFC 7628's older cousin: Google's and Microsoft's XOAUTH2.
                given = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
                if given == b"user=shop@lantern.example\\x01auth=Bearer ya29.a0-Token\\x01\\x01":
                    return AuthResult(
                        success=True, handled=False, auth_data="shop@lantern.example")
                # The client hears why, and must answer with nothing.
                await server.challenge_auth('{"status":"400","schemes":"Bearer"}')
                return AuthResult(success=False, handled=False)
        def login(server, session, envelope, mechanism, data):
            isKnown = data.login == b"shop" and data.password == b"s:cret"
            return AuthResult(success=isKnown, handled=False, auth_data="shop")
        implicit = None
        options = {"hostname": "sink.test", "enable_SMTPUTF8": True}
        if "tls" in sys.argv:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", "key.pem", "-out", "cert.pem"], check=True, stderr=subprocess.DEVNULL)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("cert.pem", "key.pem")
            options |= {"authenticator": login, "auth_required": True}
            if "implicit" in sys.argv:
                implicit = context
                options |= {"auth_require_tls": False}
            else:
                options |= {"tls_context": context, "require_starttls": True}
        for offered, other in [("PLAIN", "LOGIN"), ("LOGIN", "PLAIN")]:
            if offered in sys.argv:
                options |= {"auth_exclude_mechanism": [other]}
        if "token" in sys.argv:
            options |= {"auth_exclude_mechanism": ["PLAIN", "LOGIN"]}
        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Sink(), loop=loop, **options), "127.0.0.1", 0, ssl=implicit)
            print(server.sockets[0].getsockname()[1], flush=True)
            await loop.run_in_executor(None, sys.stdin.read)
        asyncio.run(main())
        """
}
