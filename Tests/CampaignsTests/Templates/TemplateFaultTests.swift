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
