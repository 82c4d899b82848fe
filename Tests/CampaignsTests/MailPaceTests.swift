import Definitions
import Foundation
import Mail
import Problems
import TestKit
import Testing

@testable import Campaigns

/// How fast mail may leave.
@Suite(.serialized)
struct MailPaceTests {
    private func send(
        _ post: Post, seconds: Double = 0, clock: CountingClock = CountingClock()
    ) async throws -> SendFigures {
        try await post.sender(post.files, seconds: seconds, paceClock: PaceClock(clock))
            .send(campaigns: nil, on: post.shop.connection)
    }

    @Test func `a rate per second spaces messages out`() async throws {
        var post = try await Post("ada", "bea", "cy", "dee")
        defer { post.clean() }
        post.shop.workspace.mail.rates = [
            MailRate(count: 2, unit: .minute), MailRate(count: 5, unit: .second),
        ]
        let clock = CountingClock()
        #expect(try await send(post, clock: clock).accepted == 4)
        // The first leaves at once; the slower rate holds.
        #expect(clock.waits.count == 3)
        #expect(clock.waits.allSatisfy { (29...30).contains($0) })
    }

    @Test func `a domain with a rate of its own lets the others pass`() async throws {
        var post = try await Post("a1", "a2", "a3", "b1", "b2")
        defer { post.clean() }
        try await post.shop.run(
            "UPDATE tidings.customer SET email = customer_id || '@slow.example' "
                + "WHERE customer_id LIKE 'a%'")
        post.shop.workspace.mail.domainRates["slow.example"] = [MailRate(count: 6, unit: .minute)]
        let clock = CountingClock()
        let sink = try await MailSink.start()
        let sender = try post.sender(try Post.smtp(sink), paceClock: PaceClock(clock))
        #expect(try await sender.send(campaigns: nil, on: post.shop.connection).accepted == 5)
        #expect(
            sink.messages.flatMap(\.to) == [
                "a1@slow.example", "b1@example.com", "b2@example.com", "a2@slow.example",
                "a3@slow.example",
            ])
        #expect(clock.waits.count == 2)
    }

    @Test func `a budget per hour is kept over all senders, and the rest goes later`() async throws
    {
        var post = try await Post("ada", "bea", "cy", "dee")
        defer { post.clean() }
        post.shop.workspace.mail.rates = [MailRate(count: 3, unit: .hour)]
        let first = try await send(post)
        #expect(first.accepted == 3)
        #expect(first.heldUntil == post.due.addingTimeInterval(600))
        #expect(try await post.outbox().count == 1)
        // Another sender, half an hour later, and one when the hour is over.
        let second = try await send(post, seconds: 1_800)
        #expect(second.accepted == 0)
        #expect(second.heldUntil == post.due.addingTimeInterval(2_400))
        try await post.shop.run(
            "UPDATE tidings.message SET expires_at = expires_at + interval '1 day'")
        let last = try await send(post, seconds: 3_700)
        #expect(last.accepted == 1)
        #expect(last.heldUntil == nil)
    }

    @Test func `where all mail is held back no sender is asked for`() async throws {
        var post = try await Post("ada", "bea")
        defer { post.clean() }
        post.shop.workspace.mail.rates = [MailRate(count: 1, unit: .hour)]
        let due = DueMail()
        let connection = post.shop.connection
        func mayLeave(of campaigns: [String]?, seconds: Double = 0) async throws -> Bool {
            try await due.mayLeave(
                of: campaigns, at: post.due.addingTimeInterval(seconds), on: connection)
        }
        #expect(try await mayLeave(of: nil, seconds: -1) == false)
        #expect(try await mayLeave(of: nil))
        #expect(try await mayLeave(of: ["card"]))
        #expect(try await mayLeave(of: ["other"]) == false)
        #expect(try await mayLeave(of: []) == false)
        // The budget is full: it may have room a minute later.
        due.learn(from: try await send(post), at: post.due)
        #expect(try await mayLeave(of: nil, seconds: 59) == false)
        #expect(try await mayLeave(of: nil, seconds: 60))
        due.learn(from: try await send(post, seconds: 3_700), at: post.due + 3_700)
        #expect(try await mayLeave(of: nil, seconds: 3_701) == false)
    }

    @Test func `a domain's budget holds back its own mail alone`() async throws {
        var post = try await Post("a1", "a2", "b1", "b2")
        defer { post.clean() }
        try await post.shop.run(
            "UPDATE tidings.customer SET email = customer_id || '@few.example' "
                + "WHERE customer_id LIKE 'a%'")
        post.shop.workspace.mail.domainRates["few.example"] = [MailRate(count: 1, unit: .day)]
        let figures = try await send(post)
        #expect(figures.accepted == 3)
        #expect(figures.heldUntil == post.due.addingTimeInterval(600))
        #expect(try await post.outbox() == ["a2 -"])
        #expect(try await send(post, seconds: 1).accepted == 0)
    }

    @Test(arguments: [
        ("2026-11-20", 2), ("2026-11-21", 2), ("2026-11-19", 4), ("2026-11-18", 8),
    ])
    func `a warm-up grows from day to day`(from: String, limit: Int) throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let warmUp = WarmUp(from: try #require(LocalDate(from)), firstDay: 2, grows: 100)
        // 20 November 2026, 23:30 in Shanghai.
        let now = try Date("2026-11-20T15:30:00Z", strategy: .iso8601)
        #expect(warmUp.limit(at: now, in: zone) == limit)
    }

    @Test func `a warm-up lets so many leave on a day of the workspace's calendar`() async throws {
        var post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        post.shop.workspace.mail.warmUp = WarmUp(
            from: try #require(LocalDate("2026-11-21")), firstDay: 2, grows: 50)
        #expect(try await send(post).accepted == 2)
        try await post.shop.run(
            "UPDATE tidings.message SET expires_at = expires_at + interval '2 days'")
        // Due was 08:00 in Shanghai: the day is over 16 hours later.
        #expect(try await send(post, seconds: 16 * 3600 - 1).accepted == 0)
        #expect(try await send(post, seconds: 16 * 3600).accepted == 1)
    }
}
