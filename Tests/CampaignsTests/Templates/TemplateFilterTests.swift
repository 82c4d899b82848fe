import Testing

@testable import Campaigns

@Suite struct TemplateFilterTests {
    /// No-break spaces are written as underscores.
    private static let written: [(String, String, String, String)] = [
        ("1234567.5", "money", "en", "€1,234,567.50"),
        ("1234567.5", "money", "de", "1.234.567,50_€"),
        ("1234.5", "money", "es", "1234,50_€"), ("68", "money: CNY", "zh-CN", "¥68.00"),
        ("68", "money: CNY", "en", "CN¥68.00"), ("1999.6", "money: JPY", "ja", "¥2,000"),
        ("1234567", "money: INR", "en-IN", "₹12,34,567.00"),
        ("-5", "money: USD", "en", "-$5.00"), ("n/a", "money", "en", "n/a"),
        ("1.2345", "money: KWD", "en", "KWD_1.235"),
        ("1234567.125", "number", "en", "1,234,567.125"),
        ("1234567", "number", "fr", "1~234~567"), ("1234", "number", "pl", "1234"),
        ("0.5", "number", "de", "0,5"),
        ("12.5", "percent", "en", "12.5%"), ("10", "percent", "de", "10_%"),
        ("5.125", "percent", "es", "5,13_%"), ("7", "percent", "tr", "%7"),
        ("10%", "percent", "en", "10%"),
        ("2026-11-21", "date", "en", "November 21, 2026"),
        ("2026-11-21", "date", "en-GB", "21 November 2026"),
        ("2026-11-21", "date: long", "zh-CN", "2026年11月21日"),
        ("2026-11-21", "date: day", "de", "21. November"),
        ("2026-11-21", "date: short", "en-GB", "21/11/2026"),
        ("2026-11-21", "date: weekday", "fr", "samedi"),
        ("2026-02-30", "date", "en", "2026-02-30"), ("soon", "date", "en", "soon"),
        ("ab", "upper", "en", "AB"), ("i", "upper", "tr", "İ"), ("AB", "lower", "en", "ab"),
        ("abcdef", "truncate: 4", "en", "abc…"), ("abcd", "truncate: 4", "en", "abcd"),
        ("1", "plural: book / books", "en", "book"),
        ("0", "plural: book / books", "en", "books"),
        ("0", "plural: livre / livres", "fr", "livre"),
        ("2", "plural: 本书", "zh", "本书"),
        ("22", "plural: книга / книги / книг", "ru", "книги"),
        ("12", "plural: книга / книги / книг", "ru", "книг"),
        ("5", "plural: książka / książki / książek", "pl", "książek"),
    ]

    @Test(arguments: written.indices)
    func `a filter writes as the locale does`(_ index: Int) throws {
        let (value, filter, locale, shown) = Self.written[index]
        let plain = try Desk.shown(value, filter, locale: locale)
            .replacing("\u{A0}", with: "_").replacing("\u{202F}", with: "~")
        #expect(plain == shown)
    }

    @Test func `filters follow each other, and one can count products`() throws {
        let body =
            "{{products | count}} {{products | count | plural: book / books | upper}}"
        #expect(try Desk.html(body, ["products": .list([[:], [:]])]) == "2 BOOKS")
        #expect(try Desk.html(body) == "0 BOOKS")
    }

    @Test func `a default fills a gap, and then nobody lacks the value`() throws {
        let template = try Desk.template("{{customer.first_name | default: dear reader}}")
        #expect(template.requiredNames == [])
        let html = template.render([:], RenderStyle(locale: "en", currency: "EUR")).html
        #expect(html == "dear reader")
        #expect(
            try Desk.template("{{customer.first_name | upper}}").requiredNames
                == ["customer.first_name"])
    }

    @Test(
        arguments: [
            (
                "{{tier | uper}}", "there is no filter \"uper\"",
                "Did you mean \"upper\"?"
            ),
            (
                "{{tier | money: euro}}", "\"euro\" is not the code of a currency",
                "Write three capital letters, as in {{… | money: EUR}}."
            ),
            (
                "{{tier | date: tall}}", "\"tall\" is no way to write a date",
                "There are: long, medium, short, day, month, weekday, year."
            ),
            (
                "{{tier | truncate}}", "truncate needs a number of letters",
                "Write it as in {{… | truncate: 80}}."
            ),
            (
                "{{tier | plural}}", "plural needs its forms",
                "Write them as in {{… | plural: book / books}}."
            ),
            (
                "{{tier.discount | percent: 1}}",
                "the filter \"percent\" takes nothing behind a colon", "Write {{… | percent}}."
            ),
            (
                "{{tier | upper: x}}", "the filter \"upper\" takes nothing behind a colon",
                "Write {{… | upper}}."
            ),
        ])
    func `a filter that cannot be applied is a fault with its place`(
        _ body: String, _ summary: String, _ hint: String
    ) {
        let mark = String(repeating: "^", count: body.count)
        #expect(
            Desk.faults("Hi\n\(body)") == [
                """
                Templates/mail.html:5:1: \(summary)
                  5 | \(body)
                    | \(mark)
                  \(hint)
                """
            ])
    }
}
