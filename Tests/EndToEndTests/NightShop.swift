import Foundation
import TestKit

/// A shop whose nights come when a test says so: members and orders of each night in files of their
/// own, a tier programme, a segment, and a letter to who enters it.
final class NightShop: Sendable {
    let shop: TestShop
    let database: TestDatabase
    let clock: NightClock

    /// 8 members in the first night, 5 new ones and 3 with another name in each other.
    init(nights: Int) async throws {
        database = try await TestDatabase.make()
        shop = try TestShop(on: database)
        clock = try NightClock(for: shop)
        try shop.write(Self.nightly, to: "Jobs/nightly.yaml")
        try shop.write(Self.letters, to: "Jobs/letters.yaml")
        for night in 0..<nights {
            let date = NightClock.instant(night: night, hour: 0).ISO8601Format().prefix(10)
            let members = (night * 5..<night * 5 + 8).map { Self.member($0, in: night) }
            try write("no,mail,name,born,news", members, to: "members-\(date)")
            let orders = (max(0, night * 5 - 2)..<night * 5 + 5).map { Self.order($0, in: night) }
            try write("no,member,at,book,qty,price", orders, to: "orders-\(date)")
        }
        _ = try await shop.tidings("db", "migrate")
    }

    /// Serves, over a port that nobody asks unless the test chose it.
    func serve(
        _ arguments: String..., port: Int? = nil, environment: [String: String] = [:]
    ) throws -> RunningCommand {
        let listen = ["serve", "--listen", "127.0.0.1:\(try port ?? FreePort.next())"]
        return try shop.start(
            listen + arguments, environment: clock.environment.merging(environment) { $1 })
    }

    /// Waits until all jobs' schedules have begun.
    func untilBegun(jobs: Int = 2) async throws {
        try await database.until("SELECT count(*) FROM tidings.schedule", is: "\(jobs)")
    }

    /// Waits until so many nights' letters are planned.
    func untilOver(nights: Int) async throws {
        try await database.until(
            "SELECT count(*) FROM tidings.run WHERE job = 'letters' AND outcome = 'succeeded'",
            is: "\(nights)")
    }

    func untilSent() async throws {
        try await database.until("SELECT count(*) FROM tidings.outbox", is: "0")
    }

    /// Adds birthday cards at nine and congratulations, at most one mail a day.
    func greet() throws {
        try shop.edit(
            "Jobs/workspace.yaml", "topics:",
            "caps: [{topics: all, at_most: 1, per: day}]\nreserve: 2 days\ntopics:")
        try shop.write(Self.greetings, to: "Jobs/greetings.yaml")
    }

    private func write(_ head: String, _ rows: [String], to name: String) throws {
        try shop.write(([head] + rows).joined(separator: "\n") + "\n", to: "feeds/\(name).csv")
    }

    /// Every third has a birthday in the second night after the first one that names them.
    private static func member(_ number: Int, in night: Int) -> String {
        let day = NightClock.instant(night: number / 5 + 2, hour: 0).ISO8601Format().dropFirst(4)
        let born = number.isMultiple(of: 3) ? "1990\(day.prefix(6))" : ""
        return "\(number),reader\(number)@reader.example,Reader \(number) of \(night),\(born),yes"
    }

    /// The last two of the night before have become dearer: that makes some of their buyers gold.
    private static func order(_ number: Int, in night: Int) -> String {
        let price = number / 5 == night ? number % 3 * 40 : 130
        return "\(number),\(number),2020-02-20T10:00:00Z,book,1,\(price)"
    }

    private static let nightly = """
        job: nightly
        schedule: {every: day, at: "02:00", missed: run all, overlap: queue}
        extract:
          - feed: members
            into: customers
            from: shop
            file: members-{date}.csv
            map: {id: no, email: mail, first_name: name, birthday: born, consent.news: news}
          - feed: orders
            into: orders
            from: shop
            file: orders-{date}.csv
            map: {id: no, customer: member, placed_at: at, line.product: book, line.quantity: qty, line.price: price}
        transform:
          tiers:
            programme: membership
            by: spend(last 5000 days)
            levels: [{tier: reader, from: 0}, {tier: gold, from: 100}]
          segments:
            readers: {where: email is known, include_existing: true}

        """

    private static let letters = """
        job: letters
        after: nightly
        load:
          - campaign: letter
            trigger: {segment: {in: readers}}
            template: letter
            topic: news
            expires: 9 days

        """

    private static let greetings = """
        job: greetings
        after: nightly
        load:
          - campaign: card
            trigger: {birthday: {leap_day: feb 28}}
            template: letter
            topic: greetings
            priority: 90
            send: {at: "09:00"}
            expires: 2 days
          - campaign: rise
            trigger: {tier: {up: membership}}
            template: letter
            topic: news
            expires: 9 days

        """
}
