import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// A job that `tidings serve` runs when a file arrives.
    @Suite struct ArrivalTests {
        @Test func `a file that arrives is loaded once, however many serve`() async throws {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            try shop.remove("feeds/orders.csv")
            try shop.edit(
                "Jobs/nightly.yaml", "job: nightly\n",
                "job: nightly\nschedule: {every: arrival of orders}\n")
            _ = try await shop.tidings("db", "migrate")
            let next = try await shop.tidings("schedule", "--next", "3", "--explain")
            #expect(
                next.stdout.split(separator: "\n").map { $0.split(separator: /\s\s+/) } == [
                    ["at", "job", "for", "will", "why"],
                    ["letters", "run", "after each run of nightly"],
                    ["nightly", "run", #"whenever orders.csv arrives in the source "shop""#],
                ])
            let serving = try (0..<3).map { _ in
                try shop.start("serve", "--listen", "127.0.0.1:\(try FreePort.next())")
            }
            try await database.until("SELECT count(*) FROM tidings.schedule", is: "2")
            #expect(try await database.texts("SELECT count(*) FROM tidings.tick") == ["0"])
            try shop.write(
                try #require(TestShop.files["feeds/orders.csv"]), to: "feeds/orders.csv")
            try await database.until(
                "SELECT count(*) FROM tidings.run WHERE job = 'letters' AND outcome = 'succeeded'",
                is: "1")
            // Long enough for each of them to have looked again.
            let mark = "SELECT max(through) FROM tidings.schedule"
            let seen = try await database.texts(mark)[0]
            try await database.until(
                "SELECT max(through) > '\(seen)'::timestamptz + interval '11 s'"
                    + " FROM tidings.schedule", is: "true")
            for serve in serving { serve.signal(SIGTERM) }
            for serve in serving { #expect(try await serve.end().exitCode == 143) }
            let past = try await shop.tidings("schedule", "--past", "9", "--json").objects
            #expect(Set(past.map { $0["job"] }) == ["nightly", "letters"])
            #expect(past.map { $0["ended"] } == ["ran", "ran"])
            #expect(past.first { $0["job"] == "nightly" }?["why"] == "orders.csv arrived")
            #expect(try await database.texts("SELECT count(*) FROM tidings.run") == ["2"])
            #expect(try await database.texts("SELECT count(*) FROM tidings.orders") == ["2"])
        }
    }
}
