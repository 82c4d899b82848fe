import Definitions
import Foundation
import Testing

@testable import Demo

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct CatalogueFileTests {
    @Test func `the catalogue is well-formed XML with a record for each book`() {
        let elements = Elements()
        let parser = XMLParser(data: Data(CatalogueFile.text(Shop.secondNight).utf8))
        parser.shouldProcessNamespaces = true
        parser.delegate = elements
        #expect(parser.parse())
        let count = Shop.secondNight.books.count
        for name in ["Product", "TitleText", "OnHand", "PriceAmount"] {
            #expect(elements.counts[name] == count)
        }
        #expect(elements.namespaces == ["http://ns.editeur.org/onix/3.0/reference"])
        #expect(elements.texts["TitleText"] == Shop.secondNight.books.map(\.title))
        #expect(elements.texts["OnHand"] == Shop.secondNight.books.map { String($0.onHand) })
        #expect(
            elements.texts["SubjectHeadingText"] == Shop.secondNight.books.map(\.category))
    }

    @Test func `the message says who sends it, when, and which it is`() {
        let text = CatalogueFile.text(Shop.secondNight)
        #expect(text.contains("<MessageNumber>2</MessageNumber>"))
        #expect(text.contains("<SentDateTime>20261122T0100+0800</SentDateTime>"))
        #expect(text.contains("<SubjectHeadingText>Food &amp; Drink &gt; Cookery<"))
    }

    /// Counts elements and gathers their texts.
    private final class Elements: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]
        var texts: [String: [String]] = [:]
        var namespaces: Set<String> = []
        private var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            counts[name, default: 0] += 1
            namespaces.insert(namespaceURI ?? "")
            text = ""
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
            qualifiedName: String?
        ) {
            texts[name, default: []].append(text)
            text = ""
        }
    }
}
