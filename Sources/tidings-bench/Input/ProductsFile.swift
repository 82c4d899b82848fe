import Demo
import Foundation

/// A catalogue as Google Merchant takes it, or as a publisher sends it in ONIX 3.0.
struct ProductsFile {
    enum Format {
        case google
        case onix
    }

    let items: Int
    let format: Format

    func write(to url: URL) throws {
        var random = SeededRandom(seed: 7, stream: "products")
        let sentences = (0..<400).map { _ in Self.sentence(&random) }
        var file = try ByteFile(url)
        try file.write(Array(format == .google ? Self.googleHead.utf8 : Self.onixHead.utf8))
        for id in 1...max(1, items) {
            let item = Item(id, sentences, &random)
            try file.write(format == .google ? item.google : item.onix)
        }
        try file.write(Array((format == .google ? Self.googleFoot : Self.onixFoot).utf8))
        try file.finish()
    }

    private static func sentence(_ random: inout SeededRandom) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<(8 + random.below(8)) {
            text += random.pick(Words.adjectives)
            text.append(" ")
        }
        text.append(random.chance(perMille: 50) ? "Größe &amp; Farbe frei wählbar. " : "Fine. ")
        return text
    }

    private static let googleHead = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">
        <channel>
        <title>Shop</title>
        <link>https://shop.example/</link>
        <description>Feed</description>

        """
    private static let googleFoot = "</channel>\n</rss>\n"
    private static let onixHead = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
        <Header><Sender><SenderName>Bench</SenderName></Sender><SentDateTime>20261122</SentDateTime></Header>

        """
    private static let onixFoot = "</ONIXMessage>\n"
}

extension ProductsFile {
    private struct Item {
        let id: Int
        let title: [UInt8]
        let brand: [UInt8]
        let person: [UInt8]
        let text: [UInt8]
        let cents: Int
        let category: Int
        let year: Int

        init(_ id: Int, _ sentences: [[UInt8]], _ random: inout SeededRandom) {
            self.id = id
            title = random.pick(Words.adjectives) + [0x20] + random.pick(Words.adjectives)
            brand = random.pick(Words.brands)
            person = random.pick(Words.firstNames) + [0x20] + random.pick(Words.lastNames)
            text = (0..<4).flatMap { _ in random.pick(sentences) }
            cents = 199 + random.below(9_800)
            category = 1 + random.below(40)
            year = 1990 + random.below(37)
        }

        var google: [UInt8] {
            var all: [UInt8] = []
            all.append("<item>\n<g:id>P")
            all.append(id)
            all.append("</g:id>\n<title>")
            all += brand + [0x20] + title
            all.append("</title>\n<description>")
            all += text
            all.append("</description>\n<link>https://shop.example/p/")
            all.append(id)
            all.append("?utm_source=feed&amp;utm_medium=xml</link>\n")
            all.append("<g:image_link>https://img.shop.example/")
            all.append(id)
            all.append(".jpg</g:image_link>\n<g:price>")
            all.append(cents: cents)
            all.append(" EUR</g:price>\n<g:availability>in_stock</g:availability>\n<g:brand>")
            all += brand
            all.append("</g:brand>\n<g:product_type>Category ")
            all.append(category)
            all.append(" &gt; Sub ")
            all.append(category)
            all.append("</g:product_type>\n<g:condition>new</g:condition>\n</item>\n")
            return all
        }

        var onix: [UInt8] {
            var all: [UInt8] = []
            all.append("<Product>\n <RecordReference>bench.")
            all.append(id)
            all.append("</RecordReference>\n <NotificationType>03</NotificationType>\n")
            all.append(" <ProductIdentifier><ProductIDType>01</ProductIDType><IDValue>")
            all.append(id)
            all.append("</IDValue></ProductIdentifier>\n")
            all.append(" <ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>978")
            all.append(1_000_000_000 + id)
            all.append("</IDValue></ProductIdentifier>\n")
            all.append(" <DescriptiveDetail>\n  <ProductComposition>00</ProductComposition>")
            all.append("<ProductForm>BC</ProductForm>\n  <Measure><MeasureType>01</MeasureType>")
            all.append("<Measurement>210</Measurement>")
            all.append("<MeasureUnitCode>mm</MeasureUnitCode></Measure>\n")
            all.append("  <TitleDetail><TitleType>01</TitleType><TitleElement>")
            all.append("<TitleElementLevel>01</TitleElementLevel><TitleText>")
            all += title
            all.append("</TitleText></TitleElement></TitleDetail>\n")
            all.append("  <Contributor><SequenceNumber>1</SequenceNumber>")
            all.append("<ContributorRole>A01</ContributorRole><PersonName>")
            all += person
            all.append("</PersonName></Contributor>\n")
            all.append("  <Language><LanguageRole>01</LanguageRole>")
            all.append("<LanguageCode>ger</LanguageCode></Language>\n")
            all.append("  <Extent><ExtentType>00</ExtentType><ExtentValue>320</ExtentValue>")
            all.append("<ExtentUnit>03</ExtentUnit></Extent>\n  <Subject><MainSubject/>")
            all.append("<SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>C")
            all.append(category)
            all.append("</SubjectCode></Subject>\n </DescriptiveDetail>\n <CollateralDetail>\n")
            all.append("  <TextContent><TextType>03</TextType>")
            all.append("<ContentAudience>00</ContentAudience><Text>")
            all += text + text
            all.append("</Text></TextContent>\n </CollateralDetail>\n <PublishingDetail>\n")
            all.append("  <Publisher><PublishingRole>01</PublishingRole><PublisherName>")
            all += brand
            all.append("</PublisherName></Publisher>\n")
            all.append("  <PublishingDate><PublishingDateRole>01</PublishingDateRole>")
            all.append("<Date dateformat=\"00\">")
            all.append(year)
            all.append("0101</Date></PublishingDate>\n </PublishingDetail>\n")
            all.append(" <ProductSupply><SupplyDetail><Supplier><SupplierRole>01</SupplierRole>")
            all.append("<SupplierName>Wholesale</SupplierName></Supplier>")
            all.append("<ProductAvailability>20</ProductAvailability>")
            all.append("<Price><PriceType>02</PriceType><PriceAmount>")
            all.append(cents: cents)
            all.append("</PriceAmount><CurrencyCode>EUR</CurrencyCode></Price>")
            all.append("</SupplyDetail></ProductSupply>\n</Product>\n")
            return all
        }
    }
}
