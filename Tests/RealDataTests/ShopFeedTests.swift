import Definitions
import Foundation
import TestKit
import Testing
import Warehouse

/// Exports of shop systems as their users get them: WooCommerce, Shopify, Google Merchant.
struct ShopFeedTests {
    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("woocommerce-sample")))
    func `all 24 products of a WooCommerce export come in with price and stock`() async throws {
        let folder = try #require(SharedData.folder("woocommerce-sample"))
        let intake = try await Intake.from(folder)
        let file = Feed.Input.csv("sample_products.csv")
        let products = Feed.file(
            "products", into: .products, file, .field("id", "SKU"), .field("title", "Name"),
            .field("price", "Regular price"), .field("categories", "Categories"))
        #expect(try await intake.load(products) == .first(inserted: 24))
        let expected = try CSVReading(folder.appending(path: "sample_products.csv")).rows
        let rows = try await intake.rows(
            """
            SELECT product_id, title, coalesce(price::text, '') AS price,
                array_to_string(categories, ';') AS categories
            FROM tidings.product ORDER BY line
            """)
        #expect(
            rows
                == expected.map { row in
                    ["SKU", "Name", "Regular price", "Categories"].map { row[$0] ?? "?" }
                })

        let stock = Feed.file(
            "stock", into: .stock, file, .field("product", "SKU"),
            .field("in_stock", "In stock?"), .field("available", "Stock"))
        #expect(try await intake.load(stock) == .first(inserted: 24))
        #expect(
            try await intake.rows(
                "SELECT in_stock, available, count(*) FROM tidings.stock GROUP BY 1, 2")
                == [["t", "-", "24"]])
    }

    @Test(.enabled(if: SharedData.isAvailable("woocommerce-sample")))
    func `of WooCommerce's awkward sample three products have a number, four are rejects`()
        async throws
    {
        let folder = try #require(SharedData.folder("woocommerce-sample"))
        let intake = try await Intake.from(folder)
        let stock = Feed.file(
            "stock", into: .stock, .csv("importer_sample.csv"), .field("product", "SKU"),
            .field("in_stock", "In stock?"), .field("available", "Stock"))
        #expect(try await intake.load(stock) == .first(inserted: 3, rejected: 4))
        #expect(
            try await intake.rows(
                "SELECT product_id, in_stock, available FROM tidings.stock ORDER BY 1") == [
                    ["WOOALBUM", "t", "-"], ["WOOIDEA", "f", "-"], ["WOOLOGO", "t", "5"],
                ])
        #expect(
            try await intake.rows("SELECT DISTINCT column_name, reason FROM tidings.reject")
                == [["SKU", "no value"]])
    }

    @Test(
        .enabled(if: SharedData.isAvailable("shopify-product-csvs")),
        arguments: [
            ("apparel.csv", 22, 22, 20), ("home-and-garden.csv", 21, 21, 20),
            ("jewelery.csv", 41, 23, 20),
        ])
    func `a Shopify export gives its products, and the stock of each variant`(
        file: String, rows: Int, variants: Int, products: Int
    ) async throws {
        let folder = try #require(SharedData.folder("shopify-product-csvs"))
        let intake = try await Intake.from(folder)
        let expected = try CSVReading(folder.appending(path: file)).rows
        #expect(expected.count == rows)
        // A product's first row has its title; rows of more variants and images have none.
        let feed = Feed.file(
            "products", into: .products, .csv(file), .field("id", "Handle"),
            .field("title", "Title"), .field("brand", "Vendor"), .field("price", "Variant Price"),
            filters: [.filled("Title")])
        #expect(
            try await intake.load(feed) == .first(inserted: products, filtered: rows - products))
        let titled = expected.filter { $0["Title"] != "" }
        #expect(
            try await intake.rows(
                "SELECT product_id, title, brand, price FROM tidings.product ORDER BY line")
                == titled.map { row in
                    ["Handle", "Title", "Vendor", "Variant Price"].map { row[$0] ?? "?" }
                })

        // Variants have no number of their own here: the row's number stands for it.
        let stock = Feed.file(
            "stock", into: .stock, .csv(file), .field("product", "$row", prefix: "row-"),
            .field("available", "Variant Inventory Qty"),
            filters: [.filled("Variant Inventory Qty")])
        #expect(
            try await intake.load(stock) == .first(inserted: variants, filtered: rows - variants))
        let counted = expected.enumerated().filter { $0.element["Variant Inventory Qty"] != "" }
        #expect(
            try await intake.rows(
                "SELECT product_id, available, in_stock FROM tidings.stock ORDER BY line")
                == counted.map { index, row in
                    let units = row["Variant Inventory Qty"] ?? "?"
                    return ["row-\(index + 1)", units, units == "0" ? "f" : "t"]
                })
    }

    @Test(.enabled(if: SharedData.isAvailable("google-merchant-demo")))
    func `all 42 items of a Google Merchant feed come in, 34 of them in stock`() async throws {
        let folder = try #require(SharedData.folder("google-merchant-demo"))
        let intake = try await Intake.from(folder)
        let file = Feed.Input.xml(
            "product-feed.xml", record: "/rss/channel/item",
            namespaces: ["g": "http://base.google.com/ns/1.0"])
        let products = Feed.file(
            "products", into: .products, file, .field("id", "g:id"), .field("title", "g:title"),
            .field("url", "g:link"), .field("categories", "g:product_type"))
        #expect(try await intake.load(products) == .first(inserted: 42))

        // Read apart from the feed, line by line: each element stands on a line of its own.
        var expected: [[String]] = []
        let text = try String(
            contentsOf: folder.appending(path: "product-feed.xml"), encoding: .utf8)
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line == "<item>" { expected.append([]) }
            for name in ["id", "title", "link", "availability"]
            where line.hasPrefix("<g:\(name)>") && !expected.isEmpty {
                let value = String(line.dropFirst(name.count + 4).dropLast(name.count + 5))
                expected[expected.count - 1].append(
                    value.replacing("&apos;", with: "'").replacing("&quot;", with: "\"")
                        .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                        .replacing("&amp;", with: "&"))
            }
        }
        #expect(
            try await intake.rows(
                "SELECT product_id, title, url FROM tidings.product ORDER BY line")
                == expected.map { Array($0.prefix(3)) })

        let stock = Feed.file(
            "stock", into: .stock, file, .field("product", "g:id"),
            .field(
                "in_stock", "g:availability",
                values: ["in stock": "yes", "limited availability": "no"]))
        #expect(try await intake.load(stock) == .first(inserted: 42))
        #expect(
            try await intake.rows(
                "SELECT product_id, in_stock FROM tidings.stock ORDER BY line")
                == expected.map { [$0[0], $0[3] == "in stock" ? "t" : "f"] })
        #expect(expected.count { $0[3] == "in stock" } == 34)
    }
}
