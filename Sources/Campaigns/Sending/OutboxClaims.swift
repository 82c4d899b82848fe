import Foundation
import Postgres

/// Takes what is due out of the outbox for one sender, bucket after bucket.
///
/// The buckets are listed once and again only when they are through: listing reads all that is due.
/// Each sender begins elsewhere, so that several seldom meet.
actor OutboxClaims {
    private let sender: String
    /// nil means all.
    private let campaigns: [String]?
    private let pauses: Pauses
    private let connection: Connection
    private var buckets: [Int] = []

    init(
        for sender: String, of campaigns: [String]?, but pauses: Pauses,
        on connection: Connection
    ) {
        self.sender = sender
        self.campaigns = campaigns
        self.pauses = pauses
        self.connection = connection
    }

    /// Takes up to so many, in one transaction; none means that nothing is due that nobody holds.
    func claim(_ count: Int, at now: Date) async throws -> [Claim] {
        try await connection.transaction { _ in try await take(count, at: now) }
    }

    private func take(_ count: Int, at now: Date) async throws -> [Claim] {
        guard let paused = try await pauses.campaigns(on: connection) else { return [] }
        let held = Value.textArray(paused.sorted())
        let only: Value = campaigns.map { .textArray($0) } ?? .null
        var claimed: [Claim] = []
        var isListedNow = false
        while claimed.count < count {
            guard let bucket = buckets.last else {
                // Listed and walked through: what is due now, others hold.
                if isListedNow || !claimed.isEmpty { break }
                let due = try await connection.execute(.outboxDue, [.instant(now), only, held])
                buckets = Self.turned(try due.map { try $0.int("bucket") })
                isListedNow = true
                if buckets.isEmpty { break }
                continue
            }
            let wanted = count - claimed.count
            let rows = try await connection.executePrepared(
                .outboxClaim,
                [.int(bucket), .text(sender), .instant(now), only, .int(wanted), held])
            claimed += try rows.map(Claim.init)
            if rows.count < wanted { buckets.removeLast() }
        }
        return claimed
    }

    /// The buckets in order, begun anywhere.
    private static func turned(_ buckets: [Int]) -> [Int] {
        guard let start = buckets.indices.randomElement() else { return [] }
        return Array(buckets[start...] + buckets[..<start])
    }
}
