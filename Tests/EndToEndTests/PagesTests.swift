import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// What links in mails lead to, as a process serves it: the links are those of mails that left.
    @Suite struct PagesTests {
        /// A shop whose mails have links, and the server that takes them.
        private static func shop(_ sink: MailSink) async throws -> TestShop {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/workspace.yaml", "topics:", links + "topics:")
            try shop.edit(
                "Templates/letter.html", "there is news.</p>",
                """
                there is <a href="https://shop.lantern.example/new?a=1&amp;b=2">news</a>.</p>
                <p><a href="{{preferences_url}}">Choose</a></p>
                """)
            return shop
        }

        private static let links = """
            public_url: https://mail.lantern.example
            signing_key: 0123456789abcdef0123456789abcdef

            """

        @Test func `a mail's links unsubscribe by a POST alone, and open what people choose`()
            async throws
        {
            let sink = try await MailSink.start()
            let shop = try await Self.shop(sink)
            let run = try await shop.tidings("run", environment: ["TIDINGS_SMTP_URL": sink.url])
            #expect(run.exitCode == 0)
            let ann = try Letter(to: "ann@reader.example", in: sink)
            let ben = try Letter(to: "ben@reader.example", in: sink)
            #expect(ann.oneClick == "List-Unsubscribe=One-Click")
            let server = try await Served(shop)

            // A mail scanner, and who looks at the page and goes away.
            let asked = try server.ask("GET", ann.unsubscribe)
            #expect(asked.hasPrefix("200 "))
            #expect(asked.contains("<h1>No more mail about “news”?</h1>"))
            _ = try server.ask("HEAD", ann.unsubscribe)
            _ = try server.ask("GET", try ann.link("/preferences/"))
            #expect(try await server.events() == [])

            let forged = try #require(ann.unsubscribe.last) == "A" ? "B" : "A"
            #expect(
                try server.ask("POST", ann.unsubscribe.dropLast() + forged, Self.oneClick)
                    .hasPrefix("404 "))
            #expect(try await server.events() == [])

            for _ in 1...2 {
                #expect(
                    try server.ask("POST", ann.unsubscribe, Self.oneClick).hasPrefix("200 "))
            }
            #expect(
                try server.ask("GET", try ben.link("/click/"))
                    == "302 https://shop.lantern.example/new?a=1&b=2")
            let saved = try server.ask(
                "POST", try ben.link("/preferences/"), "topic=greetings&what=topics")
            #expect(saved.contains("Your choice is saved."))
            #expect(
                try await server.events() == [
                    "1 unsubscribed news one click", "2 clicked news",
                    "2 unsubscribed news preference page",
                ])

            // Who said so is mailed no more.
            try shop.edit("Jobs/letters.yaml", "campaign: letter", "campaign: second")
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            #expect(
                try await Self.decisions(of: "second", shop).prefix(2) == [
                    "1 suppressed unsubscribed", "2 suppressed unsubscribed",
                ])

            try server.putForward(days: 366)
            let late = try server.ask("POST", ben.unsubscribe, Self.oneClick)
            #expect(late.hasPrefix("410 "))
            #expect(late.contains("<h1>This link has expired</h1>"))
            #expect(try await server.stop() == 143)
        }

        @Test func `a yes counts once the link of its mail is confirmed`() async throws {
            let sink = try await MailSink.start()
            let environment = ["TIDINGS_SMTP_URL": sink.url]
            let shop = try await Self.shop(sink)
            try shop.edit(
                "Jobs/workspace.yaml", "news: {consent: opt-in}",
                "news: {consent: opt-in, confirm: true, title: Our letters}")
            try shop.write(Self.join, to: "Jobs/join.yaml")
            try shop.write(Self.please, to: "Templates/join.html")
            try shop.write(Self.members(saying: ""), to: "feeds/members.csv")
            #expect(try await shop.tidings("run", environment: environment).exitCode == 0)
            #expect(sink.messages.isEmpty)

            try shop.write(Self.members(saying: "yes"), to: "feeds/members.csv")
            #expect(try await shop.tidings("run", environment: environment).exitCode == 0)
            #expect(
                sink.messages.flatMap(\.to).sorted() == [
                    "ann@reader.example", "ben@reader.example",
                ])
            let link = try Letter(to: "ann@reader.example", in: sink).link("/confirm/")
            let server = try await Served(shop)
            let asked = try server.ask("GET", link)
            #expect(asked.contains("<h1>Do you want mail about “Our letters”?</h1>"))
            let other = link.replacing("/confirm/", with: "/unsubscribe/")
            #expect(try server.ask("POST", other, "what=confirm").hasPrefix("404 "))
            #expect(try await server.events() == [])
            let done = try server.ask("POST", link, "what=confirm")
            #expect(done.contains("From now on you get our mail about “Our letters”."))
            #expect(try await server.events() == ["1 subscribed news confirmed"])
            #expect(try await server.stop() == 143)

            try shop.edit("Jobs/letters.yaml", "campaign: letter", "campaign: second")
            #expect(try await shop.tidings("run", environment: environment).exitCode == 0)
            #expect(
                try await Self.decisions(of: "second", shop) == [
                    "1 accepted", "2 suppressed no-consent",
                ])
        }

        @Test func `the pages follow the files of the workspace`() async throws {
            let sink = try await MailSink.start()
            let shop = try await Self.shop(sink)
            let run = try await shop.tidings("run", environment: ["TIDINGS_SMTP_URL": sink.url])
            #expect(run.exitCode == 0)
            let link = try Letter(to: "ann@reader.example", in: sink).unsubscribe
            try shop.edit("Jobs/workspace.yaml", Self.links, "")
            let server = try await Served(shop)
            #expect(try server.ask("GET", link).hasPrefix("404 "))

            // The key that signed the link is the old one by now.
            let changed = Self.links.replacing(
                "signing_key: ", with: "signing_key: [fedcba9876543210fedcba9876543210, "
            )
            .replacing("cdef\n", with: "cdef]\n")
            try shop.edit("Jobs/workspace.yaml", "topics:", changed + "topics:")
            try await eventually { try server.ask("GET", link).contains("about “news”?") }
            try shop.edit(
                "Jobs/workspace.yaml", "news: {consent: opt-in}",
                "news: {consent: opt-in, title: Our letters}")
            try await eventually { try server.ask("GET", link).contains("about “Our letters”?") }
            #expect(try await server.stop() == 143)
        }

        private static let oneClick = "List-Unsubscribe=One-Click"

        private static func decisions(
            of campaign: String, _ shop: TestShop
        ) async throws -> [String] {
            try await shop.tidings("messages", "--campaign", campaign, "--json").objects.map {
                [$0["customer"], $0["state"], $0["reason"]].compactMap { $0 }.joined(separator: " ")
            }
        }

        private static func members(saying news: String) -> String {
            """
            no,mail,name,born,news
            1,ann@reader.example,Ann,,\(news)
            2,ben@reader.example,Ben,,\(news)

            """
        }

        private static let join = """
            job: join
            after: nightly
            load:
              - campaign: join
                trigger: confirm
                template: join
                topic: news

            """
        private static let please = """
            ---
            subject: Please confirm
            ---
            <p><a href="{{confirm_url}}">Yes, send me letters</a></p>
            <p><a href="{{unsubscribe_url}}">Unsubscribe</a> {{postal_address}}</p>

            """
    }
}

