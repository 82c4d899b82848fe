import Definitions
import Testing

struct DeclaredAttributesReadingTests {
    @Test func `settings and jobs declare the attributes of the whole workspace`() throws {
        let workspace = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings + """
                attributes:
                  customers: {points: number, authors: {type: list, separator: ","}}
                  orders: {gift: boolean}

                """,
            "Jobs/a.yaml": """
            job: a
            attributes: {products: {pages: number}}
            transform:
              segments:
                s: attributes.points >= 10 and attributes.authors contains "Lu Xun"
                t: "bought(product.pages > 300, order.gift = yes)"

            """,
        ]).read()
        let segments = workspace.jobs.flatMap(\.segments).map(\.expression.tree)
        #expect(
            segments == [
                .condition(
                    .all([
                        .number(
                            .attribute(Attribute("points", .number)), .compare(.atLeast, 10)),
                        .list(
                            Attribute("authors", .list(separator: ",")), contains: ["Lu Xun"]),
                    ])),
                .condition(
                    .number(
                        .orders(
                            .items,
                            OrderScope(
                                orders: [
                                    OrderFilter(
                                        .attribute(Attribute("gift", .boolean)), .answer(true))
                                ],
                                products: [
                                    ProductFilter(
                                        .attribute(Attribute("pages", .number)),
                                        .number(.compare(.greater, 300)))
                                ])), .compare(.greater, 0))),
            ])
    }

    @Test func `a feed of rates lets money in other currencies count`() throws {
        let job = """
            job: a
            transform: {segments: {s: spend >= 100}}

            """
        let rates = """
            extract:
              - {feed: rates, into: rates, from: stores, file: rates.csv,
                 map: {currency: currency, on: day, rate: rate}}

            """
        let without = try TestWorkspace(job: job).read()
        let with = try TestWorkspace(job: job + rates).read()
        #expect(without.jobs.flatMap(\.segments).map(\.expression.hasRates) == [false])
        #expect(with.jobs.flatMap(\.segments).map(\.expression.hasRates) == [true])
    }

    @Test(arguments: [
        Fault(
            "a type that there is not",
            #"""
            job: a
            attributes: {customers: {points: numbr}}
            """#,
            gives: #"""
                Jobs/a.yaml:2:34: unknown type "numbr"
                  2 | attributes: {customers: {points: numbr}}
                    |                                  ^^^^^
                  Did you mean "number"?
                """#),
        Fault(
            "an entity without attributes",
            #"""
            job: a
            attributes: {stock: {shelf: text}}
            """#,
            gives: #"""
                Jobs/a.yaml:2:14: unknown key "stock"
                  2 | attributes: {stock: {shelf: text}}
                    |              ^^^^^
                  The keys here are: customers, orders, products.
                """#),
        Fault(
            "a separator of what is no list",
            #"""
            job: a
            attributes: {orders: {gift: {type: boolean, separator: ","}}}
            """#,
            gives: #"""
                Jobs/a.yaml:2:57: only a list has a separator, and this is a boolean
                  2 | attributes: {orders: {gift: {type: boolean, separator: ","}}}
                    |                                                         ^
                  Remove it, or write "type: list".
                """#),
    ])
    func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }

    @Test func `an attribute has one type`() throws {
        let texts = try TestWorkspace([
            "Jobs/workspace.yaml": TestWorkspace.settings,
            "Jobs/a.yaml": "job: a\nattributes: {customers: {points: number}}\n",
            "Jobs/b.yaml": "job: b\nattributes: {customers: {points: text}}\n",
        ]).texts
        #expect(
            texts == [
                #"""
                Jobs/b.yaml:2:34: the attribute "points" is declared as number elsewhere
                  2 | attributes: {customers: {points: text}}
                    |                                  ^^^^
                  Give it one type, or another name.
                """#
            ])
    }
}
