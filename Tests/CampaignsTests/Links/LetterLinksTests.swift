import Definitions
import Foundation
import Mail
import Testing

@testable import Campaigns

@Suite struct LetterLinksTests {
    private static let keys = [String(repeating: "k", count: 32)]
    private static let base = "https://mail.example"

    private func links(
        _ settings: LinkSettings, utm: CampaignUTM? = nil
    ) throws -> LetterLinks {
        var campaign = Campaign.of(.birthday(.init()), name: "birthday-card")
        campaign.utm = utm
        return LetterLinks(
            MailLinks(settings), settings, campaign: campaign, mailto: "mailto:a@b.example",
            key: MessageKey(customer: "c", campaign: "birthday-card", occurrence: "o"),
            topic: "greetings", sendAt: Date(timeIntervalSince1970: 1_800_000_000))
    }

    private func opened(_ url: String) throws -> SignedLink {
        let token = try #require(url.split(separator: "/").last)
        return try #require(LinkKeys(Self.keys)?.link(token))
    }

    @Test func `with a public URL and a key a mail unsubscribes at one click`() throws {
        let links = try links(LinkSettings(publicURL: Self.base, signingKeys: Self.keys))
        let header = try links.header()
        #expect(header.mailto == "mailto:a@b.example")
        #expect(header.https == links.unsubscribe)
        #expect(links.unsubscribe.hasPrefix("https://mail.example/unsubscribe/"))
        let link = try opened(links.unsubscribe)
        #expect(link.action == .unsubscribe)
        #expect([link.customer, link.campaign, link.topic] == ["c", "birthday-card", "greetings"])
        #expect(link.expires == Date(timeIntervalSince1970: 1_800_000_000 + 365 * 86_400))
    }

    @Test func `without a key it unsubscribes by mail, and links are as they are`() throws {
        let links = try links(LinkSettings(publicURL: Self.base))
        #expect(links.unsubscribe == "mailto:a@b.example")
        #expect(try links.header().https == nil)
        #expect(links.outgoing("https://shop.example/", isHTML: true) == "https://shop.example/")
        #expect(links.openPicture == nil)
    }

    @Test func `a link leads through a click to where it led`() throws {
        let settings = LinkSettings(
            publicURL: Self.base, signingKeys: Self.keys, utm: UTM(source: "shop"))
        let links = try links(settings)
        let url = links.outgoing("https://shop.example/a", isHTML: true)
        #expect(url.hasPrefix("https://mail.example/click/"))
        let tagged =
            "https://shop.example/a?utm_source=shop&utm_medium=email&utm_campaign=birthday-card"
        #expect(try opened(url).url == tagged)
        #expect(links.outgoing("https://shop.example/a", isHTML: false) == tagged)
        for other in ["mailto:a@b.example", "tel:1", "#top", links.unsubscribe] {
            #expect(links.outgoing(other, isHTML: true) == other)
        }
    }

    @Test func `clicks and opens are recorded as the workspace says`() throws {
        var settings = LinkSettings(publicURL: Self.base, signingKeys: Self.keys, tracks: [])
        let url = "https://shop.example/"
        #expect(try links(settings).outgoing(url, isHTML: true) == url)
        #expect(try links(settings).openPicture == nil)
        settings.tracks = [.opens]
        let picture = try #require(try links(settings).openPicture)
        #expect(try opened(picture).action == .open)
    }

    @Test(
        arguments: [
            ("https://s.example", "https://s.example?utm_source=a"),
            ("https://s.example/?b=1", "https://s.example/?b=1&utm_source=a"),
            ("https://s.example/?b=1&", "https://s.example/?b=1&utm_source=a"),
            ("https://s.example/?", "https://s.example/?utm_source=a"),
            ("https://s.example/#x?y", "https://s.example/?utm_source=a#x?y"),
            ("https://s.example/?utm_source=b", "https://s.example/?utm_source=b"),
        ])
    func `parameters go before the fragment, and those that are there stay`(
        _ url: String, _ tagged: String
    ) {
        #expect(LinkQuery.adding([("utm_source", "a")], to: url) == tagged)
    }

    @Test func `a campaign changes the workspace's parameters, or has none`() throws {
        let settings = LinkSettings(utm: UTM(source: "shop", content: "a b&c"))
        let url = "https://s.example/"
        #expect(
            try links(settings, utm: .changed(UTM(medium: "letter", campaign: "x"))).outgoing(
                url, isHTML: true)
                == url + "?utm_source=shop&utm_medium=letter&utm_campaign=x&utm_content=a%20b%26c")
        #expect(try links(settings, utm: .off).outgoing(url, isHTML: true) == url)
    }
}