/// What another implementation finds in a mail that a server took.
private struct Letter: Decodable {
    /// The path of the link in the header `List-Unsubscribe`.
    let unsubscribe: String
    let oneClick: String?
    /// The links of the HTML, without their host.
    let links: [String]

    init(to address: String, in sink: MailSink) throws {
        let mail = try #require(sink.messages.first { $0.to == [address] })
        let found = try Python.output(Self.script, input: Data(mail.bytes))
        self = try JSONDecoder().decode(Self.self, from: Data(found.utf8))
    }

    func link(_ path: String) throws -> String {
        try #require(links.first { $0.hasPrefix(path) })
    }

    private static let script = """
        import email, email.policy, html, json, re, sys
        mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        text = mail.get_body(("html",)).get_content()
        host = "https://mail.lantern.example"
        header = re.search("<(https:[^>]+)>", mail["List-Unsubscribe"]).group(1)
        links = [html.unescape(link) for link in re.findall('href="([^"]+)"', text)]
        json.dump({
            "unsubscribe": header.removeprefix(host),
            "oneClick": mail["List-Unsubscribe-Post"],
            "links": [link.removeprefix(host) for link in links]}, sys.stdout)
        """
}

/// `tidings serve` over a shop, on a clock that stands still.
private struct Served {
    private let shop: TestShop
    private let port: Int
    private let command: RunningCommand
    private let clock: URL
    private let begun = Date.now

    init(_ shop: TestShop) async throws {
        self.shop = shop
        let port = try FreePort.next()
        self.port = port
        clock = shop.folder.appending(path: "clock")
        try begun.ISO8601Format().write(to: clock, atomically: true, encoding: .utf8)
        command = try shop.start(
            "serve", "--listen", "127.0.0.1:\(port)",
            environment: ["TIDINGS_TEST_CLOCK": clock.path])
        try await eventually { try await EndToEnd.ServeTests.get("healthz", port) == "200 ok\n" }
    }

    func putForward(days: Int) throws {
        try begun.addingTimeInterval(Double(days) * 86_400).ISO8601Format()
            .write(to: clock, atomically: true, encoding: .utf8)
    }

    /// `STATUS TEXT` of an answer as the proxy before it gets it; `STATUS URL` of one that leads on.
    func ask(_ method: String, _ path: String, _ form: String = "") throws -> String {
        try Python.output(
            """
            import http.client, sys
            port, method, path, form = sys.argv[1:]
            server = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
            headers = {"Host": "mail.lantern.example"}
            if form: headers["Content-Type"] = "application/x-www-form-urlencoded"
            server.request(method, path, form or None, headers)
            answer = server.getresponse()
            text = answer.read().decode()
            sys.stdout.write(f"{answer.status} {answer.getheader('Location') or text}")
            """, ["\(port)", method, path, form])
    }

    /// `customer kind topic detail`, in order.
    func events() async throws -> [String] {
        try await #require(shop.database).texts(
            """
            SELECT string_agg(concat_ws(' ', customer_id, kind, topic, detail), E'\\n'
                ORDER BY customer_id, kind) FROM tidings.event
            """)
    }

    /// Its exit code when it is asked to end.
    func stop() async throws -> Int32 {
        command.signal(SIGTERM)
        return try await command.end().exitCode
    }
}
