import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Mail through a server that is not ours: Debian's aiosmtpd.
    @Suite struct OtherServerTests {
        private static let python = "/usr/bin/python3"

        /// Whether python3-aiosmtpd is there; a machine without it still runs all other tests.
        private static let isInstalled: Bool = {
            let process = Process()
            process.executableURL = URL(filePath: python)
            process.arguments = ["-c", "import aiosmtpd"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }()

        /// Listens on a free port, says which on its first line, and prints a line a message: the
        /// recipients and the subject. It ends when its standard input does.
        private static let server = """
            import asyncio, email, sys
            from aiosmtpd.smtp import SMTP

            class Handler:
                async def handle_DATA(self, server, session, envelope):
                    message = email.message_from_bytes(envelope.content)
                    print(*envelope.rcpt_tos, message["Subject"], flush=True)
                    return "250 OK"

            async def main():
                loop = asyncio.get_running_loop()
                server = await loop.create_server(
                    lambda: SMTP(Handler(), enable_SMTPUTF8=True), "127.0.0.1", 0)
                print(server.sockets[0].getsockname()[1], flush=True)
                await loop.run_in_executor(None, sys.stdin.read)

            asyncio.run(main())
            """

        @Test(.enabled(if: isInstalled, "needs the package python3-aiosmtpd"))
        func `a night sends through aiosmtpd, once each`() async throws {
            let process = Process()
            let (input, output) = (Pipe(), Pipe())
            process.executableURL = URL(filePath: Self.python)
            process.arguments = ["-c", Self.server]
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            let first = String(
                decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            let port = try #require(Int(first.trimmingCharacters(in: .newlines)))

            let shop = try await TestShop.onServer()
            let environment = ["TIDINGS_SMTP_URL": "smtp://127.0.0.1:\(port)"]
            for _ in 1...2 {
                let run = try await shop.tidings("run", environment: environment)
                #expect(run.exitCode == 0)
            }
            try input.fileHandleForWriting.close()
            let said = try #require(try output.fileHandleForReading.readToEnd())
            process.waitUntilExit()
            #expect(
                String(decoding: said, as: UTF8.self).split(separator: "\n").sorted() == [
                    "ann@reader.example News for Ann", "ben@reader.example News for Ben",
                ])
        }
    }
}
