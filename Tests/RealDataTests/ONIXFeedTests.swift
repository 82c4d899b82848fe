import Definitions
import Foundation
import TestKit
import Testing
import Warehouse

/// The ONIX samples of the Jonix library: releases 2.1, 3.0 and 3.1, long tags and short.
struct ONIXFeedTests {
    /// A sample, with the names that its release and tags have for the same facts.
    struct Sample: Sendable, CustomTestStringConvertible {
        var file: String
        var namespace: String?
        var isShort = false

        var testDescription: String { file }

        private func path(_ names: String...) -> String {
            names.map { (namespace == nil ? "" : "o:") + $0 }.joined(separator: "/")
        }

        private func input(_ file: String) -> Feed.Input {
            .xml(
                file, record: "//" + path(isShort ? "product" : "Product"),
                namespaces: namespace.map { ["o": $0] } ?? [:])
        }

        private var isbn: String {
            isShort
                ? path("productidentifier") + "[" + path("b221") + "='15']/" + path("b244")
                : path("ProductIdentifier") + "[" + path("ProductIDType") + "='15']/"
                    + path("IDValue")
        }

        func products() -> Feed {
            .file(
                "products", into: .products, input(file), .field("id", isbn),
                .field("attributes.reference", path(isShort ? "a001" : "RecordReference")))
        }

        /// ONIX code list 65: 20 and 21 are available, 22 to order in, 10 and 11 not yet,
        /// 40 and 45 not from this supplier.
        func stock(units: Bool) -> Feed {
            var feed = Feed.file(
                "stock", into: .stock, input(file), .field("product", isbn),
                .field(
                    "in_stock", ".//" + path(isShort ? "j396" : "ProductAvailability"),
                    values: [
                        "10": "no", "11": "no", "20": "yes", "21": "yes", "22": "no", "40": "no",
                        "45": "no",
                    ]))
            if units { feed.map.append(.field("available", ".//" + path("OnHand"))) }
            return feed
        }
    }

    static let singles = [
        Sample(
            file: "Onix3.1-single-ref.xml", namespace: "http://ns.editeur.org/onix/3.1/reference"),
        Sample(
            file: "Onix3.1-single-short.xml", namespace: "http://ns.editeur.org/onix/3.1/short",
            isShort: true),
        Sample(
            file: "single-book-onix3.xml", namespace: "http://ns.editeur.org/onix/3.0/reference"),
        Sample(
            file: "single-book-onix3-short.xml",
            namespace: "http://ns.editeur.org/onix/3.0/short", isShort: true),
        Sample(file: "samples/onix3-single.xml"),
    ]

    // The data may not be copied into the repository.
    @Test(.enabled(if: SharedData.isAvailable("onix-jonix")), arguments: singles)
    func `one book with its stock comes in, whatever its release and tags`(
        sample: Sample
    ) async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let intake = try await Intake.from(folder)
        #expect(try await intake.load(sample.products()) == .first(inserted: 1))
        #expect(
            try await intake.rows(
                "SELECT product_id, attributes ->> 'reference' AS reference FROM tidings.product")
                == [["9780007232833", "com.globalbookinfo.onix.01734529"]])
        #expect(try await intake.load(sample.stock(units: false)) == .first(inserted: 1))
        #expect(
            try await intake.rows("SELECT product_id, available, in_stock FROM tidings.stock")
                == [["9780007232833", "-", "t"]])
    }

    @Test(.enabled(if: SharedData.isAvailable("onix-jonix")))
    func `single books of release 2 come in, one with its stock`() async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let intake = try await Intake.from(folder)
        let one = Sample(file: "samples/onix2-single.xml")
        #expect(try await intake.load(one.products()) == .first(inserted: 1))
        #expect(try await intake.load(one.stock(units: true)) == .first(inserted: 1))
        #expect(
            try await intake.rows("SELECT product_id, available, in_stock FROM tidings.stock")
                == [["9780415671897", "53", "t"]])
        // The other has an availability code of its own list, which nobody mapped.
        let other = Sample(file: "single-book-onix2.xml")
        #expect(
            try await intake.load(other.products()).inserted == 1)
        #expect(
            try await intake.rows("SELECT product_id FROM tidings.product ORDER BY 1")
                == [["9780415671897"], ["9781576753422"]])
    }

    /// What stands in both files of several products: the ISBN, the first supplier's
    /// availability and units; the one that is there twice is the same twice.
    private static let availability: [String: [String]] = [
        "9781509854172": ["10", "1"], "9781509851775": ["10", "0"], "9781509886036": ["10", "0"],
        "9780765380555": ["10", "0"], "9780765396419": ["10", "0"], "9781509883684": ["22", "0"],
        "9781250190451": ["22", "0"], "9780330302630": ["11", "0"],
        "9780330520331": ["21", "196"], "9781447231622": ["20", "0"],
        "9781250142405": ["10", "0"], "9781743537503": ["21", "500"],
        "9781783417605": ["10", "500"], "9781760554712": ["21", "500"],
        "9781742612317": ["21", "107"], "9781447230533": ["22", "0"],
        "9781509820634": ["21", "99"], "9781509833627": ["21", "348"],
        "9781447223740": ["21", "6"], "9781509801831": ["11", "0"],
    ]

    @Test(
        .enabled(if: SharedData.isAvailable("onix-jonix")),
        arguments: [
            Sample(file: "samples/onix2-multiple.xml"),
            Sample(
                file: "samples/onix3-multiple.xml",
                namespace: "http://ns.editeur.org/onix/3.0/reference"),
        ])
    func `21 records of 20 books come in with their stock, alike in both releases`(
        sample: Sample
    ) async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let intake = try await Intake.from(folder)
        #expect(
            try await intake.load(sample.products()) == .first(inserted: 20, duplicate: 1))
        #expect(
            try await intake.rows(
                "SELECT product_id, attributes ->> 'reference' AS reference FROM tidings.product"
                    + " ORDER BY 1") == Self.availability.keys.sorted().map { [$0, $0] })
        #expect(
            try await intake.load(sample.stock(units: true)) == .first(inserted: 20, duplicate: 1))
        let stock = try await intake.rows(
            "SELECT product_id, in_stock, available FROM tidings.stock ORDER BY 1")
        let expected = Self.availability.sorted { $0.key < $1.key }.map { isbn, facts in
            [isbn, ["20", "21"].contains(facts[0]) ? "t" : "f", facts[1]]
        }
        #expect(stock == expected)
        #expect(try await intake.rows("SELECT product_id FROM tidings.arrival") == [])
    }
}
