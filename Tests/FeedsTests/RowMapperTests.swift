import Definitions
import Feeds
import Foundation
import Problems
import Testing

struct RowMapperTests {
    private let place = FeedSample.place

    private func load(
        _ entity: Entity, _ text: String, _ map: [FieldMap], filters: [RowFilter] = [],
        nulls: [String] = []
    ) async throws -> Loaded {
        try await FeedSample.csv(
            entity, text.utf8, CSVFormat(delimiter: .byte(0x2C), nulls: nulls), map: map,
            filters: filters)
    }

    @Test
    func `a prefix, words of the source and what stands for nothing are applied in this order`()
        async throws
    {
        let loaded = try await load(
            .orders, "no,who,state\n1,a,R\n2,b,\n3,c,ok\n",
            [
                FieldMap(field: "id", input: "no", prefix: "till-", place: place),
                FieldMap(field: "customer", input: "who", place: place),
                FieldMap(
                    field: "status", input: "state", values: ["R": "returned", "ok": "sale"],
                    fallback: "ok", place: place),
            ])
        #expect(loaded.column("order_id", of: .orders) == ["till-1", "till-2", "till-3"])
        #expect(loaded.column("status", of: .orders) == ["returned", "sale", "sale"])
    }

    @Test func `a missing value is nothing, a reject or left aside as the map says`() async throws {
        let loaded = try await load(
            .orders, "no,who,at\n1,a,2026-01-01\n2,,2026-01-01\n3,c,\n,d,2026-01-01\n",
            [
                FieldMap(field: "id", input: "no", place: place),
                FieldMap(field: "customer", input: "who", skipMissing: true, place: place),
                FieldMap(field: "placed_at", input: "at", isRequired: true, place: place),
            ])
        #expect(loaded.column("order_id", of: .orders) == ["1"])
        #expect(loaded.reasons == ["4: at: no value", "5: no: no value"])
        #expect(loaded.balance == "4 = 1 + 1 + 2")
    }

    @Test func `filters keep or leave out rows by their values`() async throws {
        let text = "id,s,k\n1,paid,a\n2,test,a\n3, paid ,\n4,shipped,NULL\n"
        let keep = RowFilter(
            input: "s", values: ["paid", "shipped"], isNegated: false, place: place)
        let leave = RowFilter(input: "k", values: [""], isNegated: true, place: place)
        let map = [FieldMap(field: "id", input: "id", place: place)]
        let kept = try await load(.products, text, map, filters: [keep])
        #expect(kept.column("product_id", of: .products) == ["1", "3", "4"])
        #expect(kept.filtered == 1)
        let both = try await load(.products, text, map, filters: [keep, leave], nulls: ["NULL"])
        #expect(both.column("product_id", of: .products) == ["1"])
        #expect(both.balance == "4 = 1 + 3 + 0")
    }

    @Test func `a row's number counts all rows, whatever becomes of them`() async throws {
        let loaded = try await load(
            .products, "t\na\nb,c\nd\n",
            [
                FieldMap(field: "id", input: "$row", prefix: "r", place: place),
                FieldMap(field: "title", input: "t", place: place),
            ])
        #expect(loaded.column("product_id", of: .products) == ["r1", "r3"])
    }

    @Test func `consents are a list, and attributes an object, of what is mapped`() async throws {
        let loaded = try await load(
            .customers, "id,n,g,a\n1,yes,0,x\n2,,1,\n3,perhaps,1,x\n",
            [
                FieldMap(field: "id", input: "id", place: place),
                FieldMap(field: "consent.news", input: "n", place: place),
                FieldMap(field: "consent.greetings", input: "g", place: place),
                FieldMap(field: "attributes.fav \"a\"", input: "a", place: place),
            ])
        #expect(
            loaded.column("consents", of: .customers) == [
                #"{"t","f"}"#, #"{"\N","t"}"#,
            ])
        #expect(
            loaded.column("attributes", of: .customers) == [
                #"{"fav \"a\"": "x"}"#, #"{"fav \"a\"": null}"#,
            ])
        #expect(loaded.reasons == ["4: n: neither yes nor no"])
    }

    @Test func `a birthday fills three columns, and its calendar decides what is a date`()
        async throws
    {
        let loaded = try await load(
            .customers,
            "id,b,c\n1,1990-02-28,solar\n2,--02-30,lunar\n3,1990-02-30,solar\n4,02-30,\n5,,lunar\n",
            [
                FieldMap(field: "id", input: "id", place: place),
                FieldMap(field: "birthday", input: "b", place: place),
                FieldMap(field: "birthday_calendar", input: "c", place: place),
            ])
        #expect(loaded.column("birth_year", of: .customers) == ["1990", "\\N", "\\N"])
        #expect(loaded.column("birth_month", of: .customers) == ["2", "2", "\\N"])
        #expect(loaded.column("birth_day", of: .customers) == ["28", "30", "\\N"])
        #expect(loaded.column("joined_on", of: .customers) == ["\\N", "\\N", "\\N"])
        #expect(
            loaded.reasons == [
                "4: b: there is no such date in the solar calendar",
                "5: b: there is no such date in the solar calendar",
            ])
    }

    @Test func `a customer who is looked up is named as the source does`() async throws {
        let loaded = try await load(
            .waiting, "mail,book\n Ann@b.example ,1\n",
            [
                FieldMap(field: "customer", input: "mail", lookup: "email", place: place),
                FieldMap(field: "product", input: "book", place: place),
            ])
        #expect(loaded.column("customer_id", of: .waiting) == ["Ann@b.example"])
    }

    @Test(arguments: Entity.allCases)
    func `every entity's rows have the columns of its stage that are mapped, in order`(
        entity: Entity
    ) async throws {
        let keys = entity.fields.filter(\.isKey)
        let loaded = try await load(
            entity,
            "text,eventKind,instant,date,currency\nv,opened,2026-11-01T10:00Z,2026-11-01,EUR\n",
            FeedSample.map(keys.reversed().map { ($0.name, $0.type.rawValue) }))
        #expect(loaded.columns == ["line", "byte_offset"] + keys.flatMap(\.columns))
        let row = try #require(loaded.rows.first)
        #expect(row.prefix(2) == ["2", "37"])
        #expect(row.count { $0 == "v" } == keys.count { $0.type == .text })
    }

    @Test func `batches are about a megabyte, and their sums balance`() async throws {
        var text = "id,title\n"
        for number in 0..<30_000 { text += "\(number),\(String(repeating: "x", count: 120))\n" }
        let sample = try FeedSample()
        try sample.write("f.csv", text.utf8)
        let feed = Feed(
            name: "f", entity: .products, source: "s",
            input: .csv(file: FilePattern("f.csv"), CSVFormat()),
            map: FeedSample.map([("id", "id"), ("title", "title")]), place: place)
        let reader = try await FeedOpener.open(
            feed, in: FeedSample.workspace(.folder(path: sample.folder.path)),
            logicalDate: FeedSample.date)
        var sizes: [Int] = []
        var read = 0
        while let batch = try await reader.next() {
            sizes.append(batch.rows.count)
            read += batch.read
            #expect(batch.read == batch.accepted + batch.filtered + batch.rejects.count)
        }
        #expect(read == 30_000)
        #expect(sizes.count > 3)
        #expect(sizes.allSatisfy { $0 < 2 << 20 })
        #expect(reader.file?.name == "f.csv")
        #expect(await reader.cursor == nil)
        #expect(try await reader.next() == nil)
    }
}
