import Definitions
import Feeds
import Foundation
import Problems
import TestKit
import Testing

/// Files of each ready-made format, read as a job that names it reads them.
struct ReadyFormatTests {
    /// Reads a file of a folder by a format; nothing of it is in the job but its name.
    private func load(
        _ entity: Entity, _ format: String, _ file: String, in folder: URL
    ) async throws -> Loaded {
        let sample = try FeedSample()
        let settings = """
            name: Test
            timezone: Europe/Berlin
            currency: EUR
            sources: {files: {folder: "\(folder.path)"}}
            """
        let job = """
            job: a
            extract:
              - {feed: f, into: \(entity.rawValue), from: files, file: "\(file)", format: \(format)}
            """
        try sample.write("Jobs/workspace.yaml", settings.utf8)
        try sample.write("Jobs/a.yaml", job.utf8)
        let workspace = try WorkspaceReader(root: sample.folder, environment: [:]).read()
        let feed = try #require(workspace.jobs.first?.feeds.first)
        #expect(FeedOpener.check(feed) == [])
        return try await FeedSample.load(
            entity, feed.input, map: feed.map, filters: feed.filters,
            from: .folder(path: folder.path), timezone: "Europe/Berlin")
    }

    private func load(_ entity: Entity, _ format: String, text: String) async throws -> Loaded {
        let sample = try FeedSample()
        try sample.write("f.xml", text.utf8)
        return try await load(entity, format, "f.xml", in: sample.folder)
    }

    private static let product = [
        "product_id", "title", "author", "publisher", "published_on", "price", "currency",
        "categories", "image_url",
    ]

    /// The first row's columns.
    private func first(_ names: [String], of entity: Entity, in loaded: Loaded) -> [String] {
        names.compactMap { loaded.column($0, of: entity).first }
    }

    // MARK: ONIX

    private static let cover = "www.harpercollins.co.uk/covers/9780007232833.jpg"
    private static let roseanna = [
        "9780007232833", "Roseanna", "Maj Sjöwall", "HarperCollins Publishers", "2006-08-07",
        "7.99", "GBP", #"{"FFP","FYT","1DNS","3MPQS","FIC022000"}"#,
    ]

