import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Two commands at once, and commands that are interrupted.
    @Suite struct ConcurrencyTests {
        @Test func `two commands share a private server, and the last stops it`() async throws {
            let shop = try TestShop()
            let one = try shop.start("run", "nightly", "--for", "2020-03-01")
            let other = try shop.start("runs")
            let (first, second) = (try await one.end(), try await other.end())
            #expect(first.exitCode == 0)
            #expect(first.stdout.hasPrefix("nightly for 2020-03-01: succeeded (run 1)\n"))
            #expect(second.exitCode == 0)
            #expect(second.stderr == "")
            #expect(try Self.server(of: shop) == nil)
        }

        @Test func `a job that is already running is refused`() async throws {
            let sink = try await MailSink.start()
            let shop = try await TestShop.onServer()
            let environment = ["TIDINGS_SMTP_URL": sink.url]
            // The run holds its jobs while its first mail waits for a reply.
            sink.script(.answerLate(.seconds(600)), at: 1)
            let running = try shop.start("run", environment: environment)
            _ = await sink.wait(for: 1)
            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(
                second.stdout == """
                    nightly for 2020-03-01: refused

                    job "nightly" is already running
                      Wait until it has ended; `tidings runs` shows it.


                    """)
            #expect(second.exitCode == 6)
            running.signal(SIGKILL)
            _ = try await running.end()
        }

        @Test func `an interrupted run ends with 130 and stops its private server`() async throws {
            let sink = try await MailSink.start()
            let shop = try TestShop()
            try shop.fill(members: 5)
            sink.script(.answerLate(.milliseconds(300)), at: 2)
            let command = try shop.start("run", environment: ["TIDINGS_SMTP_URL": sink.url])
            _ = await sink.wait(for: 2)
            command.signal(SIGINT)
            let run = try await command.end()
            #expect(run.exitCode == 130)
            #expect(try Self.server(of: shop) == nil)

            let rerun = try await shop.tidings("run", environment: ["TIDINGS_SMTP_URL": sink.url])
            #expect(rerun.exitCode == 0)
            #expect(Set(sink.messages.flatMap(\.to)).count == 5)
            #expect(sink.messages.count == 5)
        }

        @Test func `a second interrupt ends a command at once`() async throws {
            let sink = try await MailSink.start()
            let shop = try await TestShop.onServer()
            sink.script(.answerLate(.seconds(600)), at: 1)
            let command = try shop.start("run", environment: ["TIDINGS_SMTP_URL": sink.url])
            _ = await sink.wait(for: 1)
            command.signal(SIGTERM)
            command.signal(SIGINT)
            let code = try await command.end().exitCode
            #expect(code == 130 || code == 143)
        }

        /// The process of the shop's private server, if it runs.
        private static func server(of shop: TestShop) throws -> pid_t? {
            let file = shop.folder.appending(path: ".tidings/postgres/postmaster.pid")
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            let text = try String(contentsOf: file, encoding: .utf8)
            return text.split(separator: "\n").first.flatMap { pid_t($0) }
        }
    }
}
