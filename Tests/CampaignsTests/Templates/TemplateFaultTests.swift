import Testing

/// What a template names and does not exist: each is told with its place.
@Suite struct TemplateFaultTests {
    private static let shared = [
        "_layout.html": "<body>{{{body}}}</body>", "_product.html": "{{title}}",
    ]

    @Test(
        arguments: [
            (
                "{{customer.firstname}}", "the campaign offers no \"customer.firstname\"",
                "Did you mean \"customer.first_name\"?"
            ),
            (
                "{{customer.surname}}", "the campaign offers no \"customer.surname\"",
                "Did you mean \"customer.last_name\"?"
            ),
            (
                "{{> produkt}}", "there is no partial \"produkt\"",
                "Did you mean \"_product\"?"
            ),
            (
                "{{> _footer}}", "there is no partial \"_footer\"",
                "The layouts and partials are: _layout, _product."
            ),
            (
                "{{customer}}", "\"customer\" is a group of names, not a value",
                "Name one of its values, as in {{customer.NAME}}."
            ),
            (
                "{{products}}", "\"products\" is a list, not a value",
                "Open a section over it: {{#products}} … {{/products}}."
            ),
            (
                "{{title}}", "the campaign offers no \"title\" here",
                "Each of the products has one: write it within {{#products}} … {{/products}}."
            ),
        ])
    func `a name or a partial that does not exist is a fault with its place`(
        _ tag: String, _ summary: String, _ hint: String
    ) {
        let mark = String(repeating: "^", count: tag.count)
        #expect(
            Desk.faults("Hi\n<p>\(tag)</p>", Self.shared) == [
                """
                Templates/mail.html:5:4: \(summary)
                  5 | <p>\(tag)</p>
                    |    \(mark)
                  \(hint)
                """
            ])
    }

    @Test func `a name that does not exist is found where it stands, in a partial or a layout`() {
        let faults = Desk.faults(
            "{{#products}}{{> _product}}{{/products}}",
            ["_product.html": "<b>{{title}}</b>\n<i>{{autor}}</i>"])
        #expect(
            faults == [
                """
                Templates/_product.html:2:4: the campaign offers no "autor"
                  2 | <i>{{autor}}</i>
                    |    ^^^^^^^^^
                  Did you mean "author"?
                """
            ])
    }

    @Test(arguments: [
        ("zh-CN", "book / books", 2, 1), ("en", "book", 1, 2), ("ru", "книга / книги", 2, 3),
        ("ar", "a / b", 2, 6),
    ])
    func `a plural has the forms of the mail's language`(
        locale: String, forms: String, given: Int, wanted: Int
    ) {
        let tag = "{{products | count | plural: \(forms)}}"
        let mark = String(repeating: "^", count: tag.count)
        #expect(
            Desk.faults(tag, locale: locale) == [
                """
                Templates/mail.html:4:1: plural has \(given) of the \(wanted) forms of "\(locale)"
                  4 | \(tag)
                    | \(mark)
                  Write as many as the language has, in CLDR's order; of a mail in another language say which: "locale: en" in its first lines.
                """
            ])
    }

    @Test func `a plural goes by the language that its file is for, or says`() {
        let body = "{{products | count | plural: book / books}}"
        for (name, front) in [
            ("mail.en.html", "subject: A"), ("mail.zh.html", "subject: A\nlocale: en"),
        ] {
            let files = [name: "---\n\(front)\n---\n\(body)"]
            #expect(Desk.faults("", files, locale: "zh") == [])
        }
    }

    @Test func `a layout that does not exist is a fault with its place`() {
        let files = Self.shared.merging(
            ["mail.de.html": "---\nsubject: A\nlayout: _layuot\n---\n<p>x</p>"]
        ) { first, _ in first }
        #expect(
            Desk.faults("<p>x</p>", files) == [
                """
                Templates/mail.de.html:3:9: there is no layout "_layuot"
                  3 | layout: _layuot
                    |         ^^^^^^^
                  Did you mean "_layout"?
                """
            ])
    }

    @Test func `a section that does not exist is one fault, whatever stands in it`() {
        #expect(
            Desk.faults("{{#produkts}}{{title}} {{customer.city}}{{/produkts}}") == [
                """
                Templates/mail.html:4:1: the campaign offers no "produkts"
                  4 | {{#produkts}}{{title}} {{customer.city}}{{/produkts}}
                    | ^^^^^^^^^^^^^
                  Did you mean "products"?
                """
            ])
    }
}
