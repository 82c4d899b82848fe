import Definitions
import Foundation

/// Makes members, one after the other; no number comes twice.
struct MemberMaker: Sendable {
    /// Reserved for examples (RFC 2606, RFC 6761): mail to them goes nowhere.
    static let domains = [
        "example.com", "example.net", "example.org", "post.example", "inbox.example",
        "readers.example",
    ]
    private static let domainWeights = [40, 15, 10, 15, 12, 8]

    private var made = 0
    /// An address that the next member of the family may share.
    private var familyAddress: String?

    /// A member who joined at a time.
    mutating func member(
        joinedAt: ShopMinute, updatedAt: ShopMinute, _ random: inout SeededRandom
    ) -> Member {
        made += 1
        let city = City.all[random.index(weights: City.weights)]
        let isChinese = random.chance(perMille: city.country == "CN" ? 960 : 250)
        let pool = isChinese ? NamePool.chinese : NamePool.western
        let given = random.pick(pool.givenNames)
        let family = random.pick(pool.familyNames)
        let ownAddress = address("\(given.plain).\(family.plain)", &random)
        return Member(
            id: made.padded(6), email: sharedAddress(ownAddress, &random),
            givenName: given.written, familyName: family.written,
            birthday: birthday(joinedAt: joinedAt, isChinese: isChinese, &random),
            city: city.name, country: city.country,
            locale: isChinese ? "zh-CN" : city.locale,
            timezone: random.chance(perMille: 80) && city.country == "CN" ? nil : city.timezone,
            newsletter: random.chance(perMille: 150) ? nil : random.chance(perMille: 450),
            evenings: made.isMultiple(of: 4) ? true : nil,
            joinedAt: joinedAt, updatedAt: updatedAt,
            shelves: (0..<random.number(in: 1...3)).map { _ in
                random.index(weights: Shelf.weights)
            },
            readsEnglish: random.chance(perMille: isChinese ? 250 : 850))
    }

    /// An address that nobody else has: the member's number is in it.
    func address(_ name: String, _ random: inout SeededRandom) -> String {
        let domain = Self.domains[random.index(weights: Self.domainWeights)]
        return "\(name).\(made)@\(domain)"
    }

    /// Nothing for a few, a family's address for a few, else their own.
    private mutating func sharedAddress(
        _ own: String, _ random: inout SeededRandom
    ) -> String? {
        let lot = random.below(1_000)
        if lot < 30 { return nil }
        if lot < 55, let shared = familyAddress {
            familyAddress = nil
            return shared
        }
        familyAddress = own
        return own
    }

    private func birthday(
        joinedAt: ShopMinute, isChinese: Bool, _ random: inout SeededRandom
    ) -> Member.Birthday? {
        guard random.chance(perMille: 820) else { return nil }
        // Sixteen to seventy-five years old when they joined, most of them younger.
        let age = 16 * 365 + min(random.below(59 * 365), random.below(59 * 365))
        let born = joinedAt.day - age
        let (year, month, day) = (born.year, born.month, born.day)
        let keepsYear = random.chance(perMille: 900)
        if isChinese, random.chance(perMille: 70) {
            // Lunar months have 29 or 30 days.
            return Member.Birthday(
                year: keepsYear ? year : nil, month: month, day: min(day, 30), isLunar: true)
        }
        return Member.Birthday(
            year: keepsYear ? year : nil, month: month, day: day, isLunar: false)
    }
}

extension Member.Birthday {
    /// The birthday that somebody has whose day it is on a date, by the sun or by the moon.
    static func on(_ date: LocalDate, year: Int, isLunar: Bool) -> Member.Birthday {
        let (month, day) = (date.month, date.day)
        guard isLunar, let moon = lunarParts(of: date) else {
            return Member.Birthday(year: year, month: month, day: day, isLunar: false)
        }
        return Member.Birthday(year: year, month: moon.month, day: moon.day, isLunar: true)
    }

    private static func lunarParts(of date: LocalDate) -> (month: Int, day: Int)? {
        var calendar = Calendar(identifier: .chinese)
        guard let zone = TimeZone(identifier: "Asia/Shanghai") else { return nil }
        calendar.timeZone = zone
        // Noon in Shanghai.
        let noon = Date(timeIntervalSince1970: Double(date.daysSinceEpoch) * 86_400 + 4 * 3_600)
        let parts = calendar.dateComponents([.month, .day], from: noon)
        guard let month = parts.month, let day = parts.day else { return nil }
        return (month, day)
    }
}
