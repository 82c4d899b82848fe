import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Testing
import Transfer

@testable import Running

struct CourierTests {
    /// A shop with an alert that waits.
    private static func alerted(
        webhook: String, mail: String = "ops@lantern.example", more: String = ""
    ) async throws -> (Shop, TestDatabase) {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.tell(mail: mail, webhook: webhook, more: more)
        let database = try await Shop.database()
        _ = try await shop.run(on: database, at: Shop.noon)
        _ = try await shop.look(on: database, at: Shop.noon)
        return (shop, database)
    }

    private static func courier(
        _ shop: Shop, on database: TestDatabase, _ sink: MailSink
    ) async throws -> Courier {
        let url = sink.url
        return Courier(try shop.read(), on: try await database.connect()) {
            SMTPTransport(try SMTPPool(to: SMTPServer(url: url)))
        }
    }

    @Test func `a post comes as it was queued, signed by the key`() async throws {
        let server = try await WebServer.start()
        server.script("/hook", .reply(200))
        let (shop, database) = try await Self.alerted(webhook: server.url + "/hook?token=t")
        let sink = try await MailSink.start()
        let courier = try await Self.courier(shop, on: database, sink)
        #expect(try await courier.deliver(at: Shop.noon).map(\.text) == [])
        #expect(try await courier.deliver(at: Shop.hours(1)).map(\.text) == [])
        let post = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(post.target == "/hook?token=t")
        #expect(post.headers["content-type"] == "application/json")
        #expect(
            try await database.texts("SELECT body FROM tidings.notice WHERE channel = 'webhook'")
                == [post.body])
        #expect(
            post.headers["tidings-signature"]
                == "sha256=\(try await Self.python(post.body, key: "a secret"))")
        let mail = try #require(sink.messages.first)
        #expect(sink.messages.count == 1)
        #expect(mail.to == ["ops@lantern.example"])
        #expect(mail.from == "hello@lantern.example")
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
        #expect(
            text.contains("\r\nSubject: [Lantern Books] a guard or a missing feed stopped job-0"))
        try await sink.stop()
    }

    @Test func `what does not get through is tried again, each time later, for a day`() async throws
    {
        let server = try await WebServer.start()
        server.script(
            "/hook", .reply(503), .reply(302, ["Location": server.url + "/other"]), .reply(204))
        let (shop, database) = try await Self.alerted(
            webhook: server.url + "/hook", mail: "${NO:-}")
        let sink = try await MailSink.start()
        let courier = try await Self.courier(shop, on: database, sink)
        #expect(
            try await courier.deliver(at: Shop.noon).map(\.text) == [
                """
                the webhook at 127.0.0.1 answered 503
                  Check its address and key; it is tried again for a day.
                """
            ])
        #expect(try await courier.deliver(at: Shop.noon.addingTimeInterval(1)) == [])
        // A redirect leads nowhere.
        #expect(try await courier.deliver(at: Shop.noon.addingTimeInterval(2)).count == 1)
        #expect(try await courier.deliver(at: Shop.noon.addingTimeInterval(9)) == [])
        #expect(try await courier.deliver(at: Shop.noon.addingTimeInterval(10)) == [])
        #expect(server.requests.map(\.target) == ["/hook", "/hook", "/hook"])
        #expect(
            try await database.texts(
                "SELECT attempts || ' ' || (next_at IS NULL)::text FROM tidings.notice")
                == ["3 true"])
        try await sink.stop()
    }

    @Test func `after a day it is given up`() async throws {
        let server = try await WebServer.start()
        let (shop, database) = try await Self.alerted(
            webhook: server.url + "/hook", mail: "${NO:-}")
        let sink = try await MailSink.start()
        let courier = try await Self.courier(shop, on: database, sink)
        #expect(try await courier.deliver(at: Shop.hours(25)).count == 1)
        #expect(
            try await database.texts(
                "SELECT coalesce(next_at::text, 'never') || ' ' || problem FROM tidings.notice")
                == ["never the webhook at 127.0.0.1 answered 404"])
        try await sink.stop()
    }

    @Test func `nobody but only_to is mailed`() async throws {
        let (shop, database) = try await Self.alerted(webhook: "${NO:-}")
        try shop.write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            sources: {stores: {folder: feeds}}
            mail: {from: hello@lantern.example, only_to: ["@staging.example"]}
            alerts: {mail: ops@lantern.example}
            """)
        let sink = try await MailSink.start()
        let courier = try await Self.courier(shop, on: database, sink)
        #expect(
            try await courier.deliver(at: Shop.noon).map(\.text) == [
                """
                an address of alerts or digests is not among mail.only_to
                  Add it there, or take it out: on this copy nobody else is mailed.
                """
            ])
        #expect(sink.messages == [])
        try await sink.stop()
    }

    @Test func `nothing leaves from a copy`() async throws {
        let (shop, database) = try await Self.alerted(webhook: "${NO:-}")
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "test",
                sql: "INSERT INTO tidings.home VALUES (true, 'elsewhere', 1, '2026-11-01')"))
        let sink = try await MailSink.start()
        let courier = try await Self.courier(shop, on: database, sink)
        #expect(try await courier.deliver(at: Shop.noon) == [])
        #expect(sink.messages == [])
        try await sink.stop()
    }

    /// HMAC-SHA256 as Python has it.
    private static func python(_ body: String, key: String) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import hmac,sys;print(hmac.new(sys.argv[1].encode(),sys.argv[2].encode(),'sha256').hexdigest(),end='')",
            key, body,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
