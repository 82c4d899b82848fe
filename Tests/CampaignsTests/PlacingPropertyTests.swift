import Campaigns
import Definitions
import Foundation
import Postgres
import Testing

/// The statement that places messages does what a slow, obvious planner does.
@Suite(.serialized)
struct PlacingPropertyTests {
    /// Numbers from a seed (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
    /// Generators").
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }

    /// Zones without changes of clocks, with their hours ahead of UTC.
    private static let zones = [
        ("Asia/Shanghai", 8), ("Pacific/Honolulu", -10), ("Etc/UTC", 0), ("Asia/Tokyo", 9),
        ("Pacific/Kiritimati", 14),
    ]
    private static let topics = ["greetings", "news", "restock"]
    private static let epoch = Date(timeIntervalSince1970: 1_803_859_200)

    private struct Case {
        var caps: [Cap]
        var quiet: (from: Int, to: Int)?
        /// In hours after the epoch.
        var tick: Int
        var now: Int
        /// Topics with hours until they expire, the most urgent first.
        var campaigns: [(topic: String, expires: Int)]
        var ledger: [(zone: Int, booked: [ReferencePlanner.Booked])]

        init(_ random: inout SplitMix) {
            caps = (0..<Int.random(in: 1...3, using: &random)).map { number in
                let topics = PlacingPropertyTests.topics.filter { _ in
                    Bool.random(using: &random)
                }
                let windows: [Cap.Window] = [
                    .day, .week, .month,
                    .rolling(seconds: 3_600 * Int.random(in: 1...120, using: &random)),
                ]
                return Cap(
                    name: "cap \(number)", topics: topics.isEmpty ? nil : topics,
                    atMost: Int.random(in: 1...3, using: &random),
                    window: windows.randomElement(using: &random) ?? .day)
            }
            if Bool.random(using: &random) {
                quiet = (
                    Int.random(in: 0...23, using: &random), Int.random(in: 0...23, using: &random)
                )
            }
            let day = Int.random(in: 10...14, using: &random)
            tick = 24 * day
            now = tick + Int.random(in: 0...6, using: &random)
            campaigns = (0..<3).map { _ in
                (
                    PlacingPropertyTests.topics.randomElement(using: &random) ?? "news",
                    Int.random(in: 7...144, using: &random)
                )
            }
            ledger = (0..<40).map { _ in
                let booked = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    ReferencePlanner.Booked(
                        at: 24 * day + Int.random(in: -144...144, using: &random),
                        topic: PlacingPropertyTests.topics.randomElement(using: &random) ?? "news")
                }
                return (
                    Int.random(in: 0..<PlacingPropertyTests.zones.count, using: &random), booked
                )
            }
        }

        /// `customer campaign decision`, sorted.
        var expected: [String] {
            let planner = ReferencePlanner(caps: caps, quiet: quiet)
            return ledger.indices.flatMap { index in
                var booked = ledger[index].booked
                return campaigns.indices.map { number in
                    let decision = planner.place(
                        due: now, expires: tick + campaigns[number].expires,
                        topic: campaigns[number].topic,
                        offset: PlacingPropertyTests.zones[ledger[index].zone].1, beside: booked)
                    var text = ""
                    switch decision {
                    case .planned(let hour):
                        booked.append(.init(at: hour, topic: campaigns[number].topic))
                        text = "planned \(hour)"
                    case .capped(let name): text = "suppressed capped \(name)"
                    case .quiet: text = "suppressed quiet"
                    }
                    return "c\(index) campaign\(number) \(text)"
                }
            }.sorted()
        }
    }

    @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233] as [UInt64])
    func `a pass places messages where a slow planner does`(seed: UInt64) async throws {
        var random = SplitMix(state: seed)
        let given = Case(&random)
        let shop = try await Shop.open(
            caps: given.caps,
            quiet: given.quiet.map { QuietHours(from: $0.from * 60, to: $0.to * 60) })
        try await fill(shop, given)
        let campaigns = given.campaigns.enumerated().map { number, campaign in
            Campaign.of(
                .segment(.in, "lapsed"), name: "campaign\(number)", topic: campaign.topic,
                priority: 90 - number, expires: campaign.expires * 3_600)
        }
        let now = Self.epoch.addingTimeInterval(Double(given.now) * 3_600)
        try await shop.plan(
            campaigns[0], campaigns[1], campaigns[2], on: "2027-03-\(given.tick / 24 + 1)",
            now: now.ISO8601Format())
        #expect(try await decisions(of: shop) == given.expected, "seed \(seed)")
    }

    private func fill(_ shop: Shop, _ given: Case) async throws {
        for (index, customer) in given.ledger.enumerated() {
            let id = "c\(index)"
            try await shop.customer(id, ["timezone": "'\(Self.zones[customer.zone].0)'"])
            for topic in Self.topics {
                try await shop.consent(id, topic, given: true, at: "2020-01-01")
            }
            try await shop.insert(
                "segment_entry",
                [
                    "customer_id": "'\(id)'", "segment": "'lapsed'",
                    "entered_at": "'2027-01-0\(index % 9 + 1)'", "entered_run": "1",
                    "is_baseline": "false",
                ])
            for (number, booked) in customer.booked.enumerated() {
                let at = Self.epoch.addingTimeInterval(Double(booked.at) * 3_600)
                try await shop.message(
                    id, "x\(number)", topic: booked.topic, at: at.ISO8601Format(),
                    isAccepted: number.isMultiple(of: 2))
            }
        }
    }

    private func decisions(of shop: Shop) async throws -> [String] {
        try await shop.rows(
            """
            SELECT concat_ws(' ', customer_id, campaign, state, reason, detail,
                CASE WHEN state = 'planned' THEN (extract(epoch FROM
                    send_at - '2027-03-01T00:00:00Z'::timestamptz) / 3600)::integer END)
                AS decision
            FROM tidings.message WHERE campaign LIKE 'campaign%'
            """, "decision"
        ).sorted()
    }
}
