import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// `tidings serve` on a clock that runs faster than the world's.
    @Suite struct ServeTests {
        /// Members of each night by a file of its own, a segment, and a letter to who enters it.
        static func shop(on database: TestDatabase, nights: Int) throws -> TestShop {
            let shop = try TestShop(on: database)
            try shop.write(
                """
                job: nightly
                schedule: {every: day, at: "02:00", missed: run all}
                extract:
                  - feed: members
                    into: customers
                    from: shop
                    file: members-{date}.csv
                    map: {id: no, email: mail, first_name: name, consent.news: news}
                transform:
                  segments:
                    readers: {where: email is known, include_existing: true}

                """, to: "Jobs/nightly.yaml")
            try shop.write(
                """
                job: letters
                after: nightly
                load:
                  - campaign: letter
                    trigger: {segment: {in: readers}}
                    template: letter
                    topic: news
                    expires: 900 days

                """, to: "Jobs/letters.yaml")
            for night in 0..<nights {
                let date = first.addingTimeInterval(Double(night) * 86_400).ISO8601Format().prefix(
                    10)
                let rows = (night * 5..<night * 5 + 8).map {
                    "\($0),reader\($0)@reader.example,Reader \(night),yes"
                }
                try shop.write(
                    (["no,mail,name,news"] + rows).joined(separator: "\n") + "\n",
                    to: "feeds/members-\(date).csv")
            }
            return shop
        }

        static let first = Date(timeIntervalSince1970: 1_583_020_800)  // 2020-03-01

        /// A clock that begins an hour before the first night, with so many seconds for each; it
        /// stands still without them.
        static func clock(secondsANight: Double?) -> [String: String] {
            let from = first.addingTimeInterval(3600).ISO8601Format()
            let anchor = Date.now.timeIntervalSince1970
            let speed = secondsANight.map { 86_400 / $0 } ?? 0
            return ["TIDINGS_TEST_CLOCK": "\(from)/\(anchor)/\(speed)"]
        }

        /// Lets the schedules begin before the first night: they expect nothing from before.
        static func begin(_ shop: TestShop, on database: TestDatabase) async throws {
            let serve = try shop.start(
                "serve", "--listen", "127.0.0.1:\(try FreePort.next())",
                environment: clock(secondsANight: nil))
            try await until {
                try await texts(database, "SELECT count(*) FROM tidings.schedule") == ["2"]
            }
            serve.signal(SIGTERM)
            _ = try await serve.end()
        }

        static func texts(_ database: TestDatabase, _ sql: String) async throws -> [String] {
            let connection = try await database.connect()
            let rows = try await connection.execute(
                Statement(name: "test", sql: "SELECT (\(sql))::text AS value"))
            await connection.close()
            return try rows.flatMap { try ($0.textOrNil("value") ?? "").split(separator: "\n") }
                .map(String.init)
        }

        /// Waits for what must come within two minutes, whatever else the machine does.
        static func until(_ condition: () async throws -> Bool) async throws {
            let deadline = ContinuousClock.now + .seconds(120)
            while try await !condition() {
                try #require(ContinuousClock.now < deadline)
                try await Task.sleep(for: .milliseconds(50))
            }
        }

        /// Waits until so many nights' letters are over.
        static func nights(_ count: Int, of database: TestDatabase) async throws {
            let sql = """
                SELECT count(*) FROM tidings.run WHERE job = 'letters' AND outcome = 'succeeded'
                """
            try await until { try await texts(database, sql) == ["\(count)"] }
        }

        @Test func `serve runs what is due, sends it, tells how it is, and ends when asked`()
            async throws
        {
            let database = try await TestDatabase.make()
            let shop = try Self.shop(on: database, nights: 2)
            _ = try await shop.tidings("db", "migrate")
            try await Self.begin(shop, on: database)
            let port = try FreePort.next()
            let serve = try shop.start(
                "serve", "--listen", "127.0.0.1:\(port)", "--log", "json",
                environment: Self.clock(secondsANight: 4))
            try await Self.nights(2, of: database)
            try await Self.until { shop.names(in: ".tidings/outbox").count == 13 }
            let health = try await Self.get("healthz", port)
            #expect(health == "ok\n")
            let ready = try await Self.get("readyz", port)
            #expect(ready == "ok\n")
            let metrics = try await Self.get("metrics", port)
            #expect(metrics.contains("tidings_ready 1.0\n"))
            #expect(metrics.contains("tidings_runs{outcome=\"succeeded\"} 4.0\n"))
            serve.signal(SIGTERM)
            let end = try await serve.end()
            #expect(end.exitCode == 143)
            let lines = try end.stderr.split(separator: "\n").map { try JSONObject(String($0)) }
            #expect(lines.first?["message"] == "serves Lantern Books")
            #expect(lines.last?["message"] == "has finished")
            let past = try await shop.tidings("schedule", "--past", "9", "--json").objects
            let own = past.filter { ($0["for"] ?? "") < "2020-03-03" }
            #expect(own.map { $0["ended"] } == ["ran", "ran", "ran", "ran"])
        }

        @Test func `changed files are taken when they check clean, and only then`() async throws {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            _ = try await shop.tidings("db", "migrate")
            let serve = try shop.start("serve", "--listen", "127.0.0.1:\(try FreePort.next())")
            let sql = "SELECT count(*) FROM tidings.schedule"
            try await Self.until { try serve.stderr().contains("serves Lantern Books") }
            try shop.write("job: other\nschedule: {every: hour, att: 3}\n", to: "Jobs/other.yaml")
            try await Self.until { try serve.stderr().contains("the old ones stay in force") }
            #expect(try await Self.texts(database, sql) == ["0"])
            try shop.write("job: other\nschedule: {every: hour}\n", to: "Jobs/other.yaml")
            try await Self.until { try await Self.texts(database, sql) == ["1"] }
            serve.signal(SIGTERM)
            let end = try await serve.end()
            #expect(
                end.stderr.contains(
                    "changed definitions are not in order: the old ones stay in force"))
            #expect(end.stderr.contains(#"Jobs/other.yaml:2:25: unknown key "att""#))
            #expect(end.stderr.contains("took changed definitions"))
        }

        private static func get(_ path: String, _ port: Int) async throws -> String {
            let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = [
                "-c",
                """
                import sys, urllib.request
                sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())
                """,
                url.absoluteString,
            ]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
        }
    }
}
