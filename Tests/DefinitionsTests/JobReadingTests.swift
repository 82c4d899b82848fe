import Definitions
import Problems
import Testing

struct JobReadingTests {
    @Test(arguments: jobs)
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test func `a night's job is read whole`() throws {
        let job = try #require(TestWorkspace(job: Self.nightly).read().jobs.first)
        #expect(job.name == "nightly")
        #expect(job.description == "Bring in the day's members, orders and books.")
        #expect(
            job.schedule
                == Schedule(rule: .daily(.every, at: 120), withinSeconds: 6 * 3600))
        #expect(job.after == nil)
        #expect(job.feeds.map(\.name) == ["members", "store-orders", "catalogue"])
        #expect(job.campaigns.isEmpty)
        #expect(job.place.description == "Jobs/a.yaml:1:6")

        let members = job.feeds[0]
        #expect(members.entity == .customers)
        #expect(members.source == "shop")
        #expect(
            members.input
                == .query("SELECT * FROM member WHERE updated_at > :since", since: "updated_at"))
        #expect(
            members.map.map { "\($0.field) \($0.input)" } == [
                "id id", "email email", "consent.news newsletter", "attributes.shelf shelf_no",
            ])

        let orders = job.feeds[1]
        #expect(
            orders.input
                == .csv(file: FilePattern("orders-{date}.csv"), CSVFormat(nulls: ["NULL", "~"])))
        #expect(orders.map.map(\.field).count == 7)
        #expect(orders.map[2].format == ["dd.MM.yyyy HH:mm"])
        #expect(orders.map[5].decimal == ",")
        #expect(orders.map[6].values == ["R": "returned", "REFUND": "returned", "X": "cancelled"])
        #expect(orders.map[1].skipMissing)
        #expect(orders.map[1].prefix == "till-")
        #expect(
            orders.expect
                == Expectations(minimumRows: 1, rejects: .percent(1), shrinkPercent: 20))
        #expect(orders.lineKey == .product)
        #expect(!orders.addLines)
        #expect(orders.filters.map(\.input) == ["state", "kind"])
        #expect(orders.filters.map(\.values) == [["paid", "shipped"], ["test"]])
        #expect(orders.filters.map(\.isNegated) == [false, true])

        let catalogue = job.feeds[2]
        #expect(
            catalogue.input
                == .xml(
                    file: FilePattern("onix.xml"),
                    XMLFormat(
                        records: ["//o:Product"],
                        namespaces: XMLNamespaces([
                            "o": "http://ns.editeur.org/onix/3.0/reference"
                        ]))))
        #expect(catalogue.map[0].input == "o:ProductIdentifier[o:ProductIDType='15']/o:IDValue")
        #expect(catalogue.deleteMissing)

        let programme = try #require(job.programmes.first)
        #expect(programme.name == "membership")
        #expect(programme.metric.text == "spend(last 365 days)")
        #expect(programme.levels.map(\.tier) == ["reader", "silver", "gold"])
        #expect(programme.levels.map(\.from) == [0, 500, 2000])
        #expect(programme.levels.map(\.discountPercent) == [0, 5, 10])
        #expect(programme.keepDays == 365)
        #expect(programme.downgrade == .oneLevel)
        #expect(!programme.includeExisting)

        #expect(job.segments.map(\.name) == ["lapsed", "fiction-lovers", "best"])
        #expect(
            job.segments.map(\.expression.text) == [
                "last_order_at < 90 days ago and orders >= 2",
                "bought(category under \"Fiction\", last 365 days) >= 3",
                "top 5% by spend(last 365 days)",
            ])
        #expect(job.segments.map(\.guardPercent) == [30, nil, nil])
        #expect(job.segments.map(\.includeExisting) == [true, false, false])
    }

    private static let nightly = """
        job: nightly
        description: Bring in the day's members, orders and books.
        schedule: {every: day, at: "02:00", missed: run latest, within: 6 hours}

        extract:
          - feed: members
            into: customers
            from: shop
            query: SELECT * FROM member WHERE updated_at > :since
            since: updated_at
            map: {id: id, email: email, consent.news: newsletter, attributes.shelf: shelf_no}
          - feed: store-orders
            into: orders
            from: stores
            file: "orders-{date}.csv"
            csv: {encoding: auto, delimiter: auto, nulls: [NULL, ~]}
            map:
              id: order_no
              customer: {column: member_no, prefix: "till-", missing: skip}
              placed_at: {column: date, format: "dd.MM.yyyy HH:mm"}
              line.product: isbn
              line.quantity: qty
              line.price: {column: price, decimal: ","}
              status: {column: state, values: {returned: [R, REFUND], cancelled: X}}
            where: {state: [paid, shipped], kind: {not: [test]}}
            expect: {rows: at least 1, rejects: at most 1%, shrink: at most 20%}
          - feed: catalogue
            into: products
            from: stores
            file: onix.xml
            xml: {record: //o:Product, namespaces: {o: "http://ns.editeur.org/onix/3.0/reference"}}
            map: {id: "o:ProductIdentifier[o:ProductIDType='15']/o:IDValue", title: ".//o:TitleText"}
            delete_missing: true

        transform:
          tiers:
            programme: membership
            by: spend(last 365 days)
            levels:
              - {tier: reader, from: 0}
              - {tier: silver, from: 500, discount: 5%}
              - {tier: gold,   from: 2000, discount: 10%}
            keep_for: 365 days          # a level once earned lasts so long
            downgrade: one level        # or: to earned
          segments:
            lapsed:
              where: last_order_at < 90 days ago and orders >= 2
              guard: change at most 30%
              include_existing: true
            fiction-lovers: bought(category under "Fiction", last 365 days) >= 3
            best: top 5% by spend(last 365 days)
        """

    static let jobs: [Fault] = [
        Fault(
            "a job without a name",
            #"""
            description: x
            """#,
            gives: #"""
                Jobs/a.yaml:1:1: the key "job" is missing
                  1 | description: x
                    | ^^^^^^^^^^^
                  Add it: job: nightly
                """#),
        Fault(
            "two feeds of a name",
            #"""
            job: a
            extract:
              - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
              - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
            """#,
            gives: #"""
                Jobs/a.yaml:4:12: a second feed of this job is named "f"
                  4 |   - {feed: f, into: customers, from: stores, file: a.csv, map: {id: no}}
                    |            ^
                  The first is at Jobs/a.yaml:3:12; give one of them another name.
                """#),
    ]
}
