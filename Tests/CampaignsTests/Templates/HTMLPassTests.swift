import Testing

@testable import Campaigns

@Suite struct HTMLPassTests {
    private struct Sheet: Sendable {
        var body: String
        var html: String
    }

    private static let sheets = [
        // A rule goes where it matches; what is there already is stronger.
        Sheet(
            body: """
                <style>p { color: red; margin: 0 } .a { color: blue }</style><p>x</p>\
                <p class="b a" style="margin:1px">y</p>
                """,
            html: """
                <style></style><p style="color:red;margin:0">x</p>\
                <p class="b a" style="color:blue;margin:1px">y</p>
                """),
        // An id is more specific than classes, those than names; the later wins among equals.
        Sheet(
            body:
                "<style>#i{color:a}.c.d{color:b}p{color:c}</style><p id=\"i\" class=\"c d\">x</p>",
            html: "<style></style><p style=\"color:a\" id=\"i\" class=\"c d\">x</p>"),
        Sheet(
            body: "<style>p{color:a}p{color:b}</style><p>x</p>",
            html: "<style></style><p style=\"color:b\">x</p>"),
        // What is important is stronger than an attribute and than what comes later.
        Sheet(
            body: "<style>p{color:a !important}p{color:b}</style><p style=\"color:c\">x</p>",
            html: "<style></style><p style=\"color:a !important;color:c\">x</p>"),
        // Ancestors and parents.
        Sheet(
            body: "<style>td a{x:1}td>a{y:2}</style><td><b><a>i</a></b><a>j</a></td>",
            html: """
                <style></style><td><b><a style="x:1">i</a></b><a style="x:1;y:2">j</a></td>
                """),
        // Attributes, several selectors at once, quotes within.
        Sheet(
            body: """
                <style>h1,a[href='#']{font:"A B",serif}</style><h1>x</h1><a href="#">y</a>
                """,
            html: """
                <style></style><h1 style="font:'A B',serif">x</h1>\
                <a style="font:'A B',serif" href="#">y</a>
                """),
        // What depends on the reader stays in the sheet.
        Sheet(
            body: """
                <style>/* c */a:hover,b{x:1}@media (max-width:9px){p{x:1}}</style>\
                <b>x</b><br><p>y</p>
                """,
            html: """
                <style>a:hover {x:1}
                @media (max-width:9px) {p{x:1}}
                </style><b style="x:1">x</b><br><p>y</p>
                """),
    ]

    @Test(arguments: sheets.indices)
    func `style sheets go into attributes`(_ index: Int) throws {
        let sheet = Self.sheets[index]
        #expect(try Desk.html(sheet.body) == sheet.html)
    }

    @Test func `a style sheet of the layout reaches the mail and its partials`() throws {
        let template = try Desk.template(
            "<p>{{> note}}</p>",
            [
                "_layout.html": "<head><style>p{x:1}b{y:2}</style></head><body>{{{body}}}</body>",
                "_note.html": "<b>n</b>",
            ])
        let html = template.render([:], RenderStyle(locale: "en", currency: "EUR")).html
        #expect(
            html
                == "<head><style></style></head><body><p style=\"x:1\"><b style=\"y:2\">n</b></p></body>"
        )
    }

    @Test(
        arguments: [
            ("a&b<c>\"'", "a&amp;b&lt;c&gt;&quot;&#39;"), ("灯笼", "灯笼"), ("{{tier}}", "{{tier}}"),
        ])
    func `a value in a text or an attribute stays a text`(
        _ value: String, _ escaped: String
    ) throws {
        let html = try Desk.html(
            "<b title=\"{{customer.attributes.x}}\">{{customer.attributes.x}}</b>",
            Desk.customer(["x": value]))
        #expect(html == "<b title=\"\(escaped)\">\(escaped)</b>")
    }

    @Test(
        arguments: [
            ("https://a.example/?b=1&c=2", "https://a.example/?b=1&amp;c=2"),
            ("https://a.example/灯 笼\"", "https://a.example/%E7%81%AF%20%E7%AC%BC%22"),
            ("javascript:alert(1)", "#"), ("JavaScript:alert(1)", "#"), ("data:text/html,x", "#"),
            (" vbscript:x", "#"), ("/path:x", "/path:x"), ("", ""),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ])
    func `a value that is a URL leads where it may`(_ value: String, _ url: String) throws {
        let html = try Desk.html(
            "<a href=\"{{customer.attributes.x}}\">x</a>", Desk.customer(["x": value]))
        #expect(html == "<a href=\"\(url)\">x</a>")
    }

    @Test func `a value within a URL is one part of it`() throws {
        let html = try Desk.html(
            "<a href=\"https://a.example/?q={{customer.attributes.x}}&amp;b=1#c\">x</a>",
            Desk.customer(["x": "a b&c=d#e/灯"]))
        #expect(
            html == "<a href=\"https://a.example/?q=a%20b%26c%3Dd%23e%2F%E7%81%AF&amp;b=1#c\">x</a>"
        )
    }

    @Test func `links of anchors are followed, pictures are not`() throws {
        let html = try Desk.html(
            "<a href=\"https://a.example/?x=1&amp;y=2\">x</a><img src=\"https://a.example/i.png\">"
        ) { "via:\($0):\($1)" }
        #expect(
            html
                == "<a href=\"via:https://a.example/?x=1&amp;y=2:true\">x</a>"
                + "<img src=\"https://a.example/i.png\">")
    }

    @Test(
        arguments: [
            (
                "<p style=\"color:{{tier}}\">x</p>",
                "a value cannot stand within the attribute style"
            ),
            ("<p onclick=\"{{tier}}\">x</p>", "a value cannot stand within the attribute onclick"),
            ("<style>p{color:{{tier}}}</style>", "a value cannot stand within <style>"),
            ("<script>{{tier}}</script>", "a value cannot stand within <script>"),
            ("<p {{tier}}>x</p>", "a value cannot stand within a tag, beside its attributes"),
            ("<p class={{tier}}>x</p>", "the value of the attribute class needs quotes"),
        ])
    func `where a value could do harm it is a fault`(_ body: String, _ summary: String) throws {
        let fault = try #require(Desk.faults(body).first)
        let column = body.distance(
            from: body.startIndex, to: try #require(body.firstRange(of: "{{tier}}")).lowerBound)
        #expect(fault.hasPrefix("Templates/mail.html:4:\(column + 1): \(summary)\n"))
    }

    @Test func `a section may choose between attributes`() throws {
        let body = "<p{{#tier}} class=\"x\"{{/tier}} style=\"{{#tier}}a:1{{/tier}}\">{{tier}}</p>"
        #expect(
            try Desk.html(body, ["tier": .text("gold")]) == "<p class=\"x\" style=\"a:1\">gold</p>")
        #expect(try Desk.html(body) == "<p style=\"\"></p>")
    }

    @Test func `a plain text shows its links where they lead`() throws {
        let body =
            "<p><a href=\"https://a.example/?q={{customer.attributes.x}}&amp;b=1\">Look</a></p>"
        #expect(
            try Desk.text(body, Desk.customer(["x": "a b"]))
                == "Look (https://a.example/?q=a%20b&b=1)\n")
    }
}