    // The files stand outside the repository, and not on every machine.
    @Test(
        .enabled(if: SharedData.isAvailable("onix-jonix")),
        arguments: [
            ("onix-3.0", "single-book-onix3.xml", roseanna + ["http://" + cover]),
            ("onix-3.0-short", "single-book-onix3-short.xml", roseanna + ["http://" + cover]),
            ("onix-3.1", "Onix3.1-single-ref.xml", roseanna + ["https://" + cover]),
            ("onix-3.1-short", "Onix3.1-single-short.xml", roseanna + ["https://" + cover]),
            (
                "onix-2.1", "single-book-onix2.xml",
                [
                    "9781576753422", "Be the Hero", "Noah Blumenthal",
                    "Berrett-Koehler Publishers", "2008-12-08", "19.95", "USD",
                    #"{"BUS000000","650.1"}"#, "\\N",
                ]
            ),
            (
                "onix-2.1", "samples/onix2-single.xml",
                [
                    "9780415671897", "The World Of Mining", "Richard Woldendorp",
                    "Fremantle Press", "2012-01-03", "80.00", "AUD",
                    #"{"SEL000000","AJRK","BUS008000","BUS043000"}"#,
                    "http://cdn.penguin.com.au/covers/original/9780415671897.jpg",
                ]
            ),
        ])
    func `one real book of each ONIX`(
        format: String, file: String, expected: [String]
    ) async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let loaded = try await load(.products, format, file, in: folder)
        #expect(loaded.balance == "1 = 1 + 0 + 0")
        #expect(first(Self.product, of: .products, in: loaded) == expected)
        let stock = try await load(.stock, format, file, in: folder)
        #expect(stock.balance == "1 = 1 + 0 + 0")
    }

    @Test(
        .enabled(if: SharedData.isAvailable("onix-jonix")),
        arguments: [
            ("onix-2.1", "samples/onix2-multiple.xml"), ("onix-3.0", "samples/onix3-multiple.xml"),
        ])
    func `21 real products, alike in two releases`(format: String, file: String) async throws {
        let folder = try #require(SharedData.folder("onix-jonix"))
        let loaded = try await load(.products, format, file, in: folder)
        #expect(loaded.balance == "21 = 21 + 0 + 0")
        #expect(
            first(Array(Self.product.prefix(8)), of: .products, in: loaded) == [
                "9781509854172", "147 Things", "Jim Chapman", "Pan Macmillan UK", "2019-06-01",
                "19.99", "AUD", #"{"WH"}"#,
            ])
        #expect(
            loaded.column("categories", of: .products)[2] == #"{"BT","BGS","WSNB"}"#)
        #expect(loaded.column("author", of: .products)[1] == "Frank Cottrell Boyce")
        let stock = try await load(.stock, format, file, in: folder)
        #expect(stock.balance == "21 = 21 + 0 + 0")
        #expect(first(["available", "in_stock"], of: .stock, in: stock) == ["1", "f"])
    }

    @Test(
        arguments: [
            ("20260321", "2026-03-21"), ("202603", "2026-03-01"), ("2026", "2026-01-01"),
            ("20260321T1430", "2026-03-21"),
        ])
    func `a book whose day is not known comes in with the first`(
        date: String, expected: String
    ) async throws {
        let text = """
            <ONIXMessage release="3.0"><Product><RecordReference>r1</RecordReference>
            <PublishingDetail><PublishingDate><PublishingDateRole>01</PublishingDateRole>
            <Date>\(date)</Date></PublishingDate></PublishingDetail></Product></ONIXMessage>
            """
        let loaded = try await load(.products, "onix-3.0", text: text)
        #expect(
            first(["product_id", "published_on"], of: .products, in: loaded) == ["r1", expected])
    }

    @Test func `what a price does not say of its currency stands in the header`() async throws {
        let text = """
            <ONIXmessage><header><m186>NOK</m186></header>
            <product><a001>r1</a001><title><b202>01</b202><b030>The</b030><b031>Fjord</b031></title>
            <supplydetail><j396>22</j396><price><j148>01</j148><j151>99.00</j151></price>
            </supplydetail></product></ONIXmessage>
            """
        let loaded = try await load(.products, "onix-2.1-short", text: text)
        #expect(
            first(["title", "price", "currency"], of: .products, in: loaded)
                == ["The Fjord", "99.00", "NOK"])
        let stock = try await load(.stock, "onix-2.1-short", text: text)
        #expect(stock.column("in_stock", of: .stock) == ["f"])
    }

    // MARK: Google Merchant

    @Test(.enabled(if: SharedData.isAvailable("google-merchant-demo")))
    func `a real Google Merchant feed`() async throws {
        let folder = try #require(SharedData.folder("google-merchant-demo"))
        let file = "product-feed.xml"
        let loaded = try await load(.products, "google-merchant", file, in: folder)
        #expect(loaded.balance == "42 = 42 + 0 + 0")
        #expect(
            first(
                [
                    "product_id", "title", "url", "image_url", "price", "currency", "categories",
                    "brand",
                ],
                of: .products, in: loaded) == [
                    "monday-survival-kit", "Monday Survival Kit",
                    "https://dmostoregpt.netlify.app/product/monday-survival-kit",
                    "https://dmostoregpt.netlify.app/assets/products/work-meetings.jpg", "67.00",
                    "EUR", #"{"Work & Meetings"}"#, "Existential Supplies Co.",
                ])
        let stock = try await load(.stock, "google-merchant", file, in: folder)
        #expect(stock.balance == "42 = 42 + 0 + 0")
        #expect(stock.column("in_stock", of: .stock).allSatisfy { $0 == "t" })
    }

    @Test func `Google Merchant's feed as Atom`() async throws {
        let text = """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
            <title>Shop</title>
            <entry><g:id>B1</g:id><title>Poems</title><link href="https://s.example/b1"/>
            <g:price>12.00 EUR</g:price><g:availability>in_stock</g:availability></entry>
            <entry><id>tag:b2</id><g:id>B2</g:id><g:title>Prose</g:title>
            <g:link>https://s.example/b2</g:link><g:availability>preorder</g:availability></entry>
            </feed>
            """
        let loaded = try await load(.products, "google-merchant", text: text)
        #expect(loaded.column("product_id", of: .products) == ["B1", "B2"])
        #expect(loaded.column("title", of: .products) == ["Poems", "Prose"])
        #expect(
            loaded.column("url", of: .products)
                == ["https://s.example/b1", "https://s.example/b2"])
        let stock = try await load(.stock, "google-merchant", text: text)
        #expect(stock.column("in_stock", of: .stock) == ["t", "f"])
    }

    // MARK: UBL

    private static func ubl(_ document: String, party: String, body: String) -> String {
        """
        <\(document) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(document)-2"
          xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
          xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
          <cbc:UBLVersionID>2.1</cbc:UBLVersionID>
          <cbc:ID>D-34</cbc:ID>
          <cbc:IssueDate>2026-01-20</cbc:IssueDate>
          <cbc:IssueTime>12:30:00</cbc:IssueTime>
          <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>
          <cac:\(party)><cbc:SupplierAssignedAccountID>C-7</cbc:SupplierAssignedAccountID>
            <cac:Party><cac:PartyIdentification><cbc:ID>7300</cbc:ID></cac:PartyIdentification>
              <cac:PartyName><cbc:Name>Johnssons byggvaror</cbc:Name></cac:PartyName>
              <cac:PostalAddress><cbc:CityName>Stockholm</cbc:CityName>
                <cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>
              </cac:PostalAddress>
              <cac:Contact><cbc:Telephone>+46 8 1</cbc:Telephone>
                <cbc:ElectronicMail>pelle@johnsson.example</cbc:ElectronicMail></cac:Contact>
              <cac:Person><cbc:FirstName>Pelle</cbc:FirstName>
                <cbc:FamilyName>Svensson</cbc:FamilyName></cac:Person>
            </cac:Party></cac:\(party)>
        \(body)
        </\(document)>
        """
    }

    private static let line = [
        "order_id", "customer_id", "placed_at", "total", "currency", "line_number",
        "line_product", "line_quantity", "line_price",
    ]

    private static let item = """
        <cac:Price><cbc:PriceAmount currencyID="SEK">50.00</cbc:PriceAmount></cac:Price>
        <cac:Item><cbc:Name>Paint</cbc:Name><cac:SellersItemIdentification><cbc:ID>SItem1</cbc:ID>
        </cac:SellersItemIdentification></cac:Item>
        """

    @Test func `a UBL order with its lines and its customer`() async throws {
        let text = Self.ubl(
            "Order", party: "BuyerCustomerParty",
            body: """
                <cac:AnticipatedMonetaryTotal><cbc:PayableAmount currencyID="SEK">6225.00\
                </cbc:PayableAmount></cac:AnticipatedMonetaryTotal>
                <cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID>
                <cbc:Quantity unitCode="LTR">120</cbc:Quantity>\(Self.item)</cac:LineItem></cac:OrderLine>
                <cac:OrderLine><cac:LineItem><cbc:ID>2</cbc:ID>
                <cbc:Quantity unitCode="C62">15</cbc:Quantity><cac:Item>
                <cac:StandardItemIdentification><cbc:ID schemeID="GTIN">0123</cbc:ID>
                </cac:StandardItemIdentification></cac:Item></cac:LineItem></cac:OrderLine>
                """)
        let orders = try await load(.orders, "ubl-2-order", text: text)
        #expect(orders.balance == "2 = 2 + 0 + 0")
        #expect(
            first(Self.line, of: .orders, in: orders) == [
                "D-34", "C-7", "2026-01-20 11:30:00+00", "6225.00", "SEK", "1", "SItem1", "120",
                "50.00",
            ])
        #expect(orders.column("line_product", of: .orders) == ["SItem1", "0123"])
        let customers = try await load(.customers, "ubl-2-order", text: text)
        #expect(customers.balance == "1 = 1 + 0 + 0")
        #expect(
            first(
                ["customer_id", "email", "first_name", "last_name", "city", "country", "phone"],
                of: .customers, in: customers) == [
                    "C-7", "pelle@johnsson.example", "Pelle", "Svensson", "Stockholm", "SE",
                    "+46 8 1",
                ])
    }

    @Test func `a UBL invoice, whose total stands before its lines`() async throws {
        let text = Self.ubl(
            "Invoice", party: "AccountingCustomerParty",
            body: """
                <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="SEK">100.00\
                </cbc:PayableAmount></cac:LegalMonetaryTotal>
                <cac:InvoiceLine><cbc:ID>1</cbc:ID>
                <cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>\(Self.item)
                </cac:InvoiceLine>
                """)
        let orders = try await load(.orders, "ubl-2-invoice", text: text)
        #expect(
            first(Self.line, of: .orders, in: orders) == [
                "D-34", "C-7", "2026-01-20 11:30:00+00", "100.00", "SEK", "1", "SItem1", "2",
                "50.00",
            ])
        let customers = try await load(.customers, "ubl-2-invoice", text: text)
        #expect(customers.column("city", of: .customers) == ["Stockholm"])
    }

    // MARK: BMEcat

    @Test(
        arguments: [
            ("bmecat-1.2", "ARTICLE", "AID", ""),
            ("bmecat-1.2", "ARTICLE", "AID", " xmlns='http://www.bmecat.org/XMLSchema/1.2/x'"),
            ("bmecat-2005", "PRODUCT", "PID", " xmlns='http://www.bmecat.org/bmecat/2005fd'"),
        ])
    func `a BMEcat catalogue`(
        format: String, product: String, id: String, namespace: String
    ) async throws {
        let text = """
            <BMECAT version="1"\(namespace)><HEADER><CATALOG><LANGUAGE>deu</LANGUAGE>
            <CATALOG_ID>K1</CATALOG_ID><CURRENCY>EUR</CURRENCY></CATALOG></HEADER>
            <T_NEW_CATALOG>
            <\(product) mode="new"><SUPPLIER_\(id)>Q20-P09</SUPPLIER_\(id)>
              <\(product)_DETAILS><DESCRIPTION_SHORT>Briefumschlag</DESCRIPTION_SHORT>
                <MANUFACTURER_NAME>Papier AG</MANUFACTURER_NAME></\(product)_DETAILS>
              <\(product)_FEATURES><REFERENCE_FEATURE_GROUP_ID>24-18</REFERENCE_FEATURE_GROUP_ID>
              </\(product)_FEATURES>
              <\(product)_PRICE_DETAILS>
                <\(product)_PRICE price_type="net_customer"><PRICE_AMOUNT>7.10</PRICE_AMOUNT>
                  <PRICE_CURRENCY>EUR</PRICE_CURRENCY></\(product)_PRICE>
                <\(product)_PRICE price_type="net_list"><PRICE_AMOUNT>7.90</PRICE_AMOUNT>
                  <PRICE_CURRENCY>CHF</PRICE_CURRENCY></\(product)_PRICE>
              </\(product)_PRICE_DETAILS>
              <MIME_INFO><MIME><MIME_SOURCE>d.pdf</MIME_SOURCE>
                <MIME_PURPOSE>data_sheet</MIME_PURPOSE></MIME>
                <MIME><MIME_SOURCE>q20.jpg</MIME_SOURCE><MIME_PURPOSE>normal</MIME_PURPOSE></MIME>
              </MIME_INFO></\(product)>
            <\(product) mode="delete"><SUPPLIER_\(id)>Q1</SUPPLIER_\(id)></\(product)>
            <\(product)><SUPPLIER_\(id)>Q2</SUPPLIER_\(id)><\(product)_PRICE_DETAILS>
              <\(product)_PRICE price_type="nrp"><PRICE_AMOUNT>1.00</PRICE_AMOUNT></\(product)_PRICE>
              </\(product)_PRICE_DETAILS></\(product)>
            </T_NEW_CATALOG></BMECAT>
            """
        let loaded = try await load(.products, format, text: text)
        #expect(loaded.balance == "3 = 2 + 1 + 0")
        #expect(
            first(
                ["product_id", "title", "brand", "price", "currency", "categories", "image_url"],
                of: .products, in: loaded) == [
                    "Q20-P09", "Briefumschlag", "Papier AG", "7.90", "CHF", #"{"24-18"}"#,
                    "q20.jpg",
                ])
        #expect(loaded.column("currency", of: .products) == ["CHF", "EUR"])
    }
}
