import Definitions
import Foundation
import Problems
import Testing

@testable import Campaigns

@Suite struct MailLintTests {
    private static let footer =
        "<a href=\"mailto:a@b.example?subject=unsubscribe\">x</a> 12 Lantern Lane"

    private static func summaries(
        subject: String = "Hello", html: String = footer,
        text: String = String(repeating: "word ", count: 30),
        postalAddress: String? = "12 Lantern Lane"
    ) -> [String] {
        MailLint.warnings(
            RenderedMail(subject: subject, html: html, text: text),
            at: Place("Templates/a.html"), needsUnsubscribe: true, postalAddress: postalAddress
        ).map(\.summary)
    }

    @Test func `a plain mail has nothing to warn of`() {
        #expect(Self.summaries() == [])
    }

    @Test func `Gmail's limit is 102 kB to the byte`() {
        let room = MailLint.gmailLimit - Self.footer.utf8.count
        #expect(Self.summaries(html: Self.footer + String(repeating: "x", count: room)) == [])
        #expect(
            Self.summaries(html: Self.footer + String(repeating: "x", count: room + 1)) == [
                "the HTML of this mail is 102 kB; Gmail shows 102 kB and hides the rest"
            ])
    }

    @Test(arguments: ["HAPPY BIRTHDAY", "Now!!", "快来！！"])
    func `a subject that shouts`(_ subject: String) {
        #expect(
            Self.summaries(subject: subject) == [
                "the subject shouts, which spam filters count against it"
            ])
    }

    @Test func `words, pictures and links that filters distrust`() {
        let pictures = "<img src=\"a.png\"><IMG alt=\"\" src=\"b.png\">"
        #expect(
            Self.summaries(
                subject: "You have won", html: Self.footer + pictures,
                text: "Click here: https://bit.ly/x"
            ) == [
                "spam filters count these words against it: \"click here\", \"you have won\"",
                "1 of 2 pictures have no alt text", "the mail is hardly more than pictures",
                "the mail links through bit.ly, which spam filters distrust",
            ])
    }

    @Test func `a confirmation needs a page to be given on`() {
        let place = Place("Jobs/join.yaml", line: 4, column: 5)
        let campaign = Campaign(
            name: "join", trigger: .confirm, template: "join", topic: "news", place: place,
            templatePlace: place)
        let key = String(repeating: "k", count: 32)
        let page = "https://mail.lantern.example"
        let missing = [
            LinkSettings(), LinkSettings(publicURL: page), LinkSettings(signingKeys: [key]),
        ]
        for links in missing {
            let warning = MailLint.confirmation(campaign, links)
            #expect(
                warning?.summary
                    == "the campaign \"join\" asks for a confirmation, and there is no page for it")
            #expect(warning?.place == place)
        }
        #expect(
            MailLint.confirmation(campaign, LinkSettings(publicURL: page, signingKeys: [key]))
                == nil
        )
        var other = campaign
        other.trigger = .tier(.up, programme: "membership")
        #expect(MailLint.confirmation(other, LinkSettings()) == nil)
    }

    @Test func `each variant is looked at, and what is its template's is told once`() throws {
        let place = Place("Jobs/card.yaml", line: 9, column: 9)
        var campaign = Campaign.of(.birthday(.init()))
        campaign.variants = [
            Variant(name: "loud", sharePercent: 50, subject: "FREE BOOKS", place: place),
            Variant(name: "other", sharePercent: 50, template: "other", place: place),
        ]
        func file(_ subject: String, _ body: String) -> String {
            "---\nsubject: \(subject)\n---\n\(body) 12 Lantern Lane"
        }
        let library = TemplateLibrary(files: [
            "card.html": file("Hello", "<p>x</p>"), "loud.html": file("FREE BOOKS", "<p>x</p>"),
            "other.html": file("Hello", "<img src=\"a.png\">"),
        ])
        let offer = TemplateOffer(for: campaign)
        let templates = [
            "card": try library.compile("card", offering: offer),
            "card/loud": try library.compile("loud", offering: offer),
            "card/other": try library.compile("other", offering: offer),
        ]
        var workspace = Workspace(
            root: URL(filePath: "/tmp/tidings-lint"), name: "L", timezone: .gmt, currency: "EUR",
            mail: MailSettings(from: "L <l@lantern.example>"),
            jobs: [Job(name: "card", campaigns: [campaign], place: place)])
        workspace.mail.postalAddress = "12 Lantern Lane"
        let told = MailLint(workspace, templates: templates).warnings.map { warning in
            "\(warning.place?.file ?? "-"): \(warning.summary)"
        }
        #expect(
            told == [
                "Templates/card.html: the mail shows no link to unsubscribe",
                "Jobs/card.yaml: the subject shouts, which spam filters count against it",
                "Templates/other.html: the mail shows no link to unsubscribe",
                "Templates/other.html: 1 of 1 pictures have no alt text",
                "Templates/other.html: the mail is hardly more than pictures",
            ])
    }

    @Test func `what the law asks for`() {
        #expect(
            Self.summaries(html: "<p>x</p>") == [
                "the mail shows no link to unsubscribe",
                "the mail does not show the postal address",
            ])
        #expect(
            Self.summaries(postalAddress: nil) == ["no postal address is set for mails"])
    }
}
