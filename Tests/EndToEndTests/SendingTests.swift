import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// A server that fails, a runner that is killed: nobody gets a message twice, nothing is lost.
    @Suite struct SendingTests {
        private static let count = 12

        private static func shop(_ sink: MailSink) async throws -> (TestShop, [String: String]) {
            let shop = try await TestShop.onServer()
            try shop.fill(members: count)
            return (shop, ["TIDINGS_SMTP_URL": sink.url])
        }

        private static func states(of shop: TestShop) async throws -> [String: Int] {
            let messages = try await shop.tidings("messages", "--json").objects
            return Dictionary(grouping: messages) { $0["state"] ?? "" }.mapValues(\.count)
        }

        private static func recipients(of sink: MailSink) -> [String] {
            sink.messages.flatMap(\.to).sorted()
        }

        private static var everyone: [String] {
            (1...count).map { "reader\($0)@reader.example" }.sorted()
        }

        @Test func `a night sends to a mail server, once each`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            let run = try await shop.tidings("run", environment: environment)
            #expect(run.exitCode == 0)
            #expect(Self.recipients(of: sink) == Self.everyone)
            #expect(try await Self.states(of: shop) == ["accepted": Self.count])
            let again = try await shop.tidings("run", environment: environment)
            #expect(again.exitCode == 0)
            #expect(sink.messages.count == Self.count)
        }

        @Test func `a runner killed while it hands over leaves one message unknown`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            // The fifth is taken, but its reply never comes before the kill.
            sink.script(.answerLate(.seconds(600)), at: 5)
            let command = try shop.start("run", environment: environment)
            _ = await sink.wait(for: 5)
            command.signal(SIGKILL)
            #expect(try await command.end().exitCode == 128 + 9)
            try await Self.waitForLocks(of: shop)

            let rerun = try await shop.tidings("run", environment: environment)
            #expect(rerun.exitCode == 9)
            #expect(
                rerun.stdout.contains(
                    """
                    the fate of 1 message of campaign "letter" is unknown
                      `tidings resolve --campaign letter` lists what is never sent again by itself, \
                    and settles it.
                    """))
            #expect(Self.recipients(of: sink) == Self.everyone)
            #expect(
                try await Self.states(of: shop) == ["accepted": Self.count - 1, "unknown": 1])

            let third = try await shop.tidings("run", environment: environment)
            #expect(third.exitCode == 0)
            #expect(sink.messages.count == Self.count)
        }

        @Test func `a runner killed before it hands over sends what it held`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            let planned = try await shop.tidings("run", "--no-send", environment: environment)
            #expect(planned.exitCode == 0)
            sink.script(.answerLate(.seconds(600)), at: 3)
            let command = try shop.start("send", environment: environment)
            _ = await sink.wait(for: 3)
            command.signal(SIGKILL)
            _ = try await command.end()
            let sent = try await shop.tidings("send", environment: environment)
            #expect(sent.stdout == "9 messages handed over.\n")
            #expect(
                sent.stderr == """
                    the fate of 1 message of campaign "letter" is unknown
                      `tidings resolve --campaign letter` lists what is never sent again by itself, \
                    and settles it.

                    """)
            #expect(sent.exitCode == 9)
            #expect(Self.recipients(of: sink) == Self.everyone)
        }

        @Test(arguments: [true, false])
        func `a connection lost after the text leaves one message unknown`(
            _ wasKept: Bool
        ) async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            sink.script(.dropAtEnd(keeping: wasKept), at: 4)
            let run = try await shop.tidings("run", environment: environment)
            #expect(run.exitCode == 9)
            _ = try await shop.tidings("run", environment: environment)
            _ = try await shop.tidings("send", environment: environment)
            #expect(
                try await Self.states(of: shop) == ["accepted": Self.count - 1, "unknown": 1])
            #expect(sink.messages.count == (wasKept ? Self.count : Self.count - 1))
            #expect(Set(Self.recipients(of: sink)).count == sink.messages.count)
        }

        @Test func `a person decides an unknown message, and it is sent again`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            sink.script(.dropAtEnd(keeping: false), at: 4)
            #expect(try await shop.tidings("run", environment: environment).exitCode == 9)
            let row = try #require(try await shop.tidings("resolve", "--json").objects.first)
            let (run, customer) = (try row.int("run"), try #require(row["customer"]))
            #expect(row["campaign"] == "letter")
            #expect(row["because"] == "no reply to the end of the message: the server hung up")
            let list = try await shop.tidings("resolve")
            #expect(
                list.stdout.hasSuffix(
                    """

                    `tidings resolve \(run) --sent` has those of run \(run) count as sent,
                    `tidings resolve \(run) --not-sent` sends them again.

                    """))
            let unnamed = try await shop.tidings("resolve", "--sent")
            #expect(
                unnamed.stderr == """
                    no run is named whose messages are decided
                      `tidings resolve` lists them; then name the run: `tidings resolve 12 --sent`.

                    """)
            #expect(unnamed.exitCode == 2)
            let none = try await shop.tidings("resolve", "\(run + 1)", "--not-sent")
            #expect(none.stdout == "No such message is unknown.\n")

            let decided = try await shop.tidings("resolve", "\(run)", "--not-sent")
            #expect(
                decided.stdout
                    == "1 message will be sent again, by `tidings send` or `tidings serve`.\n")
            let sent = try await shop.tidings("send", environment: environment)
            #expect(sent.stdout == "1 message handed over.\n")
            #expect(sink.messages.last?.to == ["reader\(customer)@reader.example"])
            #expect(Self.recipients(of: sink) == Self.everyone)
            #expect(
                try await shop.tidings("resolve").stdout == "No such message is unknown.\n")
        }

        @Test func `a run that is asked to stop while it sends ends as cancelled`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            // Long enough for somebody to ask, and for the run to hear of it.
            try shop.edit("Jobs/workspace.yaml", "mail:", "mail:\n  rate: 1 per second")
            let command = try shop.start("run", "--json", environment: environment)
            _ = await sink.wait(for: 2)
            let run = try #require(try await shop.tidings("runs", "--json").objects.first)
            let asked = try await shop.tidings("cancel", "\(try run.int("run"))")
            #expect(asked.exitCode == 0)
            let ended = try await command.end()
            #expect(ended.exitCode == 1)
            let last = try #require(try ended.objects.last)
            #expect(last["outcome"] == "cancelled")
            let letter = try #require(try last.objects("steps").last)
            #expect(letter["outcome"] == "cancelled")
            let accepted = sink.messages.count
            #expect(accepted < Self.count)
            #expect(
                try await Self.states(of: shop)
                    == ["accepted": accepted, "planned": Self.count - accepted])
        }

        @Test func `a mail server that is away loses nothing`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            try await sink.stop()
            let run = try await shop.tidings("run", environment: environment)
            #expect(run.exitCode == 8)
            #expect(try await Self.states(of: shop) == ["planned": Self.count])

            let back = try await MailSink.start()
            let sent = try await shop.tidings(
                "send", environment: ["TIDINGS_SMTP_URL": back.url])
            #expect(sent.stdout == "12 messages handed over.\n")
            #expect(Self.recipients(of: back) == Self.everyone)
        }

        @Test func `a refusal is final, a refusal for now is tried again`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            sink.script(
                .replyToRecipient(550, "5.1.1 no such box"), for: "reader2@reader.example")
            sink.script(.replyToRecipient(451, "4.2.0 later"), for: "reader3@reader.example")
            let run = try await shop.tidings("run", "--json", environment: environment)
            #expect(run.exitCode == 0)
            let letter = try #require(try run.objects.last?.objects("steps").last)
            #expect(try letter.int("planned") == Self.count)
            #expect(try letter.int("accepted") == Self.count - 2)
            #expect(try letter.int("refused") == 1)
            #expect(try letter.int("retrying") == 1)
        }

        @Test func `what is paused waits, and goes on when it is let`() async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            let paused = try await shop.tidings("pause", "letter", environment: environment)
            #expect(paused.stdout.hasPrefix("letter is paused since "))
            let run = try await shop.tidings("run", environment: environment)
            #expect(run.exitCode == 0)
            #expect(sink.transactions == 0)
            #expect(try await Self.states(of: shop) == ["planned": Self.count])
            let lifted = try await shop.tidings("unpause", "letter", environment: environment)
            #expect(lifted.stdout == "letter goes on.\n")
            let sent = try await shop.tidings("send", environment: environment)
            #expect(sent.stdout == "12 messages handed over.\n")
            let again = try await shop.tidings("unpause", "letter", environment: environment)
            #expect(again.exitCode == 2)
        }

        @Test(arguments: ["letters", "all"])
        func `while a job or all is paused its runs are refused and its mail waits`(
            name: String
        ) async throws {
            let sink = try await MailSink.start()
            let (shop, environment) = try await Self.shop(sink)
            let planned = try await shop.tidings("run", "--no-send", environment: environment)
            #expect(planned.exitCode == 0)
            let paused = try await shop.tidings("pause", name, environment: environment)
            #expect(paused.stdout.hasPrefix("\(name) is paused since "))
            #expect(try await shop.tidings("run", environment: environment).exitCode == 6)
            let held = try await shop.tidings("send", environment: environment)
            #expect(held.stdout == "0 messages handed over.\n")
            #expect(sink.transactions == 0)
            _ = try await shop.tidings("unpause", name, environment: environment)
            let sent = try await shop.tidings("send", environment: environment)
            #expect(sent.stdout == "12 messages handed over.\n")
            #expect(Self.recipients(of: sink) == Self.everyone)
        }

        /// Waits until the server has noticed that a killed client is gone.
        private static func waitForLocks(of shop: TestShop) async throws {
            let connection = try await #require(shop.database).connect()
            let held = Statement(
                name: "held",
                sql: """
                    SELECT count(*) AS locks FROM pg_locks
                    WHERE locktype = 'advisory'
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    """)
            while try await connection.execute(held).first?.int("locks") != 0 {
                await Task.yield()
            }
            await connection.close()
        }
    }
}
