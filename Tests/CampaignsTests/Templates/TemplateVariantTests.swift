import Problems
import Testing

@testable import Campaigns

@Suite struct TemplateVariantTests {
    private static let files = [
        "_layout.html": "[{{{body}}}]", "_layout.zh.html": "【{{{body}}}】",
        "_name.html": "{{customer.first_name}}", "_name.zh-CN.html": "{{customer.first_name}}样",
        "mail.html": "---\nsubject: Hello\n---\nHello {{> name}}",
        "mail.zh.html": "---\nsubject: 你好\n---\n你好 {{> name}}",
        "mail.zh-CN.html": "---\nsubject: 您好\n---\n您好 {{> name}} {{customer.city}}",
    ]

    private static func html(_ locale: String) throws -> String {
        try TemplateLibrary(files: files).compile("mail", offering: Desk.offer)
            .variant(for: locale)
            .render(Desk.customer([:]), RenderStyle(locale: "en", currency: "EUR")).html
    }

    @Test(
        arguments: [
            ("zh-CN", "【您好 Ann样 】"), ("zh-cn", "【您好 Ann样 】"), ("zh_CN", "【您好 Ann样 】"),
            ("zh-Hans-CN", "【你好 Ann】"), ("zh-TW", "【你好 Ann】"), ("zh", "【你好 Ann】"),
            ("en-GB", "[Hello Ann]"), ("de", "[Hello Ann]"), ("", "[Hello Ann]"),
        ])
    func `who reads a language gets its variant, else the one for all`(
        _ locale: String, _ html: String
    ) throws {
        #expect(try Self.html(locale) == html)
    }

    @Test func `planning asks only for what every variant needs`() throws {
        let template = try TemplateLibrary(files: Self.files)
            .compile("mail", offering: Desk.offer)
        #expect(template.requiredNames == ["customer.first_name"])
        #expect(
            template.variant(for: "zh-CN").requiredNames
                == ["customer.city", "customer.first_name"])
    }

    @Test func `values are written as the reader's country does if the language is theirs`() throws
    {
        let template = try TemplateLibrary(
            files: ["mail.html": "---\nsubject: A\nlocale: en\n---\nx"]
        ).compile("mail", offering: Desk.offer)
        #expect(template.valueLocale(for: "en-GB", in: "zh-CN") == "en-GB")
        #expect(template.valueLocale(for: "de", in: "zh-CN") == "en")
        #expect(template.valueLocale(for: nil, in: "zh-CN") == "en")
    }

    @Test func `a variant is checked like the mail it varies`() {
        let library = TemplateLibrary(
            files: [
                "mail.html": "---\nsubject: A\n---\nx",
                "mail.de.html": "---\nsubject: A\n---\n{{customer.frist_name}}",
            ])
        #expect(throws: Problems.self) { try library.compile("mail", offering: Desk.offer) }
    }

    @Test func `a variant of nothing, and a name that is no language, are faults`() {
        let library = TemplateLibrary(
            files: [
                "card.zh.html": "---\nsubject: A\n---\nx",
                "mail.html": "---\nsubject: A\n---\nx",
                "mail.chinese simplified.html": "---\nsubject: A\n---\nx",
            ])
        #expect(
            library.problems.map(\.text) == [
                """
                Templates/card.zh.html: there is no Templates/card.html for those with other languages
                  Add it, or give this file that name.
                """,
                """
                Templates/mail.chinese simplified.html: "chinese simplified" in the file's name is not a language
                  Variants are called birthday.zh.html or birthday.zh-CN.html.
                """,
            ])
    }
}
