import Definitions
import Testing

@testable import Demo

@Suite struct NightTests {
    @Test func `a night brings new members, who registered yesterday`() {
        let shop = Shop.secondNight
        #expect((4...8).contains(shop.changes.newMembers.count))
        #expect(shop.members.count == 2_000 + shop.changes.newMembers.count)
        for index in shop.changes.newMembers {
            #expect(shop.members[index].joinedAt.day == Shop.date)
        }
    }

    @Test func `whatever changed of a member is dated yesterday, and nothing else is`() {
        let (before, after) = (Shop.firstNight, Shop.secondNight)
        #expect(after.changes.changedMembers.count > 6)
        for index in before.members.indices {
            let isChanged = after.changes.changedMembers.contains(index)
            #expect(isChanged == (before.members[index] != after.members[index]))
            #expect((after.members[index].updatedAt.day == Shop.date) == isChanged)
            #expect(before.members[index].updatedAt.day < Shop.date)
        }
    }

    @Test func `a night's file holds yesterday's orders and those that came back`() {
        let shop = Shop.secondNight
        let new = shop.changes.orders.filter { $0 >= Shop.firstNight.orders.count }
        #expect((15...40).contains(new.count))
        #expect(new.allSatisfy { shop.orders[$0].placedAt.day == Shop.date })
        #expect(shop.changes.returned.count == 3)
        #expect(shop.changes.cancelled.count == 2)
        #expect(
            shop.changes.orders == new + shop.changes.returned + shop.changes.cancelled)
        for index in shop.changes.returned {
            #expect(Shop.firstNight.orders[index].state == .paid)
            #expect(shop.orders[index].state == .returned)
        }
    }

    @Test func `somebody rises over the 500 yuan of the silver tier`() {
        let shop = Shop.secondNight
        func silver(_ shop: Bookshop) -> Set<Int> {
            var spend: [Int: Int] = [:]
            for order in shop.orders where shop.date - order.placedAt.day <= 365 {
                spend[order.member, default: 0] += order.spend
            }
            return Set(spend.filter { $0.value >= 50_000 }.keys)
        }
        #expect(silver(shop).subtracting(silver(Shop.firstNight)).count >= 2)
    }

    @Test func `sold-out books arrive that somebody waits for, some of them too few`() {
        let shop = Shop.secondNight
        #expect(!shop.changes.arrivals.isEmpty)
        for book in shop.changes.arrivals {
            #expect(shop.books[book].onHand > 0)
            #expect(shop.wishes.contains { $0.book == book })
        }
        let isScarce = (1...4).contains { night in
            let shop = Shop.firstNight.after(nights: night)
            return shop.changes.arrivals.contains { book in
                shop.books[book].onHand < shop.wishes.filter { $0.book == book }.count
            }
        }
        #expect(isScarce)
    }

    @Test func `the books of the day come out that day`() {
        let shop = Shop.secondNight
        #expect((6...10).contains(shop.changes.newBooks.count))
        #expect(shop.changes.newBooks.allSatisfy { shop.books[$0].publishedOn == shop.date })
        #expect(Shop.firstNight.books.allSatisfy { $0.publishedOn < Shop.date })
        #expect(Set(shop.changes.newBooks.map { shop.books[$0].category }).count <= 2)
    }

    @Test func `those who had waited buy the book and wait no longer`() {
        let shops = (1...4).map(Shop.firstNight.after(nights:))
        #expect(shops.contains { $0.changes.closedWishes > 0 })
    }
}
