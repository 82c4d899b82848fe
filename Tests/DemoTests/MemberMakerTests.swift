import Definitions
import Testing

@testable import Demo

@Suite struct MemberMakerTests {
    @Test func `every address is under a domain that is reserved for examples`() {
        let reserved = ["example.com", "example.net", "example.org"]
        for member in Shop.secondNight.members {
            guard let email = member.email else { continue }
            let parts = email.split(separator: "@").map(String.init)
            #expect(parts.count == 2)
            #expect(reserved.contains(parts[1]) || parts[1].hasSuffix(".example"), "\(email)")
            #expect(email.utf8.allSatisfy { $0 < 128 })
        }
    }

    @Test func `a few members have no address, a few share one, a few keep their birthday`() {
        let members = Shop.firstNight.members
        let addresses = members.compactMap(\.email)
        #expect((30...90).contains(members.count - addresses.count))
        #expect((20...90).contains(addresses.count - Set(addresses).count))
        #expect((250...450).contains(members.filter { $0.birthday == nil }.count))
        #expect(members.contains { $0.birthday != nil && $0.birthday?.year == nil })
        #expect(members.contains { $0.birthday?.month == 2 && $0.birthday?.day == 29 })
        #expect((60...180).contains(members.filter { $0.birthday?.isLunar == true }.count))
    }

    @Test func `members live in Shanghai's time and elsewhere, and some do not say`() {
        let zones = Set(Shop.firstNight.members.map(\.timezone))
        #expect(
            zones == ["Asia/Shanghai", "Pacific/Auckland", "Pacific/Honolulu", "Europe/Paris", nil])
    }

    @Test(arguments: 0..<10)
    func `each of the first ten nights has three birthdays by the sun and one by the moon`(
        offset: Int
    ) {
        let shop = Bookshop(members: 40, date: Shop.date)
        let date = Shop.date + offset
        let celebrating = shop.members[(offset * 4)..<(offset * 4 + 4)].compactMap(\.birthday)
        #expect(celebrating.count == 4)
        #expect(
            celebrating.filter { !$0.isLunar && $0.month == date.month && $0.day == date.day }
                .count == 3)
        #expect(celebrating.filter(\.isLunar).count == 1)
    }

    @Test(arguments: [("2026-02-17", 1, 1), ("2026-11-21", 10, 13), ("2024-02-10", 1, 1)])
    func `a birthday by the moon is on the moon's month and day`(
        date: String, month: Int, day: Int
    ) throws {
        let birthday = Member.Birthday.on(try #require(LocalDate(date)), year: 1988, isLunar: true)
        #expect(birthday == Member.Birthday(year: 1988, month: month, day: day, isLunar: true))
    }

    @Test func `who is born on 29 February is so in a leap year`() throws {
        let eve = try #require(LocalDate("2028-02-27"))
        let shop = Bookshop(members: 40, date: eve)
        let years = shop.members[8..<11].compactMap(\.birthday?.year)
        #expect(shop.members[8].birthday?.day == 29)
        #expect(years.count == 3 && years.allSatisfy { $0.isMultiple(of: 4) })
    }

    @Test func `a birthday is written by ISO 8601, with or without its year`() {
        let leap = Member.Birthday(year: 1988, month: 2, day: 29, isLunar: false)
        let secret = Member.Birthday(year: nil, month: 2, day: 9, isLunar: false)
        #expect(leap.text == "1988-02-29")
        #expect(secret.text == "--02-09")
    }
}
