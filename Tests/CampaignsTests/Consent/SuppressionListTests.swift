import Definitions
import Foundation
import Postgres
import Problems
import Testing

@testable import Campaigns

@Suite(.serialized) struct SuppressionListTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)

    @Test func `an address on the list is not mailed, whoever has it`() async throws {
        let shop = try await Shop.open()
        for id in ["ada", "bea", "cy"] {
            try await shop.customer(id, ["birth_month": "11", "birth_day": "21"])
        }
        let list = SuppressionList(shop.connection)
        let added = try await list.add(
            [
                .address("ADA@example.com", .complained), .address("nobody@x.example", .bounced),
                .address("bea@example.com", .unsubscribed),
            ], from: "list.csv", at: Self.now)
        #expect(added == 3)
        try await shop.plan(.of(.birthday(.init())), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "card") == [
                "ada suppressed complained (suppression list)",
                "bea suppressed unsubscribed (suppression list)", "cy planned",
            ])
    }

    @Test func `the list keeps no address, and says whose it is now`() async throws {
        let shop = try await Shop.open()
        try await shop.customer("ada")
        let list = SuppressionList(shop.connection)
        for _ in 1...2 {
            _ = try await list.add(
                [.address("ada@example.com", .bounced), .address("b@x.example", .bounced)],
                from: "test", at: Self.now)
        }
        let items = try await list.list(limit: nil)
        #expect(Set(items.map(\.customer)) == ["ada", nil])
        #expect(Set(items.map(\.address)) == ["ada@example.com", nil])
        #expect(Set(items.map(\.hash)).count == 2)
        #expect(
            try await shop.rows("SELECT s::text AS row FROM tidings.suppression s", "row")
                .allSatisfy { !$0.contains("example") })
        #expect(try await list.remove(["Ada@Example.com", "c@x.example"]) == (1, 0))
        #expect(try await list.list(limit: 5).map(\.customer) == [nil])
    }

    @Test func `an address that bounced can be mailed again, one that complained cannot`()
        async throws
    {
        let shop = try await Shop.open()
        for id in ["ada", "bea"] {
            try await shop.customer(id, ["birth_month": "11", "birth_day": "21"])
        }
        for (id, kind) in [("ada", "bounced"), ("bea", "complained")] {
            try await shop.run(
                """
                INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign, address)
                VALUES ('\(id)', '\(kind)', '2026-11-01', '', '', '\(id)@example.com')
                """)
        }
        let addresses = ["Ada@example.com", "bea@example.com"]
        #expect(try await SuppressionList(shop.connection).remove(addresses) == (0, 1))
        try await shop.plan(.of(.birthday(.init())), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "card") == ["ada planned", "bea suppressed complained"])
        #expect(
            try await shop.rows("SELECT DISTINCT customer_id FROM tidings.change", "customer_id")
                .contains("ada"))
    }

    @Test func `an exported list comes back by its hashes`() async throws {
        let shop = try await Shop.open()
        let list = SuppressionList(shop.connection)
        _ = try await list.add([.address("a@x.example", .bounced)], from: "x", at: Self.now)
        let hash = try #require(try await list.list(limit: 1).first?.hash)
        _ = try await list.remove(["a@x.example"])
        let file = try SuppressionFile(
            "email,hash,reason\n\"\",\(hash),bounced\n", reason: .unsubscribed)
        #expect(file.entries == [.hash(hash, .bounced)])
        #expect(try await list.add(file.entries, from: "y", at: Self.now) == 1)
        #expect(try await list.remove(["a@x.example"]) == (1, 0))
    }

    @Test func `a file is one address a line, or CSV with a header`() throws {
        let plain = try SuppressionFile(
            "\u{FEFF}a@x.example\n\nnot an address\nB@x.example\r\n", reason: .bounced)
        #expect(
            plain.entries == [
                .address("a@x.example", .bounced), .address("B@x.example", .bounced),
            ])
        #expect(plain.wrongLines == [3])
        let table = try SuppressionFile(
            "Name;E-Mail;Reason\n\"Lee; Ann\";a@x.example;complained\nBo;;\nCy;c@x.example;why\n",
            reason: .unsubscribed)
        #expect(
            table.entries == [
                .address("a@x.example", .complained), .address("c@x.example", .unsubscribed),
            ])
        #expect(table.wrongLines == [3])
        let fault = #expect(throws: Problem.self) {
            try SuppressionFile("name,city\nAnn,Ulm\n", reason: .bounced)
        }
        #expect(
            fault?.text == """
                the file's header names no column email
                  Write one address a line, or name the column of the addresses email.
                """)
    }
}
