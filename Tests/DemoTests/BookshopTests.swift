import Definitions
import Foundation
import Testing

@testable import Demo

@Suite struct BookshopTests {
    @Test func `the same seed, size and date make the same feeds to the last byte`() {
        let one = Bookshop(seed: 3, members: 300, date: Shop.date).after(nights: 2)
        let other = Bookshop(seed: 3, members: 300, date: Shop.date).after(nights: 2)
        #expect(one.members == other.members)
        #expect(one.wishes == other.wishes)
        #expect(OrdersFile.text(one) == OrdersFile.text(other))
        #expect(CatalogueFile.text(one) == CatalogueFile.text(other))
    }

    @Test func `another seed makes another shop`() {
        let one = Bookshop(seed: 3, members: 300, date: Shop.date)
        let other = Bookshop(seed: 4, members: 300, date: Shop.date)
        #expect(one.members != other.members)
        #expect(one.books != other.books)
        #expect(OrdersFile.text(one) != OrdersFile.text(other))
    }

    @Test func `the first night has the members that were asked for and two thousand books`() {
        let shop = Shop.firstNight
        #expect(shop.members.count == 2_000)
        #expect(shop.books.count == 2_000)
        #expect(Set(shop.members.map(\.id)).count == 2_000)
        #expect(Set(shop.books.map(\.isbn)).count == 2_000)
        #expect(Set(shop.books.map(\.title)).count == 2_000)
        #expect(shop.changes.orders == Array(shop.orders.indices))
        #expect(shop.changes.newMembers.isEmpty)
    }

    @Test(arguments: [1, 2, 10])
    func `a shop of a few members has nights too`(members: Int) {
        let shop = Bookshop(members: members, date: Shop.date).after(nights: 3)
        #expect(shop.members.count > members)
        #expect(!shop.changes.newBooks.isEmpty)
        #expect(!shop.changes.arrivals.isEmpty)
    }

    @Test func `most members buy once and a few buy for all the others`() {
        let shop = Shop.firstNight
        var counts = [Int](repeating: 0, count: shop.members.count)
        for order in shop.orders { counts[order.member] += 1 }
        let heaviest = counts.sorted(by: >).prefix(200).reduce(0, +)
        #expect((250...450).contains(counts.filter { $0 == 0 }.count))
        #expect((650...900).contains(counts.filter { $0 == 1 }.count))
        // The best tenth of the members places more than two orders in five.
        #expect(heaviest * 5 > shop.orders.count * 2)
    }

    @Test func `orders lie between the member's registration and yesterday`() {
        let shop = Shop.secondNight
        for order in shop.orders {
            #expect(order.placedAt >= shop.members[order.member].joinedAt)
            #expect(order.placedAt.day < shop.date)
            #expect(!order.lines.isEmpty)
        }
        #expect(Set(shop.orders.map(\.number)).count == shop.orders.count)
    }

    @Test func `some orders came back and some were called off`() {
        let states = Shop.firstNight.orders.map(\.state)
        let count = Double(states.count)
        #expect((0.02...0.04).contains(Double(states.filter { $0 == .returned }.count) / count))
        #expect((0.01...0.03).contains(Double(states.filter { $0 == .cancelled }.count) / count))
    }

    @Test func `who waits, waits for a book that is sold out`() {
        let shop = Shop.firstNight
        #expect(shop.wishes.count > 100)
        #expect(shop.wishes.allSatisfy { shop.books[$0.book].onHand == 0 })
        #expect(Set(shop.wishes.map { [$0.member, $0.book] }).count == shop.wishes.count)
    }
}
