import Definitions
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
